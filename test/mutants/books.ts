import { faultsOf, faultsOfRule, type Mutant } from './mutant.ts';

/** The books: SPEC 17. */
export const bookMutants: readonly Mutant[] = [
  ...faultsOfRule('ledger', [
    [
      '17.1 an entry need not balance',
      'every((total) => total === 0n)',
      'every((total) => total >= 0n || total < 0n)',
    ],
    [
      '17.1 revenue is booked with the wrong sign',
      "{ account: 'revenue', amount: negate(net) }",
      "{ account: 'revenue', amount: net }",
    ],
    [
      '17.1 a surplus is not the client’s',
      "{ account: 'credit', clientId, amount: negate(surplus) },",
      "{ account: 'gateway', clientId, amount: negate(surplus) },",
    ],
  ]),
  ...faultsOf('src/rules/ledger.ts', 'src/rules/document.test.ts', [
    [
      '17.1 the rounding is not booked',
      '...(rounding === undefined ? [] : [roundingPosting(rounding)]),',
      '',
    ],
  ]),
  ...faultsOfRule('csv', [
    ['17.3 a formula is exported', 'formula.test(value) && !number.test(value)', 'false'],
  ]),
  ...faultsOf('src/storage/books.ts', 'test/scenarios/operator.test.ts', [
    [
      '17.3 a page of entries repeats the last',
      'made_on, created_at, id) >\n',
      'made_on, created_at, id) >=\n',
    ],
  ]),
  ...faultsOfRule('refund', [
    ['8.10 more goes back than was paid', 'if (open.amount > 0n) {', 'if (false) {'],
  ]),
  ...faultsOfRule('payment', [
    [
      '8.1 the newest invoice is paid first',
      'compareDates(a.dueOn, b.dueOn)',
      'compareDates(b.dueOn, a.dueOn)',
    ],
  ]),
];
