import { defaultBilling } from '../../../src/rules/billing-settings.ts';
import { sampleCatalog } from '../../../src/rules/catalog.fixture.ts';
import type { Catalog } from '../../../src/rules/catalog-model.ts';
import { type CurrentItem, wantedChange } from '../../../src/rules/change-target.ts';
import { parseCycle } from '../../../src/rules/cycle.ts';
import { reverseTotals } from '../../../src/rules/invoice.ts';
import { add, subtract, sum } from '../../../src/rules/money.ts';
import { prorate } from '../../../src/rules/proration.ts';
import { boundaryAfter } from '../../../src/rules/schedule.ts';
import { changeOf, eur, invoiceSums, noteSums, nothing, shown, sums } from './given.ts';
import type { RuleText } from './page.ts';

const month = { start: '2026-11-22', end: '2026-12-22' };
const paid =
  'A package of 10.00 EUR a month with 19% VAT, paid from 22 November to 22 December 2026.';

function noGain(): RuleText {
  const first = { price: '60.00', on: '2026-12-02', through: month.end };
  const up = changeOf({ ...first, had: [{ net: '30.00', period: month }] });
  const issued = up.invoice?.totals;
  const rest = { start: '2026-12-02', end: month.end };
  const down = changeOf({
    price: '30.00',
    on: '2026-12-12',
    through: month.end,
    had: [{ net: '40.00', period: rest }],
  });
  const nets = [up, down].map(({ invoice, notes }) =>
    notes.reduce((all, { totals }) => add(all, totals.net), invoice?.totals.net ?? nothing),
  );
  const used = [
    prorate(eur('30.00'), 1, { start: month.start, end: '2026-12-02' }, month, 'actual'),
    prorate(eur('60.00'), 1, { start: '2026-12-02', end: '2026-12-12' }, month, 'actual'),
    prorate(eur('30.00'), 1, { start: '2026-12-12', end: month.end }, month, 'actual'),
  ];
  const back = issued === undefined ? 'none' : sums(reverseTotals(issued));
  const left = issued === undefined ? nothing : add(issued.total, reverseTotals(issued).total);
  return {
    number: '5.19',
    title: 'No sequence of changes earns money',
    says: [
      'Up and down again on one day costs nothing and earns nothing, where both directions are now with credit: the first ' +
        'change is taken back document by document. Over several days the client has paid for what was used, and never less.',
    ],
    examples: [
      {
        title: 'up and down again on one day',
        given: [
          'A package of 30.00 EUR, paid from 22 November; on 2 December up to 60.00, and down again.',
        ],
        steps: [
          ['Up: 60.00 × 20 ÷ 30 − 30.00 × 20 ÷ 30', invoiceSums(up), '20.00 + 3.80 = 23.80 EUR'],
          ['Down: all of it back', back, '-20.00 + -3.80 = -23.80 EUR'],
          ['Together', shown(left), '0.00 EUR'],
        ],
      },
      {
        title: 'up for ten days',
        given: ['The same package: up on 2 December, down on 12 December.'],
        steps: [
          ['Up, net', shown(nets[0] ?? nothing), '20.00 EUR'],
          ['Down, net: 30.00 × 10 ÷ 30 − 40.00 × 10 ÷ 20', shown(nets[1] ?? nothing), '-10.00 EUR'],
          ['Paid: 30.00 + 20.00 − 10.00', shown(sum([eur('30.00'), ...nets], 'EUR')), '40.00 EUR'],
          ['Used: ten days each of 30.00, 60.00, 30.00 ÷ 30', shown(sum(used, 'EUR')), '40.00 EUR'],
        ],
      },
    ],
  };
}

const current: readonly CurrentItem[] = [null, 'ip'].map((addOnId) => ({
  itemId: addOnId ?? 'plan',
  addOnId,
  name: addOnId ?? 'Silver',
  quantity: addOnId === null ? 1 : 4,
  price: eur(addOnId === null ? '86.29' : '27.00'),
  oneTime: false,
  prorated: true,
  billedThrough: '2027-11-22',
  promotion: null,
  raise: null,
}));

/** The sample catalog, in which Silver moves up to a Gold with a set-up fee. */
function withGold(setupOnChange: boolean): Catalog {
  const products = sampleCatalog.products.map((product) => ({
    ...product,
    plans: product.plans.map((plan) => ({
      ...plan,
      ...(plan.id === 'silver' ? { upgradesTo: ['gold'] } : { setupOnChange }),
      prices: plan.prices.map((price) =>
        plan.id === 'gold' ? { ...price, setup: eur('9.00') } : price,
      ),
    })),
  }));
  return { ...sampleCatalog, products };
}

function setup(): RuleText {
  const now = {
    productId: 'web',
    planId: 'silver',
    cycle: 'annual',
    currency: 'EUR',
    domainName: null,
    items: current,
  };
  const feeIn = (catalog: Catalog): string => {
    const once = wantedChange(catalog, now, { planId: 'gold' }, 'client').begins[0]?.once;
    return once ? shown(once.price) : 'none';
  };
  const addOns = [{ id: 'ip', quantity: 2 }];
  const fewer = wantedChange(withGold(false), now, { addOns }, 'client');
  const { upgrade, downgrade } = defaultBilling.changes;
  return {
    number: '5.20',
    title: 'Quantities, and set-up fees',
    says: [
      'Fewer of an add-on is a downgrade, more an upgrade, and each follows the rule of its direction. A set-up fee is not ' +
        'charged on a change, unless the new plan says so.',
    ],
    examples: [
      {
        title: 'Silver with four addresses',
        given: [
          'Silver may move up to Gold, which has a set-up fee of 9.00 EUR when it is ordered.',
          'Upgrades are made now with credit, downgrades at the end of the period, as is the default.',
        ],
        steps: [
          ['Set-up fee on a change to Gold', feeIn(withGold(false)), 'none'],
          ['The same, when Gold says that it is charged', feeIn(withGold(true)), '9.00 EUR'],
          ['From four addresses to two', fewer.direction, 'down'],
          ['It takes effect', fewer.direction === 'up' ? upgrade : downgrade, 'period-end'],
          ['It touches', fewer.ends.map(({ name }) => name).join(', '), 'ip'],
        ],
      },
    ],
  };
}

function cancelation(): RuleText {
  const plan = changeOf({
    price: null,
    on: '2026-12-02',
    through: month.end,
    had: [{ net: '10.00', period: month }],
    more: { periods: { kind: 'later' } },
  });
  const end = boundaryAfter('2026-11-22', parseCycle('monthly'), '2026-12-02');
  return {
    number: '5.21',
    title: 'Cancel now, or at the end of the period',
    says: [
      'A package is canceled now or at the end of its period, with a reason. What is unused is kept by the provider, or given ' +
        'back as account credit, by the provider’s rule. A cancelation that has not taken effect can be undone.',
    ],
    examples: [
      {
        title: 'on 2 December',
        given: [paid],
        steps: [
          ['The provider’s rule, where nothing is set', defaultBilling.cancelRefund, 'none'],
          [
            'With the rule “unused”: 10.00 × 20 ÷ 30 and its tax',
            noteSums(plan),
            '-6.67 + -1.27 = -7.94 EUR',
          ],
          ['It becomes account credit', shown(subtract(nothing, plan.sum)), '7.94 EUR'],
          ['At the end of the period it would end on', end, '2026-12-22'],
        ],
      },
    ],
  };
}

/** SPEC 5.19 to 5.21. */
export const moreChangeRules: readonly RuleText[] = [noGain(), setup(), cancelation()];
