import { isBillingError } from '../errors.ts';
import type { AffiliateProgram } from '../rules/affiliate-model.ts';
import { type BillingSettings, defaultBilling } from '../rules/billing-settings.ts';
import { cycleId, parseCycle } from '../rules/cycle.ts';
import type { Meter, UnitPrice } from '../rules/meter-model.ts';
import type { Money } from '../rules/money.ts';
import {
  type AffiliateDocument,
  type Amounts,
  type BillingDocument,
  type InvoicingDocument,
  invoicingShape,
  type MeterDocument,
} from './catalog-billing-shape.ts';

/** Reads an amount; a fault is noted and the rest goes on. */
export type ReadAmount = (text: string, currency: string, path: string) => Money;

/** The amounts of several currencies. */
export function readAmounts(
  byCurrency: Amounts,
  path: string,
  amount: ReadAmount,
): readonly Money[] {
  return Object.entries(byCurrency).map(([currency, text]) =>
    amount(text, currency, `${path}.${currency}`),
  );
}

/** The billing settings of the file; what it does not say is as in `defaultBilling` (SPEC 2.7). */
export function billingOf(
  invoicing: InvoicingDocument,
  document: BillingDocument & {
    readonly chargeRetryDays?: readonly number[] | undefined;
    readonly disputeSuspendDays?: number | null | undefined;
  },
  amount: ReadAmount,
): BillingSettings {
  const base = defaultBilling;
  const { raiseNoticeDays, ...changes } = document.changes ?? {};
  return {
    cycleMode: invoicing.cycleMode ?? base.cycleMode,
    proration: invoicing.proration ?? base.proration,
    leadDays: leadDaysOf(invoicing.leadDays ?? {}),
    invoiced: { ...base.invoiced, ...invoicing.invoiced },
    returnFrom: invoicing.returnFrom ?? base.returnFrom,
    grouping: invoicing.grouping ?? base.grouping,
    document: invoicing.document ?? base.document,
    tax: { ...base.tax, ...invoicing.tax },
    changes: { ...base.changes, ...changes },
    cancelRefund: document.cancelRefund ?? base.cancelRefund,
    dunning: dunningOf(document, amount),
    chargeRetryDays: document.chargeRetryDays ?? base.chargeRetryDays,
    disputeSuspendDays:
      document.disputeSuspendDays === undefined
        ? base.disputeSuspendDays
        : document.disputeSuspendDays,
    raiseNoticeDays: raiseNoticeDays ?? base.raiseNoticeDays,
    safety: { ...base.safety, ...document.safety },
    review: {
      amountAbove: readAmounts(
        document.review?.amountAbove ?? {},
        'provider.review.amountAbove',
        amount,
      ),
      countries: document.review?.countries ?? base.review.countries,
    },
  };
}

function leadDaysOf(days: Readonly<Record<string, number>>): BillingSettings['leadDays'] {
  const { domain, default: otherwise, ...cycles } = days;
  const byCycle: Record<string, number> = { ...defaultBilling.leadDays.byCycle };
  for (const [cycle, lead] of Object.entries(cycles)) byCycle[sameCycle(cycle)] = lead;
  return {
    byCycle,
    default: otherwise ?? defaultBilling.leadDays.default,
    domain: domain ?? defaultBilling.leadDays.domain,
  };
}

/** `12-months` means `annual`; what is no cycle stays, and is found by the check. */
function sameCycle(text: string): string {
  try {
    return cycleId(parseCycle(text));
  } catch (error) {
    if (isBillingError(error)) return text;
    throw error;
  }
}

function dunningOf(
  { dunning, terminateAfterDays }: BillingDocument,
  amount: ReadAmount,
): BillingSettings['dunning'] {
  const steps = dunning?.map(({ lateFee, ...step }, index) => ({
    ...step,
    ...(lateFee === undefined
      ? {}
      : { lateFee: readAmounts(lateFee, `provider.dunning.${index}.lateFee`, amount) }),
  }));
  return {
    steps: steps ?? defaultBilling.dunning.steps,
    terminateAfterDays: terminateAfterDays ?? defaultBilling.dunning.terminateAfterDays,
  };
}

/** A meter of the file; tiers stand for the price where it has both. */
export function meterOf(meter: MeterDocument): Meter {
  const { resource, unit, included, mode, over, model, price, tiers, block } = meter;
  return {
    resource,
    unit,
    included: String(included),
    mode,
    over,
    model: model ?? (tiers === undefined ? 'flat' : 'graduated'),
    tiers:
      tiers === undefined
        ? price === undefined
          ? []
          : [{ upTo: null, prices: unitPrices(price) }]
        : tiers.map(({ upTo, ...prices }) => ({
            upTo: upTo === null ? null : String(upTo),
            prices: unitPrices(prices),
          })),
    ...(block === undefined ? {} : { block: String(block) }),
  };
}

function unitPrices(byCurrency: Readonly<Record<string, unknown>>): readonly UnitPrice[] {
  return Object.entries(byCurrency).map(([currency, amount]) => ({
    currency,
    amount: String(amount),
  }));
}

/** An affiliate program of the file. */
export function affiliateOf(
  { fixed, minimumPayout, ...rest }: AffiliateDocument,
  path: string,
  amount: ReadAmount,
): AffiliateProgram {
  return {
    ...rest,
    ...(fixed === undefined ? {} : { fixed: readAmounts(fixed, `${path}.fixed`, amount) }),
    minimumPayout: readAmounts(minimumPayout, `${path}.minimumPayout`, amount),
  };
}

const ofInvoicing = new RegExp(
  `^provider\\.billing\\.(${Object.keys(invoicingShape).join('|')})\\b`,
);

/** The file's path for a path of the billing settings in the catalog. */
export function billingFieldOf(path: string): string {
  return path
    .replace(ofInvoicing, 'provider.invoicing.$1')
    .replace(/^provider\.invoicing\.leadDays\.byCycle\./, 'provider.invoicing.leadDays.')
    .replace(/^provider\.billing\.dunning\.terminateAfterDays$/, 'provider.terminateAfterDays')
    .replace(/^provider\.billing\.dunning\.steps\b/, 'provider.dunning')
    .replace(/^provider\.billing\.chargeRetryDays\b/, 'provider.payments.retryDays')
    .replace(/^provider\.billing\.disputeSuspendDays$/, 'provider.payments.disputeSuspendDays')
    .replace(/^provider\.billing\.raiseNoticeDays$/, 'provider.changes.raiseNoticeDays')
    .replace(/^provider\.billing\.(changes|safety|cancelRefund|review)\b/, 'provider.$1');
}
