import { faultsOf, faultsOfRule, type Mutant } from './mutant.ts';

const inclusive = 'src/rules/document.test.ts';

/** Taxes: SPEC 7.10 to 7.12. */
export const taxMutants: readonly Mutant[] = [
  ...faultsOf('src/rules/inclusive-prices.ts', inclusive, [
    [
      '7.10 a price that includes tax is taxed again',
      'dividedBy(minus(fraction(all), fixed), plus(fraction(1n), rate))',
      'minus(fraction(all), fixed)',
    ],
    [
      '7.10 a cent of rounding is lost',
      'rounding: subtract(total, add(made.net, made.tax)), total',
      'total: add(made.net, made.tax)',
    ],
    [
      '7.10 a foreign client pays what is shown',
      'atHome ? { ...sums, charged',
      'true ? { ...sums, charged',
    ],
    ['7.10 the order of rounding is ignored', "inclusive !== 'tax-first'", 'true'],
    ['7.10 the tax is never the rest', "policy.inclusive === 'net-first' ? made", 'true ? made'],
    ['7.10 a net price has its tax taken out', "if (priceIs === 'net') return;", ''],
  ]),
  ...faultsOfRule('tax-totals', [
    [
      '7.8 tax is rounded on each line',
      "rounding === 'per-line' ? settled : settled",
      "rounding === 'per-rate' ? settled : settled",
    ],
    ['7.10 per line is per rate', "if (rounding === 'per-line') {", 'if (false) {'],
    [
      '7.11 a compound tax is on the net alone',
      'applied.compound === true ? taxesBefore(line, index) : null',
      'null',
    ],
    [
      '7.11 a fixed tax is charged on a reversal',
      'net.amount < 0n ? -fixed',
      'net.amount < 0n ? fixed',
    ],
    ['7.11 a fixed tax is charged on a free line', 'net.amount === 0n ? 0n : fixed', 'fixed'],
  ]),
  ...faultsOfRule('tax-totals', [
    [
      '7.11 two taxes of one rate are one',
      '[category, rate, name, compound',
      "[category, rate, '', compound",
    ],
  ]),
  ...faultsOf(
    'src/rules/tax.ts',
    ['src/rules/tax.test.ts', 'src/rules/tax-totals.test.ts'],
    [
      [
        '7.11 a county has the taxes of all',
        'rule.county !== undefined && !samePlace',
        'false && !samePlace',
      ],
      ['7.11 a rate ends a day early', '|| on <= until)', '|| on < until)'],
      [
        '7.11 an exemption is for all kinds',
        'exemptKinds?.includes(productKind) === false',
        'false',
      ],
      [
        '7.11 a tax is on products of all kinds',
        '!rule.productKinds.includes(productKind)',
        'false',
      ],
      [
        '7.11 a city has no tax of its own',
        'if (rule.city !== undefined && !samePlace(rule.city, place.city)) return false;',
        'if (rule.city !== undefined) return false;',
      ],
      ['7.12 a number that nobody checked is enough', 'party.vatNumberValid === true && ', ''],
      ['7.12 reverse charge at home', 'home !== party.country && euCountries', 'euCountries'],
      [
        '7.12 the consumer’s country does not matter',
        "crossesEu && regime === 'domestic' ? { country: home }",
        'crossesEu ? { country: home }',
      ],
    ],
  ),
  ...faultsOfRule('vat-evidence', [
    [
      '7.12 the register is asked for a day more',
      'today < addDays(orderedOn, retryDays)',
      'today <= addDays(orderedOn, retryDays)',
    ],
    ['7.12 evidence that agrees conflicts', 'others.includes(billing)', 'false'],
  ]),
];
