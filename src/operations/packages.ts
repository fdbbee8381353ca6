import * as z from 'zod';
import type {
  ChangeKind,
  PackageChangeView,
  PackageOperations,
  PackageRow,
  PackageView,
} from '../contract/packages.ts';
import { packageStatuses } from '../rules/package.ts';
import {
  commandId,
  cursor,
  id,
  money,
  note,
  optionalText,
  out,
  outCount,
  outOrNull,
  type SchemasOf,
} from './fields.ts';

const status = z.enum(packageStatuses);

const rowShape = {
  packageId: out,
  number: outCount,
  name: out,
  domainName: outOrNull,
  kind: z.enum(['hosting', 'domain', 'certificate', 'service']),
  price: money,
  cycle: out,
  nextRenewal: outOrNull,
  status,
  canSignIn: z.boolean(),
} as const;

const addOn = z.strictObject({
  addOnId: out,
  name: out,
  quantity: outCount,
  price: money,
  oneTime: z.boolean(),
  since: out,
});

const offer = z
  .strictObject({
    plans: z.array(z.strictObject({ planId: out, name: out, cycles: z.array(out) })),
    addOns: z.array(
      z.strictObject({
        addOnId: out,
        name: out,
        quantity: outCount,
        minimum: outCount,
        maximum: outCount,
      }),
    ),
  })
  .nullable();

/** Which part of Upgrade or Downgrade a change is. */
export const changeKind: z.ZodType<ChangeKind, unknown> = z.enum([
  'upgrade',
  'downgrade',
  'add_ons',
]);

const reference = z.strictObject({ invoiceId: out, number: out }).nullable();

/** A change that was asked for. */
export const packageChange: z.ZodType<PackageChangeView, unknown> = z
  .strictObject({
    changeId: out,
    kind: changeKind,
    state: z.enum(['scheduled', 'awaiting_payment', 'applied', 'lapsed', 'taken_back']),
    effectiveOn: out,
    planName: out,
    cycle: out,
    invoice: reference,
    creditNote: reference,
    lapsesOn: outOrNull,
    sum: money,
    toPay: money,
  })
  .meta({ id: 'PackageChange' });

/** A package in a list. */
export const packageRow: z.ZodType<PackageRow, unknown> = z
  .strictObject(rowShape)
  .meta({ id: 'PackageRow' });

/** A whole package. */
export const hostingPackage: z.ZodType<PackageView, unknown> = z
  .strictObject({
    ...rowShape,
    clientId: out,
    productId: out,
    productName: out,
    planId: out,
    planName: out,
    ordered: out,
    activated: outOrNull,
    periodStart: outOrNull,
    periodEnd: outOrNull,
    addOns: z.array(addOn),
    panelOptions: z
      .strictObject({ serverGroup: out, controlPanel: out, plan: out, userName: out })
      .nullable(),
    refundsUnused: z.boolean(),
    statusNote: outOrNull,
    openInvoice: reference,
    upgrade: offer,
    downgrade: offer,
    pendingChange: packageChange.nullable(),
    waitsForPanel: z.boolean(),
    cancelOn: outOrNull,
  })
  .meta({ id: 'Package' });

const packageCommand = z.strictObject({ commandId, packageId: id });

/** Schemas of the operations on packages. */
export const packageSchemas: SchemasOf<PackageOperations> = {
  'packages.list': {
    input: z.strictObject({
      sort: z.enum(['number', 'name', 'price', 'renewal', 'status']).exactOptional(),
      direction: z.enum(['ascending', 'descending']).exactOptional(),
      filter: z.enum(['all', 'active', 'pending', 'other']).exactOptional(),
      search: optionalText(100).exactOptional(),
      cursor: cursor.exactOptional(),
      clientId: id.exactOptional(),
    }),
    output: z.strictObject({
      rows: z.array(packageRow),
      next: outOrNull,
      previous: outOrNull,
      from: outCount,
      matching: outCount,
      counts: z.strictObject({
        all: outCount,
        active: outCount,
        pending: outCount,
        other: outCount,
      }),
    }),
  },
  'packages.get': { input: z.strictObject({ packageId: id }), output: hostingPackage },
  'packages.signIn': { input: packageCommand, output: z.strictObject({ url: out }) },
  'packages.changeStatus': {
    input: z.strictObject({ commandId, packageId: id, status, reason: note() }),
    output: hostingPackage,
  },
  'packages.retry': { input: packageCommand, output: hostingPackage },
};
