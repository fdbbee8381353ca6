import {
  catalogWith,
  clientToBill,
  itemToBill,
  packageToBill,
} from '../../../src/rules/billing-run.fixture.ts';
import { nextIssueOn } from '../../../src/rules/billing-run.ts';
import { defaultBilling } from '../../../src/rules/billing-settings.ts';
import { findPlan, findPrice } from '../../../src/rules/catalog.ts';
import type { Catalog, Plan } from '../../../src/rules/catalog-model.ts';
import { addDays } from '../../../src/rules/plain-date.ts';
import { type OrderQuote, quoteOrder } from '../../../src/rules/quote.ts';
import { eur, only, runOn, runsOn, shown, span, sums } from './given.ts';
import type { Chapter, RuleText } from './page.ts';

/** The sample catalog with another Silver. */
function withSilver(more: Partial<Plan>): Catalog {
  const catalog = catalogWith();
  const products = catalog.products.map((product) => ({
    ...product,
    plans: product.plans.map((plan) => (plan.id === 'silver' ? { ...plan, ...more } : plan)),
  }));
  return { ...catalog, products };
}

function silverIn(catalog: Catalog) {
  return findPrice(findPlan(catalog, 'web', 'silver').plan, 'EUR', 'monthly').recurring;
}

function quoteSilver(catalog: Catalog): OrderQuote {
  return quoteOrder({
    catalog,
    input: {
      currency: 'EUR',
      items: [{ productId: 'web', planId: 'silver', cycle: 'monthly', addOns: [] }],
    },
    party: { country: 'DE', kind: 'consumer' },
    on: '2026-11-22',
    newClient: true,
  });
}

function frozen(): RuleText {
  const dearer = withSilver({
    prices: [{ currency: 'EUR', cycle: 'monthly', recurring: eur('8.99'), setup: eur('0.00') }],
  });
  const client = clientToBill([packageToBill({ items: [itemToBill({ price: eur('7.99') })] })]);
  const renewal = only(runOn(client, dearer, '2026-12-18').invoices);
  return {
    number: '2.8',
    title: 'The price of a running package is frozen',
    says: [
      'A package keeps the price that it was ordered at, and so does each of its add-ons. A new price in the catalog is for ' +
        'new orders. Another plan, or another cycle, has the catalog’s price of the day of the change.',
    ],
    examples: [
      {
        title: 'the catalog becomes dearer',
        given: [
          'A Silver package, ordered at 7.99 EUR a month and billed up to 1 January 2027.',
          'A catalog of 1 December 2026 in which Silver costs more.',
        ],
        steps: [
          ['Silver in the new catalog', shown(silverIn(dearer)), '8.99 EUR'],
          ['Net of the renewal of 1 January', shown(renewal.totals.net), '7.99 EUR'],
        ],
      },
    ],
  };
}

function raised(): RuleText {
  const from = addDays('2026-11-20', defaultBilling.raiseNoticeDays);
  const raise = { price: eur('12.00'), from };
  const client = clientToBill([packageToBill({ items: [itemToBill({ raise })] })]);
  const [january, february] = runsOn(client, catalogWith(), ['2026-12-18', '2027-01-18']);
  const text = (invoice: typeof january): string =>
    invoice === undefined ? 'none' : `${shown(invoice.totals.net)}, issued ${invoice.issuedOn}`;
  return {
    number: '2.9',
    title: 'A raise is a campaign with notice',
    says: [
      'The provider announces a raise for running packages. It holds from the first period whose invoice is issued at least ' +
        'so many days after the notice (30, unless the provider sets another number), and for no period before it.',
    ],
    examples: [
      {
        title: 'from 10.00 to 12.00 EUR a month',
        given: [
          'A package of 10.00 EUR a month, whose periods begin on the 1st and are issued 14 days before.',
          'The notice goes out on 20 November 2026.',
        ],
        steps: [
          ['First day of issue at the new price: the notice and 30 days', from, '2026-12-20'],
          [
            'January: issued two days before that, at the old price',
            text(january),
            '10.00 EUR, issued 2026-12-18',
          ],
          [
            'February: the first one issued after it',
            text(february),
            '12.00 EUR, issued 2027-01-18',
          ],
        ],
      },
    ],
  };
}

function trial(): RuleText {
  const catalog = withSilver({ trialDays: 30 });
  const quote = quoteSilver(catalog);
  const line = only(quote.lines);
  const next = only(quote.next);
  const hostingPackage = packageToBill({
    anchor: next.on,
    trialEndsOn: next.on,
    items: [itemToBill({ price: eur('7.99'), billedThrough: next.on })],
  });
  const issueOn = nextIssueOn(hostingPackage, catalog.provider.billing) ?? 'never';
  const invoice = only(runOn(clientToBill([hostingPackage]), catalog, issueOn).invoices);
  return {
    number: '2.10',
    title: 'A trial costs nothing, and the first paid day is the anchor',
    says: [
      'The days of a trial are on the order’s invoice at zero. Periods count from the first paid day. The invoice of the ' +
        'first period goes out the lead time before that day and is due on it, whatever the terms. If it is not paid by ' +
        'then, the package is suspended on that day. A trial is had once per client and product; one that is canceled in ' +
        'time costs nothing.',
    ],
    examples: [
      {
        title: '30 days of Silver',
        given: [
          'Silver at 7.99 EUR a month with a trial of 30 days, ordered and active on 22 November 2026.',
          'A lead of 14 days; a consumer in Germany, 19% VAT.',
        ],
        steps: [
          [
            'The trial',
            line.period === null ? 'none' : span(line.period),
            '2026-11-22 to 2026-12-22',
          ],
          ['Its price', shown(line.net), '0.00 EUR'],
          ['First paid day, which is the anchor', next.on, '2026-12-22'],
          ['Its invoice is issued', issueOn, '2026-12-08'],
          ['It is due', invoice.dueOn, '2026-12-22'],
          ['7.99 and 19% of it', sums(invoice.totals), '7.99 + 1.52 = 9.51 EUR'],
        ],
      },
    ],
  };
}

/** SPEC 2.8 to 2.10. */
export const pricesChapter: Chapter = {
  title: 'Prices of running packages',
  rules: [frozen(), raised(), trial()],
};
