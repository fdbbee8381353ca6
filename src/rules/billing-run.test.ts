import { describe, expect, it } from 'vitest';
import { catalogWith, clientToBill, itemToBill, packageToBill } from './billing-run.fixture.ts';
import {
  billClient,
  type ClientToBill,
  type InvoiceToIssue,
  nextIssueOn,
  onReturn,
} from './billing-run.ts';
import { defaultBilling } from './billing-settings.ts';
import type { Catalog, Promotion } from './catalog-model.ts';
import { formatAmount, parseMoney } from './money.ts';

const eur = (text: string) => parseMoney(text, 'EUR');
const catalog = catalogWith();

function run(client: ClientToBill, until: string, rules: Catalog = catalog, today = until) {
  return billClient(client, { catalog: rules, today, until });
}

/** An invoice as one line of text: wanted, due, then its lines and the total. */
function shown({ wantedOn, dueOn, lines, totals }: InvoiceToIssue): string {
  const parts = lines.map(
    ({ itemId, period, net }) => `${itemId} ${period.start}/${period.end} ${formatAmount(net)}`,
  );
  return `${wantedOn} due ${dueOn}: ${parts.join(', ')} = ${formatAmount(totals.total)}`;
}

const ten: Promotion = {
  code: 'TEN',
  percent: '10',
  appliesTo: 'recurring',
  periods: 2,
  newClientsOnly: false,
};
const fiver: Promotion = { ...ten, code: 'FIVER', percent: undefined, fixed: [eur('5.00')] };

describe('when a period is issued', () => {
  it('[6.6] the lead before it begins, and due when it begins', () => {
    // 14 days before 1 January; 19 % VAT of 10.00.
    expect(run(clientToBill(), '2026-12-17').invoices).toEqual([]);
    expect(run(clientToBill(), '2026-12-18').invoices.map(shown)).toEqual([
      '2026-12-18 due 2027-01-01: plan 2027-01-01/2027-02-01 10.00 = 11.90',
    ]);
  });

  it('[6.6] is due after the terms where those end later', () => {
    const long = catalogWith({}, { termsDays: 30 });
    expect(run(clientToBill(), '2026-12-18', long).invoices[0]?.dueOn).toBe('2027-01-17');
  });

  it('[6.10] a late run makes one invoice per missed period, each by the rules of its day', () => {
    const raised = itemToBill({ raise: { price: eur('12.00'), from: '2027-01-18' } });
    const dated: Catalog = {
      ...catalog,
      taxes: [
        { name: 'VAT', country: 'DE', rate: '19', until: '2027-02-14' },
        { name: 'VAT', country: 'DE', rate: '20', from: '2027-02-15' },
      ],
    };
    const { invoices, moves } = run(
      clientToBill([packageToBill({ items: [raised] })]),
      '2027-02-20',
      dated,
    );
    expect(invoices.map(shown)).toEqual([
      '2026-12-18 due 2027-03-06: plan 2027-01-01/2027-02-01 10.00 = 11.90',
      '2027-01-18 due 2027-03-06: plan 2027-02-01/2027-03-01 12.00 = 14.28',
      '2027-02-15 due 2027-03-06: plan 2027-03-01/2027-04-01 12.00 = 14.40',
    ]);
    expect(invoices.map(({ issuedOn }) => issuedOn)).toEqual(Array(3).fill('2027-02-20'));
    expect(moves).toEqual([
      {
        itemId: 'plan',
        packageId: 'package',
        from: '2027-01-01',
        to: '2027-04-01',
        periodsLeft: null,
        raised: eur('12.00'),
      },
    ]);
  });

  it('[2.9] a raise holds from the first period issued on its day, not the one before', () => {
    const raise = { price: eur('12.00'), from: '2026-12-19' };
    const before = run(
      clientToBill([packageToBill({ items: [itemToBill({ raise })] })]),
      '2026-12-18',
    );
    expect(before.invoices[0]?.lines[0]?.net).toEqual(eur('10.00'));
    expect(before.moves[0]?.raised).toBeNull();
    const on = { ...raise, from: '2026-12-18' };
    const after = run(
      clientToBill([packageToBill({ items: [itemToBill({ raise: on })] })]),
      '2026-12-18',
    );
    expect(after.invoices[0]?.lines[0]?.net).toEqual(eur('12.00'));
    expect(after.moves[0]?.raised).toEqual(eur('12.00'));
  });

  it('[2.10] the invoice after a trial stands alone and is due on the first paid day', () => {
    const trial = packageToBill({ packageId: 'trial', trialEndsOn: '2027-01-01' });
    const { invoices } = run(
      clientToBill([packageToBill(), trial]),
      '2026-12-18',
      catalogWith({}, { termsDays: 30 }),
    );
    expect(invoices.map(({ dueOn, lines }) => [dueOn, lines[0]?.packageId])).toEqual([
      ['2027-01-17', 'package'],
      ['2027-01-01', 'trial'],
    ]);
  });

  it('[6.1] a package of the 31st', () => {
    const items = [itemToBill({ billedThrough: '2027-01-31' })];
    const { invoices } = run(
      clientToBill([packageToBill({ anchor: '2026-12-31', items })]),
      '2027-03-31',
    );
    expect(invoices.flatMap(({ lines }) => lines.map(({ period }) => period.end))).toEqual([
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
    ]);
  });
});

