import * as z from 'zod';
import type {
  BillablePackage,
  BillingAccountOperations,
  BillingAccountRow,
  BillingAccountSetup,
  RoutingView,
} from '../contract/billing-accounts.ts';
import { paymentFailures } from '../contract/charges.ts';
import { bankAccount } from './bank-account.ts';
import { action } from './charge.ts';
import {
  commandId,
  gatewayData,
  id,
  nothing,
  out,
  outCount,
  outOrNull,
  type SchemasOf,
  url,
} from './fields.ts';
import { paymentMethod } from './payments.ts';

const types = ['card', 'bank_account', 'wallet', 'manual', 'third_party'] as const;

const packageShape = {
  packageId: out,
  number: outCount,
  name: out,
  domainName: outOrNull,
  billingAccountId: outOrNull,
};

const billable: z.ZodType<BillablePackage, unknown> = z
  .strictObject(packageShape)
  .meta({ id: 'BillablePackage' });

const account: z.ZodType<BillingAccountRow, unknown> = z
  .strictObject({
    billingAccountId: out,
    type: z.enum(types),
    pluginId: out,
    label: out,
    brand: out,
    last4: out,
    expiryMonth: outCount.nullable(),
    expiryYear: outCount.nullable(),
    expiry: z.enum(['fine', 'soon', 'expired']),
    owner: z.strictObject({ contactId: out, name: out }).nullable(),
    isDefault: z.boolean(),
    mayEdit: z.boolean(),
    chargedAutomatically: z.boolean(),
    packages: z.array(billable),
    version: outCount,
  })
  .meta({ id: 'BillingAccountRow' });

const list = z.strictObject({ rows: z.array(account), paidByDefault: z.array(billable) });

const setup: z.ZodType<BillingAccountSetup, unknown> = z
  .strictObject({
    setupId: out,
    state: z.enum([
      'created',
      'sent',
      'action_required',
      'pending',
      'unknown',
      'succeeded',
      'failed',
    ]),
    pluginId: out,
    action: action.nullable(),
    failure: z.strictObject({ reason: z.enum(paymentFailures), message: out }).nullable(),
    billingAccountId: outOrNull,
  })
  .meta({ id: 'BillingAccountSetup' });

const routing: z.ZodType<RoutingView, unknown> = z
  .strictObject({
    packages: z.array(
      z.strictObject({
        ...packageShape,
        chain: z.array(
          z.strictObject({
            billingAccountId: out,
            why: z.enum(['own', 'default', 'fallback']),
          }),
        ),
        nextRenewal: outOrNull,
        expiresBefore: z.boolean(),
      }),
    ),
    accounts: z.array(account),
    fallback: z.array(out),
  })
  .meta({ id: 'Routing' });

const version = z.int().min(1);
const ofClient = z.strictObject({ clientId: id.exactOptional() });
const one = z.strictObject({ billingAccountId: id });
/** More packages than this one account hardly pays, and no request is that long. */
const packageIds = z.array(id).max(500);

/** Schemas of the operations on billing accounts. */
export const billingAccountSchemas: SchemasOf<BillingAccountOperations> = {
  'billingAccounts.list': { input: ofClient, output: list },
  'billingAccounts.get': { input: one, output: account },
  'billingAccounts.options': {
    input: nothing,
    output: z.strictObject({
      methods: z.array(
        z.strictObject({
          method: paymentMethod,
          type: z.enum(types),
          forms: z.array(z.enum(['iban', 'us_bank'])).exactOptional(),
          mandate: z
            .strictObject({
              version: out,
              creditor: out,
              creditorId: outOrNull,
              noticeDays: z.strictObject({ iban: outCount, us_bank: outCount }),
            })
            .exactOptional(),
        }),
      ),
      owners: z.array(z.strictObject({ contactId: out, name: out })),
      packages: z.array(billable),
    }),
  },
  'billingAccounts.add': {
    input: z.strictObject({
      commandId,
      methodId: id,
      gatewayData: gatewayData.exactOptional(),
      bankAccount: bankAccount.exactOptional(),
      ownerContactId: id.exactOptional(),
      packageIds,
      makeDefault: z.boolean(),
      returnUrl: url.exactOptional(),
    }),
    output: setup,
  },
  'billingAccounts.setup': { input: z.strictObject({ setupId: id }), output: setup },
  'billingAccounts.resume': { input: z.strictObject({ commandId, setupId: id }), output: setup },
  'billingAccounts.change': {
    input: z.strictObject({
      commandId,
      billingAccountId: id,
      version,
      ownerContactId: id,
      packageIds,
      makeDefault: z.boolean(),
    }),
    output: account,
  },
  'billingAccounts.previewRemoval': {
    input: one,
    output: z.strictObject({
      next: z.strictObject({ billingAccountId: out, label: out }).nullable(),
      packages: z.array(billable),
      changesDefault: z.boolean(),
      charging: z.boolean(),
      isLast: z.boolean(),
    }),
  },
  'billingAccounts.remove': {
    input: z.strictObject({ commandId, billingAccountId: id, version }),
    output: list,
  },
  'billingAccounts.routing': { input: ofClient, output: routing },
  'billingAccounts.setFallback': {
    input: z.strictObject({ commandId, billingAccountIds: z.array(id).max(50) }),
    output: routing,
  },
};
