import type { FundsMethodView, FundsOptions } from '../../contract/funds.ts';
import { fail } from '../../errors.ts';
import { fundsRange, inRange } from '../../rules/funds.ts';
import { formatAmount, type Money } from '../../rules/money.ts';
import { openStates } from '../../rules/payment.ts';
import { isCollectedByFile } from '../accounts/sealing.ts';
import type { EngineContext, Scope } from '../context.ts';
import { creditOf } from '../invoices/credit.ts';
import { type ClientPrincipal, type Command, ownerOf, type Query } from '../use-case.ts';
import { chargeInput, chosenSource, lockPayer } from './charge-source.ts';
import { chargeView } from './charge-view.ts';
import { gatewayOf } from './charges.ts';
import { billingAccounts, isOffered, methodView } from './payment-options.ts';
import { writeCharge } from './write-charge.ts';

/** `funds.options` (SPEC 8.4): within the provider's limits, by what takes the money at once. */
export const fundsOptions: Query<'funds.options'> = {
  kind: 'query',
  async run(scope, caller): Promise<FundsOptions> {
    const { context } = scope;
    const clientId = ownerOf(caller.principal) ?? '';
    const client = await scope.handle
      .selectFrom('clients')
      .select(['country', 'currency'])
      .where('id', '=', clientId)
      .executeTakeFirstOrThrow();
    const credit = await creditOf(scope, clientId, client.currency);
    const accounts = await billingAccounts(scope, caller, clientId);
    const open = await openFundsCharge(scope, clientId);
    return {
      credit,
      range: fundsRange(context.catalog.provider.funds, credit),
      billingAccounts: accounts.filter(({ pluginId }) => takesAtOnce(context, pluginId)),
      methods: methodsFor(context, credit, client.country),
      openCharge: open === null ? null : await chargeView(scope, open),
    };
  },
};

function methodsFor(
  context: EngineContext,
  { currency }: Money,
  country: string,
): readonly FundsMethodView[] {
  return context.catalog.provider.paymentMethods
    .filter((method) => isOffered(context, method, currency, country))
    .filter(({ pluginId }) => takesAtOnce(context, pluginId))
    .map((method) => ({
      ...methodView(context, method),
      minimum: method.minimum?.find((bound) => bound.currency === currency) ?? null,
      maximum: method.maximum?.find((bound) => bound.currency === currency) ?? null,
    }));
}

/** Funds are of use once they are there: nothing by hand, nothing by a file. */
function takesAtOnce(context: EngineContext, pluginId: string): boolean {
  return gatewayOf(context, pluginId).kind !== 'manual' && !isCollectedByFile(context, pluginId);
}

interface Begun {
  readonly chargeId: string;
}

/** `funds.add` (SPEC 8.4, 8.5): a charge that pays no invoice; what it brings is account credit. */
export const addFunds: Command<'funds.add', Begun> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Begun> {
    const principal = caller.principal as ClientPrincipal;
    const { clientId, contactId } = principal;
    const { amount: total } = input;
    const { country, currency } = await lockPayer(scope, clientId);
    await refuseAmount(scope, clientId, currency, total);
    if ((await openFundsCharge(scope, clientId)) !== null) {
      fail('charge_open', 'Funds are being added already. Wait for its end.', { field: 'amount' });
    }
    const { source } = await chosenSource(scope, principal, input, {
      total,
      country,
      invoiceIds: [],
    });
    if (!takesAtOnce(scope.context, source.pluginId)) {
      fail('method_not_available', 'Funds cannot be added in this way. Choose another.', {
        field: input.methodId === undefined ? 'billingAccountId' : 'methodId',
      });
    }
    const chargeId = scope.context.chance.uuid();
    const description = `${scope.context.catalog.provider.name}: account credit`;
    const how = await chargeInput(scope, { principal, input, source, description });
    await writeCharge(scope, { chargeId, clientId, contactId, invoices: [], total, source, how });
    return { chargeId };
  },
  after: (context, { chargeId }) => context.performKey(`charge.start:${chargeId}`),
  view: (scope, _caller, { chargeId }) => chargeView(scope, chargeId),
};

/** @throws BillingError `invalid_input` for what is outside of the limits. */
async function refuseAmount(
  scope: Scope,
  clientId: string,
  currency: string,
  amount: Money,
): Promise<void> {
  const field = 'amount';
  const credit = await creditOf(scope, clientId, currency);
  const range = fundsRange(scope.context.catalog.provider.funds, credit);
  if (range === null)
    fail('invalid_input', 'No funds can be added to this account now.', { field });
  if (amount.currency !== currency) {
    fail('invalid_input', `This account is in ${currency}.`, { field });
  }
  if (inRange(amount, range)) return;
  const [least, most] = [range.minimum, range.maximum].map(formatAmount);
  fail('invalid_input', `Between ${least} and ${most} ${currency} can be added now.`, { field });
}

/** The charge that adds funds and has not ended; there is at most one, for the client is locked. */
async function openFundsCharge({ handle }: Scope, clientId: string): Promise<string | null> {
  const row = await handle
    .selectFrom('charges')
    .leftJoin('charge_allocations', 'charge_allocations.charge_id', 'charges.id')
    .select('charges.id')
    .where('charges.client_id', '=', clientId)
    .where('charges.state', 'in', openStates)
    .where('charge_allocations.charge_id', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}