describe('parts of a period', () => {
  it('[6.4] an add-on in the middle is prorated to its package, and renews with it', () => {
    const ip = itemToBill({
      itemId: 'ip',
      addOnId: 'ip',
      price: eur('2.50'),
      quantity: 3,
      billedThrough: '2026-12-21',
    });
    const { invoices } = run(
      clientToBill([packageToBill({ items: [itemToBill(), ip] })]),
      '2026-12-18',
    );
    // 3 × 2.50 × 11 / 31 = 2.66, as one piece: no unit price times 3 is 2.66.
    expect(invoices.map(shown)).toEqual([
      '2026-12-07 due 2027-01-01: ip 2026-12-21/2027-01-01 2.66 = 3.17',
      '2026-12-18 due 2027-01-01: plan 2027-01-01/2027-02-01 10.00, ip 2027-01-01/2027-02-01 7.50 = 20.83',
    ]);
    const [stub] = invoices[0]?.lines ?? [];
    expect([stub?.quantity, stub?.description]).toEqual([1, 'Web hosting Silver × 3']);
  });

  it('[2.2] [6.5] what is not prorated costs the whole', () => {
    const whole = itemToBill({ billedThrough: '2026-12-21', prorated: false });
    const one = run(clientToBill([packageToBill({ items: [whole] })]), '2026-12-10');
    expect(one.invoices[0]?.totals.net).toEqual(eur('10.00'));
    const none = catalogWith({ proration: 'none' });
    const other = itemToBill({ billedThrough: '2026-12-21' });
    const two = run(clientToBill([packageToBill({ items: [other] })]), '2026-12-10', none);
    expect(two.invoices[0]?.totals.net).toEqual(eur('10.00'));
  });

  it('[6.8] an item that ends is billed to its end and not further', () => {
    const ending = itemToBill({ endsOn: '2027-01-16' });
    const client = clientToBill([packageToBill({ items: [ending] })]);
    const { invoices, moves } = run(client, '2027-06-01');
    // 10.00 × 15 / 31.
    expect(invoices.map(({ totals }) => totals.net)).toEqual([eur('4.84')]);
    expect(moves[0]?.to).toBe('2027-01-16');
  });
});

describe('promotions', () => {
  it('[7.9] a stub is discounted and counts as none', () => {
    const item = itemToBill({
      billedThrough: '2026-12-21',
      promotion: { terms: ten, periodsLeft: 2 },
    });
    const { invoices, moves } = run(clientToBill([packageToBill({ items: [item] })]), '2027-03-01');
    // 10.00 × 11 / 31 = 3.55 less 10 % (0.36, rounded after proration), two whole ones, then none.
    expect(invoices.map(({ totals }) => formatAmount(totals.net))).toEqual([
      '3.19',
      '9.00',
      '9.00',
      '10.00',
    ]);
    expect(moves[0]?.periodsLeft).toBe(0);
  });

  it('[7.9] a fixed amount is spread over the lines of one package and period', () => {
    const promotion = { terms: fiver, periodsLeft: null };
    const plan = itemToBill({ promotion });
    const ip = itemToBill({ itemId: 'ip', price: eur('2.50'), promotion });
    const other = packageToBill({ packageId: 'other', items: [itemToBill({ promotion })] });
    const { invoices } = run(
      clientToBill([packageToBill({ items: [plan, ip] }), other]),
      '2026-12-18',
    );
    const discounts = invoices[0]?.lines.map(({ discount }) => formatAmount(discount));
    expect(discounts).toEqual(['4.00', '1.00', '5.00']);
    expect(invoices[0]?.lines[0]?.promotionCode).toBe('FIVER');
  });

  it('[7.9] a fixed amount crosses no currency and is capped', () => {
    const promotion = { terms: fiver, periodsLeft: null };
    const cheap = itemToBill({ price: eur('3.00'), promotion });
    const { invoices, excused } = run(
      clientToBill([packageToBill({ items: [cheap] })]),
      '2026-12-18',
    );
    expect(invoices).toEqual([]);
    expect(excused).toHaveLength(1);
  });
});

