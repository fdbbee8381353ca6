import type * as z from 'zod';
import type { Input, OperationName, Output } from '../contract/operations.ts';
import { fail, InvariantError } from '../errors.ts';
import { accountSchemas } from './account.ts';
import { affiliateSchemas } from './affiliates.ts';
import { billingAccountSchemas } from './billing-accounts.ts';
import { bookSchemas } from './books.ts';
import { catalogSchemas } from './catalog.ts';
import { changeSchemas } from './changes.ts';
import { clientSchemas } from './clients.ts';
import { collectionSchemas } from './collections.ts';
import { contactSchemas } from './contacts.ts';
import { faultsOf } from './faults.ts';
import { invoiceSchemas } from './invoices.ts';
import { orderSchemas } from './orders.ts';
import { outlookSchemas } from './outlook.ts';
import { packageSchemas } from './packages.ts';
import { fundsSchemas, paymentSchemas } from './payments.ts';
import { priceSchemas } from './prices.ts';
import { type QuickCheck, quickCheckOf } from './quick-check.ts';
import { runSchemas } from './runs.ts';
import { switchSchemas } from './switches.ts';
import { todoSchemas } from './todos.ts';
import { usageSchemas } from './usage.ts';

/** The schema in and out of every operation; all are closed (Law 12). */
export const operationSchemas: {
  readonly [Name in OperationName]: {
    readonly input: z.ZodType<Input<Name>, unknown>;
    readonly output: z.ZodType<Output<Name>, unknown>;
  };
} = {
  ...catalogSchemas,
  ...orderSchemas,
  ...invoiceSchemas,
  ...paymentSchemas,
  ...fundsSchemas,
  ...billingAccountSchemas,
  ...collectionSchemas,
  ...packageSchemas,
  ...changeSchemas,
  ...priceSchemas,
  ...clientSchemas,
  ...contactSchemas,
  ...accountSchemas,
  ...bookSchemas,
  ...runSchemas,
  ...switchSchemas,
  ...affiliateSchemas,
  ...outlookSchemas,
  ...usageSchemas,
  ...todoSchemas,
};

/**
 * The input of an operation, trimmed and in its canonical form.
 *
 * @throws BillingError `unknown_operation`; `unknown_field` when an unknown member is among the
 * faults, else `invalid_input`; `field` is the first fault's, `faults` has all.
 */
export function parseInput<Name extends OperationName>(name: Name, value: unknown): Input<Name> {
  if (!Object.hasOwn(operationSchemas, name)) {
    fail('unknown_operation', `There is no operation "${String(name).slice(0, 100)}".`);
  }
  const parsed = operationSchemas[name].input.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = faultsOf(parsed.error);
  const unknown = parsed.error.issues.find(({ code }) => code === 'unrecognized_keys');
  if (unknown !== undefined) {
    const { field } = faultsOf({ issues: [unknown] } as z.ZodError)[0] ?? { field: '' };
    fail('unknown_field', `There is no field ${field}. Leave it out.`, { field, faults });
  }
  const [first] = faults;
  const options = first?.field ? { field: first.field, faults } : { faults };
  const where = first?.field ? `${first.field}: ` : '';
  fail('invalid_input', `${where}${first?.message ?? 'The input is not valid.'}`, options);
}

/**
 * The output of an operation as its schema allows it; nothing else leaves (Law 12).
 *
 * @throws InvariantError for any other: it is a fault of ours, and names paths, never values.
 */
export function checkOutput<Name extends OperationName>(name: Name, output: unknown): Output<Name> {
  const parsed = operationSchemas[name].output.safeParse(output);
  if (parsed.success) return parsed.data;
  const faults = faultsOf(parsed.error).map(({ field, message }) => `${field}: ${message}`);
  throw new InvariantError(`The answer of ${name} breaks its schema: ${faults.join(' ')}`);
}

const quickChecks = new Map<OperationName, QuickCheck | null>();

/**
 * Asserts what {@link checkOutput} does, and makes no copy: for an output that is written at once.
 *
 * @throws InvariantError for an output that its schema does not allow.
 */
export function assertOutput<Name extends OperationName>(
  name: Name,
  output: unknown,
): asserts output is Output<Name> {
  let check = quickChecks.get(name);
  if (check === undefined) {
    check = quickCheckOf(operationSchemas[name].output);
    quickChecks.set(name, check);
  }
  // What the quick check refuses or does not know, the schema itself decides on.
  if (check?.(output) !== true) checkOutput(name, output);
}
