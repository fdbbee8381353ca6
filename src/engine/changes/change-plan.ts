import { fail, invariant } from '../../errors.ts';
import type { ChangeTiming } from '../../rules/billing-settings.ts';
import type { Promotion } from '../../rules/catalog-model.ts';
import {
  type ChangePlan,
  type ChangeRequest,
  type ItemPromotion,
  type NewPeriods,
  planChange,
} from '../../rules/change.ts';
import {
  type ChangeActor,
  type ChangeTarget,
  type WantedChange,
  wantedChange,
} from '../../rules/change-target.ts';
import { parseCycle } from '../../rules/cycle.ts';
import { discountLines } from '../../rules/discount.ts';
import { documentPolicy, priceDocument } from '../../rules/document.ts';
import { type Money, minimum, money, multiplyQuantity, zero } from '../../rules/money.ts';
import { maxDate, minDate, type PlainDate } from '../../rules/plain-date.ts';
import { boundaryAfter, firstPeriods } from '../../rules/schedule.ts';
import { homeTaxesFor, type ProductKind, taxesFor } from '../../rules/tax.ts';
import type { Scope } from '../context.ts';
import { buyerClient } from '../orders/buyers.ts';
import type { PackageRecord } from '../packages/provisioning.ts';
import type { NextPrice } from './change-document.ts';
import type { PackageState } from './change-state.ts';

/** A change with its figures, before anything is written. */
export interface PlannedChange {
  readonly wanted: WantedChange;
  readonly timing: ChangeTiming;
  /** The first day that belongs to the new items. */
  readonly effectiveOn: PlainDate;
  readonly plan: ChangePlan;
  /** The anchor of all periods from then on. */
  readonly anchor: PlainDate;
  readonly covered: boolean;
  readonly next: NextPrice | null;
  /** Recurring with add-ons, before tax and discount. */
  readonly recurring: Money;
  /** Why no tax is charged. */
  readonly notes: readonly string[];
}

/** What is asked for: the target, by whom, and the day on which it was quoted (SPEC 5.12). */
export interface ChangeAsked {
  readonly target: ChangeTarget;
  readonly by: ChangeActor;
  readonly on: PlainDate;
}

/** What the catalog allows of what is asked, and when the provider makes it (SPEC 5.13). */
export function timingOf(
  scope: Scope,
  { current }: Pick<PackageState, 'current'>,
  { target, by }: ChangeAsked,
): { readonly wanted: WantedChange; readonly timing: ChangeTiming } {
  const { catalog } = scope.context;
  const wanted = wantedChange(catalog, current, target, by);
  const { changes } = catalog.provider.billing;
  const timing = wanted.direction === 'up' ? changes.upgrade : changes.downgrade;
  // Of more units the ones that were had go on, so nothing is lost that could be credited or not.
  const isRaise = wanted.kind === 'add_ons' && wanted.direction === 'up';
  return { wanted, timing: isRaise && timing !== 'period-end' ? 'now-with-credit' : timing };
}

/** Reckons a change by the rules; nothing is written. The client must be locked. */
export async function planOf(
  scope: Scope,
  state: PackageState,
  asked: ChangeAsked,
): Promise<PlannedChange> {
  const { row } = state;
  const { wanted, timing } = timingOf(scope, state, asked);
  const anchorNow = row.anchor;
  if (anchorNow === null || parseCycle(row.cycle).unit === 'one-time') {
    fail('not_supported', 'This package has no periods that could be changed.', {
      field: 'packageId',
      reason: 'no_period',
    });
  }
  const effectiveOn = effectiveDay(row, anchorNow, timing, asked.on);
  const { provider } = scope.context.catalog;
  const { anchor, periods } = periodsOf(scope, state, { wanted, timing, day: effectiveOn });
  const request: ChangeRequest = {
    packageId: row.id,
    cycle: wanted.cycle,
    anchor,
    day: effectiveOn,
    credited: timing !== 'now-without-credit',
    periods,
    ends: wanted.ends.flatMap(({ itemId, addOnId, billedThrough }) =>
      billedThrough === null ? [] : [{ itemId, addOnId, billedThrough }],
    ),
    begins: wanted.begins,
    standing: state.standing.filter(({ itemId }) =>
      wanted.ends.some((item) => item.itemId === itemId),
    ),
    invoices: state.invoices,
    ...(await taxesOf(scope, row, asked.on)),
    policy: documentPolicy(provider, row.currency),
    proration: provider.billing.proration,
  };
  const plan = planChange(request);
  const recurring = recurringOf(state, wanted);
  return {
    wanted,
    timing,
    effectiveOn,
    plan,
    anchor,
    covered: periods.kind === 'covered',
    next: nextOf(request, state, wanted, plan),
    recurring,
    notes: [...new Set(request.taxes.flatMap(({ reason }) => reason ?? []))],
  };
}

