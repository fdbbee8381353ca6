// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of sources.
import { faultsOf, type Mutant } from './mutant.ts';

const guards = 'test/scenarios/guards.test.ts';

/** Guards of the engine, without which a rule is right and its effect twofold. */
export const engineMutants: readonly Mutant[] = [
  ...faultsOf('src/engine/commands.ts', 'test/scenarios/orders.test.ts', [
    [
      '4.4 other content under one id is taken',
      'earlier.name !== command.name || earlier.input_hash !== hash',
      'false',
    ],
    [
      '4.4 a repeated command does its work again',
      'return { found: true, result: earlier.output };',
      'return { found: false };',
    ],
  ]),
  ...faultsOf('src/engine/run/write.ts', guards, [
    ['6.8 an item is billed from wherever it stands', ' and item.billed_through = row.was', ''],
    ['6.8 a move that failed is not noticed', 'numAffectedRows !== BigInt(rows.length)', 'false'],
  ]),
  ...faultsOf('src/engine/run/claim.ts', guards, [
    [
      '16.8 a parked client is claimed',
      'next_work_on is not null and parked_at is null',
      'next_work_on is not null',
    ],
    [
      '16.8 a parked client is worked on',
      'next_work_on <= ${until} and parked_at is null',
      'next_work_on <= ${until}',
    ],
  ]),
  ...faultsOf('src/engine/books/books.ts', guards, [
    ['17.1 an entry is posted twice', 'if (written === undefined) return false;', ''],
  ]),
  ...faultsOf('src/engine/invoices/credit.ts', guards, [
    [
      '8.3 credit pays more than there is',
      'minimum(await creditOf(scope, clientId, balance.currency), balance)',
      'minimum(balance, balance)',
    ],
  ]),
];
