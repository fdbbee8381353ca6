import * as z from 'zod';
import type { AccountOperations, Feature } from '../contract/account.ts';
import { affiliateProgram } from './affiliates.ts';
import { id, money, nothing, out, outCount, type SchemasOf } from './fields.ts';
import { invoiceRow } from './invoices.ts';
import { packageRow } from './packages.ts';
import { todo } from './todos.ts';

const feature: z.ZodType<Feature, unknown> = z.enum([
  'order',
  'sign_in',
  'invoices',
  'pay',
  'add_funds',
  'packages',
  'change_plan',
  'panel_login',
  'billing_accounts',
  'contacts',
  'affiliates',
  'usage',
]);

/** Schemas of the operations on the account as a whole. */
export const accountSchemas: SchemasOf<AccountOperations> = {
  'account.overview': {
    input: z.strictObject({ clientId: id.exactOptional() }),
    output: z.strictObject({
      clientId: out,
      credit: money.nullable(),
      usageCharge: money.nullable(),
      invoices: z
        .strictObject({
          outstanding: z.array(money),
          matching: outCount,
          rows: z.array(invoiceRow),
        })
        .nullable(),
      todos: z.array(todo),
      programs: z.array(affiliateProgram).nullable(),
      packages: z.strictObject({ matching: outCount, rows: z.array(packageRow) }).nullable(),
    }),
  },
  'account.features': {
    input: nothing,
    output: z.strictObject({ features: z.array(feature) }),
  },
};