/** Today, or the end of the running period; of a trial its end. */
function effectiveDay(
  row: PackageRecord,
  anchor: PlainDate,
  timing: ChangeTiming,
  on: PlainDate,
): PlainDate {
  if (timing !== 'period-end') return on;
  const end = boundaryAfter(anchor, parseCycle(row.cycle), on);
  return row.trial_ends_on === null ? end : maxDate(end, row.trial_ends_on);
}

function periodsOf(
  scope: Scope,
  state: PackageState,
  change: {
    readonly wanted: WantedChange;
    readonly timing: ChangeTiming;
    readonly day: PlainDate;
  },
): { readonly anchor: PlainDate; readonly periods: NewPeriods } {
  const { row } = state;
  const { wanted, timing, day } = change;
  const { cycleMode: mode } = scope.context.catalog.provider.billing;
  const through = paidThrough(state, day);
  const inTrial = row.trial_ends_on !== null && row.trial_ends_on > day;
  if (wanted.cycleChanges) {
    const prorated = wanted.plan.prorated !== false;
    const from = inTrial ? (row.trial_ends_on ?? day) : day;
    const first = firstPeriods({ on: from, cycle: parseCycle(wanted.cycle), mode, prorated });
    if (inTrial) return { anchor: first.anchor, periods: { kind: 'covered', through: from } };
    if (timing === 'period-end') return { anchor: first.anchor, periods: { kind: 'later' } };
    return { anchor: first.anchor, periods: { kind: 'anew', periods: first.periods } };
  }
  invariant(row.anchor !== null, 'A package with periods has an anchor.');
  const { anchor } = row;
  if (timing === 'period-end') return { anchor, periods: { kind: 'later' } };
  if (inTrial) return { anchor, periods: { kind: 'covered', through } };
  // A lower plan is paid for by the days of the higher one; a higher one is paid in full.
  const isCovered = timing === 'now-without-credit' && wanted.direction === 'down';
  return { anchor, periods: { kind: isCovered ? 'covered' : 'same-days', through } };
}

/** The first day that no line covers, but for renewals that are not paid yet (SPEC 5.18). */
function paidThrough({ current, standing, invoices }: PackageState, day: PlainDate): PlainDate {
  const planItem = current.items.find(({ addOnId, oneTime }) => addOnId === null && !oneTime);
  const open = new Set(invoices.filter((one) => one.open).map(({ invoiceId }) => invoiceId));
  const renewals = standing.filter(
    ({ itemId, invoiceId, period }) =>
      itemId === planItem?.itemId && open.has(invoiceId) && period.start > day,
  );
  const through = planItem?.billedThrough ?? day;
  return renewals.reduce((end, { period }) => minDate(end, period.start), through);
}

async function taxesOf(
  scope: Scope,
  row: PackageRecord,
  on: PlainDate,
): Promise<Pick<ChangeRequest, 'taxes' | 'homeTaxes'>> {
  const { taxes: rules, provider } = scope.context.catalog;
  const productKind = row.kind as ProductKind;
  const question = { rules, provider, regime: provider.taxRegime, productKind, on };
  const owner = { kind: 'client', clientId: row.client_id, contactId: '', areas: [] } as const;
  const buyer = await buyerClient(scope, owner);
  invariant(buyer !== null, 'A package has an owner.');
  const { party } = buyer;
  return { taxes: taxesFor({ ...question, party }), homeTaxes: homeTaxesFor(question) };
}

