// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of sources.
import { faultsOf, faultsOfRule, type Mutant } from './mutant.ts';

const run = 'src/rules/billing-run.test.ts';
const invoices = 'test/scenarios/invoices.test.ts';

/** Invoices and discounts: SPEC 7.1 to 7.9 and 7.14. */
export const invoiceMutants: readonly Mutant[] = [
  ...faultsOf('src/storage/invoices.ts', invoices, [
    [
      '7.1 sorted by amount is sorted by number',
      "column: 'invoices.total'",
      "column: 'invoices.number'",
    ],
  ]),
  ...faultsOf('src/engine/invoices/invoices.ts', 'test/scenarios/guards.test.ts', [
    ['7.2 credit used is shown as nothing', "sumOf(['credit'])", 'sumOf([])'],
  ]),
  ...faultsOfRule('invoice', [
    [
      '7.3 overdue on the due date',
      'compareDates(today, dueOn) > 0',
      'compareDates(today, dueOn) >= 0',
    ],
    [
      '7.3 a paid invoice is partly paid',
      'balance.amount > 0n && balance.amount < total.amount',
      'balance.amount < total.amount',
    ],
    ['7.4 a credit note repeats its invoice', 'net: negate(line.net),', 'net: line.net,'],
    [
      '7.4 a paid invoice cannot be canceled',
      "from: ['draft', 'unpaid', 'paid', 'collections'],",
      "from: ['draft', 'unpaid', 'collections'],",
    ],
    ['7.5 a number is not padded', ".padStart(digits, '0')", ''],
    ['7.8 a discount is added', 'net: subtract(gross, discount) };', 'net: gross };'],
    ['7.8 a total is without tax', 'const total = add(net, tax);', 'const total = net;'],
  ]),
  ...faultsOf('src/rules/credit-note.ts', 'src/rules/credit-note.test.ts', [
    ['7.4 more is credited than is left', 'wanted.amount > left.amount', 'false'],
    ['7.4 a line is credited twice', 'return add(line.net, reversed);', 'return line.net;'],
    [
      '7.4 notes leave a cent of tax',
      'of.length > 0 && (isLast || tooMuch)',
      'of.length > 0 && tooMuch',
    ],
    ['7.10 a closing note forgets the rounding', 'rounding: negate(rounding), total }', 'total }'],
  ]),
  ...faultsOf('src/engine/invoices/invoice-documents.ts', invoices, [
    ['7.5 numbers leave gaps', 'last - count + index + 1,', 'last * 2 - count + index,'],
    [
      '7.5 numbers go on over the year',
      "series.replaceAll('{year}', String(year)), last",
      'series, last',
    ],
  ]),
  ...faultsOf('src/engine/invoices/proforma.ts', 'test/scenarios/proforma.test.ts', [
    [
      '7.6 a paid proforma is not booked',
      'await post(scope, entryForInvoice(',
      'void (entryForInvoice(',
    ],
    [
      '7.6 a paid proforma keeps its number',
      'number, issued_on: scope.today',
      'number: row.number, issued_on: scope.today',
    ],
  ]),
  ...faultsOf('src/rules/rate.ts', 'src/rules/tax.test.ts', [
    ['7.8 a tax is rounded up', 'rate.denominator, mode)', "rate.denominator, 'ceiling')"],
  ]),
  ...faultsOfRule('money', [
    [
      '7.8 a half is rounded towards zero',
      "case 'half-away-from-zero':\n      return half >= 0",
      "case 'half-away-from-zero':\n      return half > 0",
    ],
    ['7.9 the parts do not sum to the whole', 'if (left === 0n) break;', 'if (left <= 1n) break;'],
    ['7.9 the rest goes to who lost least', 'a.rest > b.rest ? -1 : 1', 'a.rest < b.rest ? -1 : 1'],
  ]),
  ...faultsOfRule('discount', [
    ['7.9 a fixed discount passes its lines', 'compare(fixed, all) > 0 ? all : fixed', 'fixed'],
    [
      '7.9 a fixed discount crosses currencies',
      'amount.currency === currency',
      'amount.currency !== ""',
    ],
    [
      '7.9 a discount on set-up is on all',
      "appliesTo === 'both' || appliesTo === line.component",
      'true',
    ],
  ]),
  ...faultsOf(
    'src/rules/run-lines.ts',
    [run, 'src/rules/run-lines.test.ts'],
    [
      ['7.9 a stub uses up a period', 'left !== null && isWhole(one)', 'left !== null'],
      ['7.9 a promotion never ends', 'left !== 0;', 'true;'],
      [
        '7.9 each line has the whole fixed amount',
        "`${draft.period.start} ${draft.promotion.code ?? ''}`",
        '`${draft.item.itemId} ${draft.period.start}`',
      ],
      [
        '7.9 a fixed amount is spread over all missed periods',
        'period.start === other.period.start',
        'true',
      ],
      ['7.14 a discount is not explained', '[...steps, less]', 'steps'],
    ],
  ),
  ...faultsOf('src/rules/quote.ts', 'src/rules/order-periods.test.ts', [
    [
      '7.9 two packages have the fixed amount twice',
      '{ ...promotion, fixed: [share] }',
      'promotion',
    ],
  ]),
  ...faultsOf('src/rules/billing-run.ts', 'src/rules/billing-run.property.test.ts', [
    [
      '7.9 the next run starts the promotion anew',
      'Math.max(0, left - due.filter(isWhole).length)',
      'left',
    ],
  ]),
  ...faultsOf('src/rules/period-price.ts', run, [
    [
      '7.14 a part does not say its fraction',
      "step('share', share, gross)",
      "step('rounded', share, gross)",
    ],
  ]),
];