describe('one invoice', () => {
  it('[7.7] for all packages of a client that begin on one day', () => {
    const client = clientToBill([
      packageToBill(),
      packageToBill({ packageId: 'b' }),
      packageToBill({
        packageId: 'c',
        anchor: '2026-12-02',
        items: [itemToBill({ billedThrough: '2027-01-02' })],
      }),
    ]);
    const { invoices } = run(client, '2026-12-19');
    expect(invoices.map(({ lines }) => lines.map(({ packageId }) => packageId))).toEqual([
      ['package', 'b'],
      ['c'],
    ]);
  });

  it('[7.7] or by setting for all of a month', () => {
    const client = clientToBill([
      packageToBill(),
      packageToBill({
        packageId: 'c',
        anchor: '2026-12-20',
        items: [itemToBill({ billedThrough: '2027-01-20' })],
      }),
    ]);
    const monthly = catalogWith({ grouping: 'month' });
    expect(run(client, '2026-12-17', monthly).invoices).toEqual([]);
    expect(run(client, '2026-12-18', monthly).invoices.map(shown)).toEqual([
      '2026-12-18 due 2027-01-01: plan 2027-01-01/2027-02-01 10.00, plan 2027-01-20/2027-02-20 10.00 = 23.80',
    ]);
  });

  it('[7.13] of nothing is not issued; the days are kept with their rule', () => {
    const free = itemToBill({ price: eur('0.00') });
    const { invoices, moves, excused } = run(
      clientToBill([packageToBill({ items: [free] })]),
      '2026-12-18',
    );
    expect(invoices).toEqual([]);
    expect(moves.map(({ to }) => to)).toEqual(['2027-02-01']);
    expect(excused).toEqual([
      {
        itemId: 'plan',
        packageId: 'package',
        span: { start: '2027-01-01', end: '2027-02-01' },
        rule: 'zero',
      },
    ]);
  });

  it('[7.14] each line explains itself: rule, price, dates, fraction, rounding', () => {
    const item = itemToBill({
      billedThrough: '2026-12-21',
      promotion: { terms: ten, periodsLeft: 1 },
    });
    const { invoices } = run(clientToBill([packageToBill({ items: [item] })]), '2026-12-10');
    const explanation = invoices[0]?.lines[0]?.explanation;
    expect(explanation?.rule).toBe('part-of-period');
    expect(explanation?.steps.map(({ label, amount }) => [label, amount])).toEqual([
      ['Web hosting Silver, monthly: 10.00 × 1', eur('10.00')],
      [
        '11 of 31 days (actual) of 2026-12-01 to 2027-01-01, rounded half-away-from-zero',
        eur('3.55'),
      ],
      ['2026-12-21 to 2027-01-01', eur('3.55')],
      ['Less TEN, 10%', eur('3.19')],
    ]);
    expect(explanation?.steps[1]).toMatchObject({
      code: 'share',
      values: { days: '11', of: '31', start: '2026-12-01', end: '2027-01-01' },
    });
  });

  it('[7.14] [2.9] the first line at a raised price says so, the next ones do not', () => {
    const item = itemToBill({ raise: { price: eur('12.00'), from: '2027-01-18' } });
    const { invoices } = run(clientToBill([packageToBill({ items: [item] })]), '2027-02-20');
    const labels = invoices.map(({ lines }) => lines[0]?.explanation.steps[0]?.label);
    expect(labels).toEqual([
      'Web hosting Silver, monthly: 10.00 × 1',
      'Web hosting Silver, monthly: 12.00 × 1, raised from 10.00 as of 2027-01-18',
      'Web hosting Silver, monthly: 12.00 × 1',
    ]);
  });

  it('[7.10] of prices that include tax charges what is shown', () => {
    const inclusive = catalogWith({}, { pricesIncludeTax: true });
    const [invoice] = run(clientToBill(), '2026-12-18', inclusive).invoices;
    // 10.00 / 1.19 = 8.40, and 19 % of it are 1.60.
    expect(invoice?.totals).toMatchObject({ net: eur('8.40'), tax: eur('1.60') });
    expect(invoice?.totals.total).toEqual(eur('10.00'));
  });

  it('[7.12] says why no tax is charged', () => {
    const party = { country: 'US', kind: 'consumer' } as const;
    const { invoices } = run(clientToBill(undefined, { party }), '2026-12-18');
    expect(invoices[0]?.notes).toHaveLength(1);
  });
});