/** What goes on and what begins, per cycle, before tax and discount (SPEC 5.1). */
function recurringOf({ row, current }: PackageState, wanted: WantedChange): Money {
  const stays = current.items.filter((item) => !item.oneTime && !wanted.ends.includes(item));
  const sum = [...stays, ...wanted.begins].reduce(
    (total, { price, quantity }) => total + multiplyQuantity(price, quantity).amount,
    0n,
  );
  return money(sum, row.currency);
}

type GoesOn = Pick<WantedChange, 'ends' | 'begins' | 'cycle'>;

interface Going {
  readonly price: Money;
  readonly quantity: number;
  /** The promotion that still covers it; null for none. */
  readonly terms: Promotion | null;
}

/** What recurs after the change: what stays, and what begins. */
function goingOn(
  { current }: PackageState,
  wanted: GoesOn,
  { periodsLeft }: Pick<ChangePlan, 'periodsLeft'>,
): readonly Going[] {
  const covering = (promotion: ItemPromotion | null, left: number | null): Promotion | null =>
    promotion === null || left === 0 ? null : promotion.terms;
  return [
    ...current.items
      .filter((item) => !item.oneTime && !wanted.ends.includes(item))
      .map(({ price, quantity, promotion }) => ({
        price,
        quantity,
        terms: covering(promotion, promotion?.periodsLeft ?? null),
      })),
    ...wanted.begins.flatMap(({ price, quantity, promotion, oneTime }, index) =>
      oneTime ? [] : [{ price, quantity, terms: covering(promotion, periodsLeft[index] ?? null) }],
    ),
  ];
}

/** The next renewal of a package that goes on as it is. */
export async function nextUnchanged(
  scope: Scope,
  state: PackageState,
  on: PlainDate,
): Promise<NextPrice> {
  const { row } = state;
  const policy = documentPolicy(scope.context.catalog.provider, row.currency);
  const taxes = await taxesOf(scope, row, on);
  const same = { ends: [], begins: [], cycle: row.cycle };
  return nextOf({ ...taxes, policy }, state, same, { periodsLeft: [], billedThrough: on });
}

/** The first whole period after the change, as the run will bill it (SPEC 5.11). */
function nextOf(
  { taxes, homeTaxes, policy }: Pick<ChangeRequest, 'taxes' | 'homeTaxes' | 'policy'>,
  state: PackageState,
  wanted: GoesOn,
  plan: Pick<ChangePlan, 'periodsLeft' | 'billedThrough'>,
): NextPrice {
  const going = goingOn(state, wanted, plan);
  const { currency, mode } = policy;
  const lines = going.map(({ price, quantity, terms }, index) => {
    const gross = multiplyQuantity(price, quantity);
    const line = { unitPrice: price, quantity, discount: zero(currency), taxes, homeTaxes };
    if (terms === null) return line;
    // A fixed amount is spread over all lines that it covers (SPEC 7.9).
    const together = going.map((one) => ({
      gross: one.terms === terms ? multiplyQuantity(one.price, one.quantity) : zero(currency),
      component: 'recurring' as const,
    }));
    const discount = discountLines(together, terms, currency, mode)[index] ?? line.discount;
    return { ...line, discount: minimum(discount, gross) };
  });
  const { net, tax, total } = priceDocument(lines, policy).totals;
  const kept = state.current.items.find(({ addOnId, oneTime }) => addOnId === null && !oneTime);
  const isKept = kept !== undefined && !wanted.ends.includes(kept);
  const on = isKept ? (kept.billedThrough ?? plan.billedThrough) : plan.billedThrough;
  return { on, net, tax, total, cycle: wanted.cycle };
}
