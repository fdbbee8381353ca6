import type { Output } from '../../contract/operations.ts';
import type {
  BillingAccountView,
  PaymentMethodView,
  PaymentOptions,
} from '../../contract/payments.ts';
import { fail } from '../../errors.ts';
import type { PaymentMethod } from '../../rules/catalog.ts';
import { compare, type Money, money, sum } from '../../rules/money.ts';
import type { InvoiceListRow } from '../../storage/invoices.ts';
import { labelOf, mayEdit, readAccounts, viewerOf } from '../accounts/account-rows.ts';
import { bankForms, isCollectedByFile } from '../accounts/sealing.ts';
import type { EngineContext, Scope } from '../context.ts';
import { invoiceRow } from '../invoices/invoices.ts';
import { type Caller, ownerOf, type Query } from '../use-case.ts';
import { chargeView } from './charge-view.ts';
import { gatewayOf } from './charges.ts';

/** `payments.methods` (SPEC 8.2): by currency, country and amount. */
export const paymentMethods: Query<'payments.methods'> = {
  kind: 'query',
  async run(scope, _caller, input): Promise<Output<'payments.methods'>> {
    return { methods: offered(scope.context, input.amount, input.country ?? null) };
  },
};

/** The methods that are turned on for a sum and a country, in the catalog's order. */
export function offered(
  context: EngineContext,
  amount: Money,
  country: string | null,
  use: 'pay' | 'keep' = 'pay',
): readonly PaymentMethodView[] {
  return context.catalog.provider.paymentMethods
    .filter((method) => isOffered(context, method, amount.currency, country))
    .filter((method) => use === 'keep' || fitsAmount(method, amount))
    .filter((method) => isUsable(context, method, amount.currency, use))
    .map((method) => methodView(context, method));
}

/** Whether a method is turned on for a currency and a country, and its gateway takes it. */
export function isOffered(
  context: EngineContext,
  method: PaymentMethod,
  currency: string,
  country: string | null,
): boolean {
  const gateway = context.pluginById.get(method.pluginId)?.gateway;
  if (gateway === undefined) return false;
  if (method.currencies !== undefined && !method.currencies.includes(currency)) return false;
  if (country !== null && method.countries !== undefined && !method.countries.includes(country)) {
    return false;
  }
  const taken = gateway.currencies;
  return taken === undefined || taken.includes(currency);
}

/** What is collected by a file is no way to pay at once, and is kept only where it is sealed. */
function isUsable(
  context: EngineContext,
  { pluginId }: PaymentMethod,
  currency: string,
  use: 'pay' | 'keep',
): boolean {
  if (!isCollectedByFile(context, pluginId)) return true;
  return use === 'keep' && bankForms(context, pluginId, currency).length > 0;
}

function fitsAmount(method: PaymentMethod, amount: Money): boolean {
  const { currency } = amount;
  const minimum = method.minimum?.find((bound) => bound.currency === currency);
  const maximum = method.maximum?.find((bound) => bound.currency === currency);
  if (minimum !== undefined && compare(amount, minimum) < 0) return false;
  return maximum === undefined || compare(amount, maximum) <= 0;
}

/** A method as a client sees it. */
export function methodView(context: EngineContext, method: PaymentMethod): PaymentMethodView {
  const gateway = gatewayOf(context, method.pluginId);
  return {
    methodId: method.id,
    pluginId: method.pluginId,
    kind: gateway.kind,
    label: method.label,
    description: method.instructions ?? '',
    publicConfig: gateway.publicConfig,
    clientModule: gateway.clientModule ?? null,
    canSave: gateway.canSave,
  };
}

/** `payments.options` (SPEC 8.1): named invoices, or all outstanding ones, oldest due first. */
export const paymentOptions: Query<'payments.options'> = {
  kind: 'query',
  async run(scope, caller, input): Promise<PaymentOptions> {
    const clientId = ownerOf(caller.principal) ?? '';
    const client = await scope.handle
      .selectFrom('clients')
      .select(['country', 'currency'])
      .where('id', '=', clientId)
      .executeTakeFirstOrThrow();
    const rows = await payableRows(scope, clientId, input.invoiceIds);
    const total = sum(
      rows.map((row) => money(row.balance, row.currency)),
      client.currency,
    );
    const open = rows.find((row) => row.open_charge !== null);
    return {
      invoices: rows.map((row) => invoiceRow(scope, row)),
      total,
      billingAccounts: await billingAccounts(scope, caller, clientId),
      methods: offered(scope.context, total, client.country),
      openCharge: open?.open_charge == null ? null : await chargeView(scope, open.open_charge),
    };
  },
};

async function payableRows(
  scope: Scope,
  clientId: string,
  ids: readonly string[],
): Promise<readonly (InvoiceListRow & { readonly open_charge: string | null })[]> {
  const rows = await scope.handle
    .selectFrom('invoices')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .leftJoin('charge_allocations', (join) =>
      join
        .onRef('charge_allocations.invoice_id', '=', 'invoices.id')
        .on('charge_allocations.open', '=', true),
    )
    .selectAll('invoices')
    .select([
      'invoice_states.status',
      'invoice_states.balance',
      'charge_allocations.charge_id as open_charge',
    ])
    .where('invoices.client_id', '=', clientId)
    .$if(ids.length > 0, (query) => query.where('invoices.id', 'in', ids))
    .$if(ids.length === 0, (query) => query.where('invoice_states.status', '=', 'unpaid'))
    .orderBy('invoices.due_on')
    .orderBy('invoices.id')
    .limit(100)
    .execute();
  if (ids.length > 0 && rows.length !== new Set(ids).size) {
    fail('not_found', 'There is no such invoice.', { field: 'invoiceIds' });
  }
  return rows
    .filter((row) => ids.length > 0 || row.balance > 0n)
    .map((row) => ({ ...row, pending: row.open_charge !== null }));
}

/** The accounts that whoever asks may pay with now (SPEC 9.1). */
export async function billingAccounts(
  scope: Scope,
  caller: Caller,
  clientId: string,
): Promise<BillingAccountView[]> {
  const viewer = await viewerOf(scope, caller);
  const accounts = await readAccounts(scope, clientId);
  return accounts
    .filter((row) => scope.context.pluginById.get(row.plugin_id)?.gateway !== undefined)
    .filter((row) => row.method_reference !== null && row.chargeable && mayEdit(viewer, row))
    .map((row) => ({
      billingAccountId: row.id,
      pluginId: row.plugin_id,
      label: labelOf(row),
      brand: row.brand,
      last4: row.last4,
      expiryMonth: row.expiry_month,
      expiryYear: row.expiry_year,
      isDefault: row.is_default,
    }));
}
