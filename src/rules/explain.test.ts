import { describe, expect, it } from 'vitest';
import { catalogWith, clientToBill, itemToBill, packageToBill } from './billing-run.fixture.ts';
import { type BillingExplanation, type ExplainQuestion, explainPackage } from './explain.ts';
import { formatAmount, parseMoney } from './money.ts';

const eur = (text: string) => parseMoney(text, 'EUR');

function explain(more: Partial<ExplainQuestion> = {}): BillingExplanation {
  return explainPackage({
    catalog: catalogWith(),
    today: '2026-12-01',
    client: clientToBill([]),
    hostingPackage: packageToBill(),
    status: 'active',
    oneTime: false,
    clientClosed: false,
    parkedReason: null,
    invoicingOff: false,
    cancelOn: null,
    trialEndsOn: null,
    pendingChange: null,
    promisedUntil: null,
    ...more,
  });
}

const kinds = ({ obstacles }: BillingExplanation): readonly string[] =>
  obstacles.map(({ kind, stops }) => (stops ? kind : `(${kind})`));

const withItem = (more: Parameters<typeof itemToBill>[0]) =>
  packageToBill({ items: [itemToBill(more)] });

describe('whether a package is invoiced', () => {
  it('[19.1] when, for how much and by which rule', () => {
    const told = explain();
    expect(told.willBeInvoiced).toBe(true);
    expect(told.next?.issueOn).toBe('2026-12-18');
    expect(told.next?.invoice.dueOn).toBe('2027-01-01');
    expect(told.explanation.rule).toBe('next-period');
    expect(
      told.explanation.steps.map(({ label, amount }) =>
        amount === undefined ? label : `${label}: ${formatAmount(amount)}`,
      ),
    ).toEqual([
      'The period begins on 2027-01-01 and is issued 14 days before',
      'Issued on 2026-12-18, due on 2027-01-01',
      'Web hosting Silver, monthly: 10.00 × 1: 10.00',
      '2027-01-01 to 2027-02-01: 10.00',
      'Tax: 1.90',
      'Total: 11.90',
    ]);
    expect(told.obstacles).toEqual([]);
  });

  it('[19.1] what is late is issued today', () => {
    expect(explain({ today: '2026-12-25' }).next?.issueOn).toBe('2026-12-25');
  });

  it.each([
    ['client_closed', { clientClosed: true }],
    ['client_not_invoiced', { client: clientToBill([], { status: 'suspended' }) }],
    ['client_parked', { parkedReason: '40 invoices for one client; at most 20.' }],
    ['invoicing_off', { invoicingOff: true }],
    ['package_status', { status: 'suspended' }],
    ['package_status', { status: 'collections' }],
    ['package_status', { status: 'pending', hostingPackage: null }],
    ['one_time', { oneTime: true, hostingPackage: null }],
    ['ends', { hostingPackage: withItem({ endsOn: '2027-01-01' }) }],
    ['zero', { hostingPackage: withItem({ price: eur('0.00') }) }],
  ] as const)('[19.1] %s stands in the way', (kind, more) => {
    const told = explain(more);
    expect(told.willBeInvoiced).toBe(false);
    expect(kinds(told)).toEqual([kind]);
    expect(told.explanation.rule).toBe(kind);
  });

  it('[6.7] a suspended package is invoiced where the provider wants it', () => {
    const billing = catalogWith().provider.billing;
    const catalog = catalogWith({ invoiced: { ...billing.invoiced, suspendedPackages: true } });
    expect(explain({ catalog, status: 'suspended' }).willBeInvoiced).toBe(true);
  });

  it('[19.1] what stops it still shows what it would be without', () => {
    const told = explain({ status: 'suspended' });
    expect(told.next?.invoice.totals.total).toEqual(eur('11.90'));
  });

  it('[19.1] a cancelation before the next issue ends it, one after it does not', () => {
    const before = explain({ cancelOn: '2026-12-18' });
    expect([before.willBeInvoiced, kinds(before)]).toEqual([false, ['ends']]);
    const after = explain({ cancelOn: '2027-01-15' });
    expect([after.willBeInvoiced, kinds(after)]).toEqual([true, ['(ends)']]);
  });

  it('[19.1] a change, a trial and a promise are told and stop nothing', () => {
    const told = explain({
      pendingChange: { effectiveOn: '2027-01-01', unpaid: false },
      trialEndsOn: '2027-01-01',
      promisedUntil: '2026-12-10',
    });
    expect([told.willBeInvoiced, kinds(told)]).toEqual([
      true,
      ['(pending_change)', '(trial)', '(promise)'],
    ]);
    expect(kinds(explain({ promisedUntil: '2026-11-30', trialEndsOn: '2026-12-01' }))).toEqual([]);
  });

  it('[16.8] a bound that would park the client is told', () => {
    const late = packageToBill({ items: [itemToBill({ billedThrough: '2020-01-01' })] });
    expect(kinds(explain({ hostingPackage: late }))).toEqual(['bounds']);
  });
});
