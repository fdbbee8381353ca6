import type { Selectable } from 'kysely';
import { findPlan } from '../../rules/catalog.ts';
import { documentPolicy, type PricedLine, priceDocument } from '../../rules/document.ts';
import type { Totals } from '../../rules/invoice.ts';
import type { Meter } from '../../rules/meter-model.ts';
import { type Money, sum, zero } from '../../rules/money.ts';
import { addDays, addMonths, minDate, type PlainDate, todayIn } from '../../rules/plain-date.ts';
import { homeTaxesFor, type ProductKind, type TaxParty, taxesFor } from '../../rules/tax.ts';
import { calendarMonth, chargeForUse, type Reading, useOf } from '../../rules/usage.ts';
import type { MeterReadingsTable } from '../../storage/tables/packages.ts';
import { partyOf } from '../clients/party.ts';
import { emit, type Scope } from '../context.ts';
import type { LineToIssue } from '../invoices/invoice-documents.ts';
import { issueInvoice } from '../invoices/issue.ts';
import type { PackageRecord } from './provisioning.ts';

/**
 * Invoices the use of months that have gone by (SPEC 12.3): on the 1st one invoice per client, with
 * one line per meter above its allowance. The client must be locked; call `scheduleWork` after it.
 *
 * @returns how many invoices were issued.
 */
export async function performUsageDue(
  scope: Scope,
  clientId: string,
  until: PlainDate,
): Promise<number> {
  let issued = 0;
  for (;;) {
    const packages = await duePackages(scope, clientId, until);
    const [first] = packages;
    if (first === undefined || first.next_usage_on === null) return issued;
    const dueOn = first.next_usage_on;
    const together = packages.filter(({ next_usage_on }) => next_usage_on === dueOn);
    if (await invoiceMonth(scope, clientId, dueOn, together)) issued += 1;
    for (const row of together) await moveOn(scope, row, dueOn);
  }
}

function duePackages(
  scope: Scope,
  clientId: string,
  until: PlainDate,
): Promise<readonly PackageRecord[]> {
  return scope.handle
    .selectFrom('packages')
    .selectAll()
    .where('client_id', '=', clientId)
    .where('next_usage_on', '<=', until)
    .orderBy('next_usage_on')
    .orderBy('number')
    .execute();
}

/** @returns whether there was something to charge. */
async function invoiceMonth(
  scope: Scope,
  clientId: string,
  dueOn: PlainDate,
  packages: readonly PackageRecord[],
): Promise<boolean> {
  const client = await scope.handle
    .selectFrom('clients')
    .selectAll()
    .where('id', '=', clientId)
    .executeTakeFirstOrThrow();
  const drafts: Draft[] = [];
  for (const row of packages) drafts.push(...(await draftsOf(scope, row, dueOn)));
  if (drafts.length === 0) return false;
  const { lines, totals } = priced(scope, drafts, partyOf(client), client.currency, dueOn);
  const reasons = lines.flatMap(({ line }) => line.taxes.flatMap(({ reason }) => reason ?? []));
  const { invoiceId } = await issueInvoice(scope, {
    clientId,
    orderId: null,
    currency: client.currency,
    dueOn: addDays(scope.today, scope.context.catalog.provider.termsDays),
    lines,
    totals,
    notes: [...new Set(reasons)],
    dunned: true,
    charged: true,
    todo: { title: 'Pay your usage', text: 'What you used last month is invoiced.' },
  });
  await emit(scope, 'usage.invoiced', invoiceId, clientId);
  return true;
}

/** A line before tax: one meter of one package over one month. */
interface Draft {
  readonly row: PackageRecord;
  readonly meter: Meter;
  readonly month: { readonly start: PlainDate; readonly end: PlainDate };
  readonly charge: ReturnType<typeof chargeForUse>;
}

/** Use is charged of what runs and of what has ended within the month, not of a bad debt. */
function isCharged(scope: Scope, status: string): boolean {
  const { suspendedPackages } = scope.context.catalog.provider.billing.invoiced;
  if (status === 'suspended') return suspendedPackages;
  return !['collections', 'fraudulent', 'pending', 'failed'].includes(status);
}

/** @param before the first day that does not count yet. */
async function draftsOf(
  scope: Scope,
  row: PackageRecord,
  dueOn: PlainDate,
  before: PlainDate = dueOn,
): Promise<readonly Draft[]> {
  if (!isCharged(scope, row.status) || row.activated_on === null) return [];
  const { catalog } = scope.context;
  const { plan } = findPlan(catalog, row.product_id, row.plan_id);
  const month = calendarMonth(addMonths(dueOn, -1));
  const endedOn = await endOf(scope, row);
  const activeUntil = minDate(endedOn ?? before, before);
  const drafts: Draft[] = [];
  for (const meter of plan.meters ?? []) {
    if (meter.over !== 'charged') continue;
    const { readings, carried } = await readingsOf(scope, row.id, meter, month);
    const use = useOf({
      meter,
      month: month.start,
      activeFrom: row.activated_on,
      activeUntil,
      readings,
      carried,
    });
    const charge = chargeForUse(meter, use, row.currency, catalog.provider.roundingMode);
    if (charge.amount.amount > 0n) drafts.push({ row, meter, month, charge });
  }
  return drafts;
}

