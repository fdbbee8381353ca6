import { faultsOf, type Mutant } from './mutant.ts';

const renewal = 'test/scenarios/run-renewal.test.ts';

/** Guards of the engine, without which a rule is right and its effect twofold. */
export const engineMutants: readonly Mutant[] = [
  ...faultsOf('src/engine/commands.ts', 'test/scenarios/orders.test.ts', [
    ['4.4 other content under one id is taken', 'earlier.name !== command.name || earlier.input_hash !== hash', 'false'],
    ['4.4 a repeated command does its work again', 'return { found: true, result: earlier.output };', 'return { found: false };'],
  ]),
  ...faultsOf('src/engine/run/claim.ts', renewal, [
    ['16.8 a parked client is worked on', 'where id = ${id} and next_work_on <= ${until} and parked_at is null', 'where id = ${id} and next_work_on <= ${until}'],
  ]),
];