describe('who is invoiced', () => {
  it('[6.7] four rules: active and suspended clients, active and suspended packages', () => {
    const counts = (['active', 'suspended'] as const).flatMap((status) =>
      (['active', 'suspended'] as const).map((packageStatus) => {
        const client = clientToBill([packageToBill({ status: packageStatus })], { status });
        const all = { ...defaultBilling.invoiced };
        const rules = [
          all,
          { ...all, suspendedClients: true, suspendedPackages: true },
          { ...all, activeClients: false, suspendedClients: true },
          { ...all, activePackages: false, suspendedPackages: true },
        ];
        return rules.map(
          (invoiced) => run(client, '2026-12-18', catalogWith({ invoiced })).invoices.length,
        );
      }),
    );
    expect(counts).toEqual([
      [1, 1, 0, 0],
      [0, 1, 0, 1],
      [0, 1, 1, 0],
      [0, 1, 0, 0],
    ]);
  });

  it('[5.3] no other status is', () => {
    for (const status of ['pending', 'canceled', 'collections', 'stopped', 'failed'] as const) {
      const hostingPackage = packageToBill({ status });
      expect(run(clientToBill([hostingPackage]), '2027-12-18').moves).toEqual([]);
      expect(nextIssueOn(hostingPackage, defaultBilling)).toBeNull();
    }
  });

  it('[6.6] says on which day it is next', () => {
    const ip = itemToBill({ itemId: 'ip', billedThrough: '2026-12-21' });
    const ended = itemToBill({ billedThrough: '2026-06-01', endsOn: '2026-06-01' });
    const hostingPackage = packageToBill({ items: [ended, itemToBill(), ip] });
    expect(nextIssueOn(hostingPackage, defaultBilling)).toBe('2026-12-07');
    expect(nextIssueOn(hostingPackage, { ...defaultBilling, grouping: 'month' })).toBe(
      '2026-11-17',
    );
    expect(nextIssueOn(packageToBill({ items: [ended] }), defaultBilling)).toBeNull();
  });

  it('[16.8] bounds that are passed are told', () => {
    const safety = { ...defaultBilling.safety, invoicesPerClient: 2, linesPerPackage: 2 };
    const { problems } = run(clientToBill(), '2027-02-18', catalogWith({ safety }));
    expect(problems).toHaveLength(2);
    expect(run(clientToBill(), '2027-01-18', catalogWith({ safety })).problems).toEqual([]);
  });
});

describe('on return from suspension', () => {
  const items = [itemToBill(), itemToBill({ itemId: 'ends', endsOn: '2027-02-10' })];

  it('[6.9] elapsed periods are excused, and the present one is billed from its start', () => {
    const { excused, moves } = onReturn(packageToBill({ items }), '2027-03-20', defaultBilling);
    expect(moves.map(({ itemId, from, to }) => [itemId, from, to])).toEqual([
      ['plan', '2027-01-01', '2027-03-01'],
      ['ends', '2027-01-01', '2027-02-10'],
    ]);
    expect(excused.map(({ rule, span }) => [rule, span.end])).toEqual([
      ['suspension', '2027-03-01'],
      ['suspension', '2027-02-10'],
    ]);
  });

  it('[6.9] or by setting from today', () => {
    const today = { ...defaultBilling, returnFrom: 'today' } as const;
    const { moves } = onReturn(packageToBill(), '2027-03-20', today);
    expect(moves.map(({ to }) => to)).toEqual(['2027-03-20']);
  });

  it('[6.9] nothing is excused of what is billed, or was invoiced all along', () => {
    expect(onReturn(packageToBill(), '2026-12-31', defaultBilling).moves).toEqual([]);
    expect(onReturn(packageToBill(), '2027-01-20', defaultBilling).moves).toEqual([]);
    const invoiced = { ...defaultBilling.invoiced, suspendedPackages: true };
    const all = { ...defaultBilling, invoiced };
    expect(onReturn(packageToBill(), '2027-03-20', all).moves).toEqual([]);
  });
});