/**
 * What the use of this month has come to so far, before tax (SPEC 13.1): the days up to today, as
 * the rules of the invoice charge them; null when no package of the client has a charged meter.
 */
export async function usedThisMonth(
  scope: Scope,
  clientId: string,
  currency: string,
): Promise<Money | null> {
  const rows = await scope.handle
    .selectFrom('packages')
    .selectAll()
    .where('client_id', '=', clientId)
    .where((row) => row.or([row('status', 'not in', ended), row('next_usage_on', 'is not', null)]))
    .execute();
  const packages = rows.filter((row) => hasCharge(scope, row));
  if (packages.length === 0) return null;
  const { end } = calendarMonth(scope.today);
  const tomorrow = addDays(scope.today, 1);
  const amounts: Money[] = [];
  for (const row of packages) {
    const drafts = await draftsOf(scope, row, end, tomorrow);
    amounts.push(...drafts.map(({ charge }) => charge.amount));
  }
  return sum(amounts, currency);
}

/** Whether use above the allowance costs anything; a plan that was taken away has no meters. */
function hasCharge(scope: Scope, row: PackageRecord): boolean {
  const product = scope.context.catalog.products.find(({ id }) => id === row.product_id);
  const plan = product?.plans.find(({ id }) => id === row.plan_id);
  return plan?.meters?.some(({ over }) => over === 'charged') === true;
}

/** The first day on which a package was not there any more; null while it is. */
async function endOf(scope: Scope, row: PackageRecord): Promise<PlainDate | null> {
  if (!ended.includes(row.status)) return null;
  const event = await scope.handle
    .selectFrom('events')
    .select('happened_at')
    .where('subject_id', '=', row.id)
    .where('name', '=', `package.${row.status}`)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  if (event === undefined) return scope.today;
  return todayIn(scope.context.catalog.provider.timeZone, event.happened_at);
}

const ended: readonly string[] = ['canceled', 'transferred', 'expired', 'completed', 'stopped'];

async function readingsOf(
  scope: Scope,
  packageId: string,
  { resource }: Meter,
  { start, end }: { readonly start: PlainDate; readonly end: PlainDate },
): Promise<{ readonly readings: readonly Reading[]; readonly carried: Reading | undefined }> {
  const own = scope.handle
    .selectFrom('meter_readings')
    .selectAll()
    .where('package_id', '=', packageId)
    .where('resource', '=', resource);
  const rows = await own.where('day', '>=', start).where('day', '<', end).execute();
  const before = await own
    .where('day', '<', start)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    readings: rows.map(toReading),
    carried: before === undefined ? undefined : toReading(before),
  };
}

function toReading({ day, value, unit, allowance }: Selectable<MeterReadingsTable>): Reading {
  return { day, value: plainDecimal(value), unit, allowance: plainDecimal(allowance) };
}

/** A stored number has no needless zeros at its end: `1.500` is `1.5`. */
function plainDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function priced(
  scope: Scope,
  drafts: readonly Draft[],
  party: TaxParty,
  currency: string,
  on: PlainDate,
): { readonly lines: readonly LineToIssue[]; readonly totals: Totals } {
  const { taxes: rules, provider } = scope.context.catalog;
  const asked = drafts.map(({ row, charge }): PricedLine => {
    const productKind = row.kind as ProductKind;
    const place = { rules, provider, regime: provider.taxRegime, productKind, on };
    return {
      unitPrice: charge.amount,
      quantity: 1,
      discount: zero(currency),
      taxes: taxesFor({ ...place, party }),
      ...(provider.pricesIncludeTax ? { homeTaxes: homeTaxesFor(place) } : {}),
    };
  });
  const document = priceDocument(asked, documentPolicy(provider, currency));
  const lines = document.lines.flatMap((sums, index): LineToIssue[] => {
    const draft = drafts[index];
    return draft === undefined ? [] : [toLine(draft, sums)];
  });
  return { lines, totals: document.totals };
}

/** The cause names package, month and meter, so that no month is charged twice. */
function toLine(
  { row, meter, month, charge }: Draft,
  sums: ReturnType<typeof priceDocument>['lines'][number],
): LineToIssue {
  return {
    line: {
      ...sums,
      packageId: row.id,
      kind: 'usage',
      description: `${row.plan_name}: ${meter.resource} above the allowance`,
      quantity: 1,
      unitPrice: charge.amount,
      period: month,
      explanation: charge.explanation,
    },
    packageNumber: row.number,
    origin: 'usage',
    originId: `${row.id}:${month.start.slice(0, 7)}:${meter.resource}`,
  };
}

/** The next month follows as long as the package is there (Law 5: by compare and set). */
async function moveOn(scope: Scope, row: PackageRecord, dueOn: PlainDate): Promise<void> {
  await scope.handle
    .updateTable('packages')
    .set({ next_usage_on: ended.includes(row.status) ? null : addMonths(dueOn, 1) })
    .where('id', '=', row.id)
    .where('next_usage_on', '=', dueOn)
    .execute();
}
