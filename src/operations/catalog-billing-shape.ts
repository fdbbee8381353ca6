import * as z from 'zod';
import type { AffiliateProgram } from '../rules/affiliate-model.ts';
import type { BillingSettings, DunningStep } from '../rules/billing-settings.ts';
import type { Meter } from '../rules/meter-model.ts';

/** Amounts of several currencies by code, as decimal strings. */
export type Amounts = Readonly<Record<string, string>>;

/** A step of dunning as the file writes it; the late fee by currency (SPEC 16.2, 7.13). */
export type DunningStepDocument = Omit<DunningStep, 'lateFee'> & { readonly lateFee?: Amounts };

/** What of the invoicing rules the file may say; defaults hold for the rest (SPEC 6, 7). */
export interface InvoicingDocument {
  /** By the id of a cycle, besides `domain` and `default` (SPEC 6.6). */
  readonly leadDays?: Readonly<Record<string, number>>;
  readonly cycleMode?: BillingSettings['cycleMode'];
  readonly proration?: BillingSettings['proration'];
  readonly invoiced?: Partial<BillingSettings['invoiced']>;
  readonly returnFrom?: BillingSettings['returnFrom'];
  readonly grouping?: BillingSettings['grouping'];
  readonly document?: BillingSettings['document'];
  readonly tax?: Partial<BillingSettings['tax']>;
}

/** The other billing settings of the file (SPEC 2.9, 4.10, 5.13, 5.21, 16.2, 16.8). */
export interface BillingDocument {
  readonly dunning?: readonly DunningStepDocument[];
  readonly terminateAfterDays?: number;
  readonly changes?: Partial<BillingSettings['changes']> & { readonly raiseNoticeDays?: number };
  readonly cancelRefund?: BillingSettings['cancelRefund'];
  readonly safety?: Partial<BillingSettings['safety']>;
  readonly review?: { readonly amountAbove?: Amounts; readonly countries?: readonly string[] };
}

/** A tier of a meter: the last unit, and a price per unit for each currency. */
export type TierDocument = { readonly upTo: number | string | null } & Readonly<
  Record<string, string | number | null>
>;

/** A meter as the file writes it: one price, or tiers which then stand for it (SPEC 2.3). */
export interface MeterDocument extends Pick<Meter, 'resource' | 'unit' | 'mode'> {
  readonly included: number | string;
  readonly price?: Amounts;
  readonly tiers?: readonly TierDocument[];
  readonly model?: Meter['model'];
  readonly over: Meter['over'];
  readonly block?: number | string;
}

/** An affiliate program as the file writes it (SPEC 14.1). */
export type AffiliateDocument = Omit<AffiliateProgram, 'fixed' | 'minimumPayout'> & {
  readonly fixed?: Amounts;
  readonly minimumPayout: Amounts;
};

/** The id of something that the file names. */
export const catalogId: z.ZodType<string, unknown> = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'An id has a-z, 0-9 and . _ - only.');

/** A name that is shown. */
export const catalogName: z.ZodType<string, unknown> = z.string().trim().min(1).max(200);

/** Amounts by currency. */
export const amountsByCurrency: z.ZodType<Amounts, unknown> = z.record(
  z.string().regex(/^[A-Z]{3}$/, 'Write a currency such as EUR.'),
  z.string(),
);

const timing = z.enum(['now-with-credit', 'now-without-credit', 'period-end']);
const quantity = z.union([z.number(), z.string()], 'Write a number, or a decimal string.');

/** A schema for each field of a document, all of which may be left out. */
export type OptionalShape<Document> = {
  readonly [Field in keyof Document]-?: z.ZodExactOptional<
    z.ZodType<Exclude<Document[Field], undefined>, unknown>
  >;
};

/** The fields of `provider.invoicing` that belong to the billing engine. */
export const invoicingShape: OptionalShape<InvoicingDocument> = {
  leadDays: z.record(z.string(), z.number()).exactOptional(),
  cycleMode: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('anniversary'),
        anchor: z.enum(['activation', 'order']).default('activation'),
      }),
      z.strictObject({
        kind: z.literal('monthly'),
        day: z.number(),
        thresholdDay: z.number().nullable().default(null),
      }),
    ])
    .exactOptional(),
  proration: z.enum(['actual', '30-day', 'none']).exactOptional(),
  invoiced: z
    .strictObject({
      activeClients: z.boolean().exactOptional(),
      suspendedClients: z.boolean().exactOptional(),
      activePackages: z.boolean().exactOptional(),
      suspendedPackages: z.boolean().exactOptional(),
    })
    .exactOptional(),
  returnFrom: z.enum(['period-start', 'today']).exactOptional(),
  grouping: z.enum(['period', 'month']).exactOptional(),
  document: z.enum(['invoice', 'proforma']).exactOptional(),
  tax: z
    .strictObject({
      rounding: z.enum(['per-rate', 'per-line']).exactOptional(),
      inclusive: z.enum(['net-first', 'tax-first', 'tax-is-rest']).exactOptional(),
    })
    .exactOptional(),
};

/** The fields of `provider` that belong to the billing engine. */
export const billingShape: OptionalShape<BillingDocument> = {
  dunning: z
    .array(
      z.strictObject({
        day: z.number(),
        do: z.enum(['remind', 'suspend', 'terminate']),
        lateFee: amountsByCurrency.exactOptional(),
      }),
    )
    .exactOptional(),
  terminateAfterDays: z.number().exactOptional(),
  changes: z
    .strictObject({
      upgrade: timing.exactOptional(),
      downgrade: timing.exactOptional(),
      lapseDays: z.number().exactOptional(),
      raiseNoticeDays: z.number().exactOptional(),
    })
    .exactOptional(),
  cancelRefund: z.enum(['none', 'unused']).exactOptional(),
  review: z
    .strictObject({
      amountAbove: amountsByCurrency.exactOptional(),
      countries: z.array(z.string()).exactOptional(),
    })
    .exactOptional(),
  safety: z
    .strictObject({
      linesPerPackage: z.number().exactOptional(),
      invoicesPerClient: z.number().exactOptional(),
      forecastFactor: z.number().exactOptional(),
    })
    .exactOptional(),
};

const tier: z.ZodType<TierDocument, unknown> = z
  .object({ upTo: quantity.nullable() })
  .catchall(z.string());

/** A meter of a plan. */
export const meterDocument: z.ZodType<MeterDocument, unknown> = z
  .strictObject({
    resource: catalogId,
    unit: z.string().trim().min(1).max(20),
    included: quantity,
    price: amountsByCurrency.exactOptional(),
    tiers: z.array(tier).exactOptional(),
    mode: z.enum(['summed', 'sampled']),
    model: z.enum(['flat', 'graduated', 'volume']).exactOptional(),
    over: z.enum(['refused', 'charged']).default('charged'),
    block: quantity.exactOptional(),
  })
  .refine(
    ({ over, price, tiers }) => over === 'refused' || price !== undefined || tiers !== undefined,
    'A meter that is charged has a price or tiers.',
  );

/** An affiliate program. */
export const affiliateDocument: z.ZodType<AffiliateDocument, unknown> = z.strictObject({
  id: catalogId,
  name: catalogName,
  percent: z.string().exactOptional(),
  fixed: amountsByCurrency.exactOptional(),
  recurring: z.boolean(),
  waitDays: z.number(),
  minimumPayout: amountsByCurrency,
  cookieDays: z.number(),
});
