// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of sources.
import { faultsOf, faultsOfRule, type Mutant } from './mutant.ts';

/** Catalog and orders: SPEC 2 and the statuses of packages. */
export const catalogMutants: readonly Mutant[] = [
  ...faultsOfRule('cycle', [
    [
      '2.1 twelve months are another cycle than a year',
      'cycle.count % 12 !== 0',
      'cycle.count > 0',
    ],
  ]),
  ...faultsOfRule('catalog', [
    ['2.1 what is sold out is on sale', 'plan.stock !== 0', 'true'],
    ['2.1 hidden plans are on sale', '!plan.hidden && ', ''],
    ['2.2 a plan has the add-ons of others', 'addOnIds.includes(id)', 'id !== ""'],
  ]),
  ...faultsOf('src/rules/order-lines.ts', 'src/rules/quote.test.ts', [
    ['2.2 more add-ons than there may be', 'wanted <= maximum)', 'wanted <= maximum + 1)'],
    ['2.1 the last one in stock is sold twice', 'ofPlan > (plan.stock', 'ofPlan - 1 > (plan.stock'],
  ]),
  ...faultsOfRule('unit-price', [
    [
      '2.3 a started block is free',
      "dividedBy(units, block), 'ceiling'",
      "dividedBy(units, block), 'floor'",
    ],
    ['2.3 the last unit of a tier costs the next price', 'upTo) <= 0,', 'upTo) < 0,'],
    [
      '2.3 every tier has the price of the first',
      'tierAmount(inTier, tier)',
      'tierAmount(inTier, tiers[0] ?? tier)',
    ],
  ]),
  ...faultsOfRule('change-target', [
    [
      '2.2 a client lowers what he may only raise',
      "wanted > had ? 'raise'",
      "wanted < had ? 'raise'",
    ],
    ['2.4 a client moves up where he may not', 'from.clientMayUpgrade : from', 'undefined : from'],
    [
      '2.4 a plan is changed to any other',
      "fail('not_for_sale', `${from.name} cannot",
      "return 'up'; fail('not_for_sale', `${from.name} cannot",
    ],
    [
      '2.8 a frozen price follows the catalog',
      'item !== null && !cycleChanges',
      'item !== null && cycleChanges',
    ],
  ]),
  ...faultsOfRule('discount', [
    ['2.6 a promotion ends a day early', 'on > until', 'on >= until'],
    ['2.6 a promotion begins a day late', 'on < from', 'on <= from'],
    ['2.6 the worse promotion is taken', 'chosen.worth) > 0', 'chosen.worth) < 0'],
    ['2.6 a code is used once too often', ' >= maximumUses', ' > maximumUses'],
    ['2.6 an automatic promotion beats an equal code', 'chosen.worth) > 0', 'chosen.worth) >= 0'],
    ['2.6 what is for new clients is for all', 'promotion.newClientsOnly && ', 'false && '],
  ]),
  ...faultsOf('src/rules/run-lines.ts', 'src/rules/billing-run.test.ts', [
    ['2.9 a raise holds a period late', 'raise.from <= one.wantedOn', 'raise.from < one.wantedOn'],
  ]),
  ...faultsOf('src/rules/billing-run.ts', 'src/rules/billing-run.test.ts', [
    [
      '2.9 a raise is not kept',
      'raise.from <= last.wantedOn ? raise.price',
      'raise.from <= last.wantedOn ? null',
    ],
  ]),
  ...faultsOfRule('order-periods', [
    [
      '2.10 a trial is a day too long',
      'addDays(on, chosen.trialDays)',
      'addDays(on, chosen.trialDays + 1)',
    ],
    ['2.10 a trial is charged', 'unitPrice: nothing', 'unitPrice: sold.price.recurring'],
  ]),
  ...faultsOf('src/rules/order-lines.ts', 'src/rules/order-periods.test.ts', [
    ['2.10 a trial is had twice', 'if (trialDays > 0) tried.add', 'if (trialDays < 0) tried.add'],
  ]),
  ...faultsOf('src/rules/run-invoices.ts', 'src/rules/billing-run.test.ts', [
    [
      '2.10 after a trial the terms count',
      '? maxDate(today, periodStart)',
      '? dueDate(today, provider.termsDays, periodStart)',
    ],
    ['2.10 the invoice after a trial joins others', ' ${atTrialEnd}`', '`'],
  ]),
];
