import type { Input, Output } from '../../contract/operations.ts';
import type { OrderInput, OrderQuote, OrderView, PlaceOrder } from '../../contract/orders.ts';
import { fail } from '../../errors.ts';
import { formatAmount, money } from '../../rules/money.ts';
import { quoteOrder, type OrderQuote as RuleQuote } from '../../rules/quote.ts';
import type { TaxParty } from '../../rules/tax.ts';
import { refer } from '../affiliates/affiliates.ts';
import { sessionFromOrder } from '../clients/sessions.ts';
import { expectVatCheck, vatCheckKey } from '../clients/vat-checks.ts';
import type { Scope } from '../context.ts';
import { explanationView, taxViews } from '../invoices/invoice-documents.ts';
import { trialRefusals } from '../packages/trials.ts';
import { planStock } from '../stock.ts';
import { type Command, ownerOf, type Query } from '../use-case.ts';
import { type Buyer, buyerClient, newBuyer } from './buyers.ts';
import { writeOrder } from './order-writing.ts';
import { checkPlace } from './place-evidence.ts';

/** `orders.quote`. */
export const quote: Query<'orders.quote'> = {
  kind: 'query',
  async run(scope, caller, input): Promise<OrderQuote> {
    const buyer = await buyerClient(scope, caller.principal);
    const { provider } = scope.context.catalog;
    const address = input.taxAddress ?? { country: provider.country };
    const party: TaxParty = buyer?.party ?? { ...address, kind: 'consumer' };
    return quoteView(await price(scope, input, party, buyer), input);
  },
};

/** The price of an order by the rules, with stock and promotion uses as they stand. */
export async function price(
  scope: Scope,
  input: Pick<OrderInput, 'currency' | 'items' | 'promotionCode'>,
  party: TaxParty,
  buyer: Buyer | null,
): Promise<RuleQuote> {
  const { handle, context } = scope;
  if (buyer !== null && buyer.currency !== input.currency) {
    fail('currency_mismatch', `You are billed in ${buyer.currency}. Order in that currency.`, {
      field: 'currency',
    });
  }
  const taken = await handle.selectFrom('stock').selectAll().execute();
  const takenOf = new Map(taken.map((row) => [row.item, row.taken]));
  const totals = await handle.selectFrom('promotion_totals').selectAll().execute();
  const uses = new Map(totals.map((row) => [row.promotion, row.used]));
  const own =
    buyer === null
      ? []
      : await handle
          .selectFrom('promotion_uses')
          .select('promotion')
          .where('client_id', '=', buyer.clientId)
          .execute();
  return quoteOrder({
    catalog: context.catalog,
    on: scope.today,
    party,
    newClient: buyer === null,
    trialRefused: await trialRefusals(scope, buyer?.clientId ?? null),
    uses: (code) => uses.get(code) ?? 0,
    usesByClient: (code) => own.filter((row) => row.promotion === code).length,
    available: (productId, planId) => {
      const product = context.catalog.products.find(({ id }) => id === productId);
      const plan = product?.plans.find(({ id }) => id === planId);
      const left = [
        [product?.stock, productId] as const,
        [plan?.stock, planStock(productId, planId)] as const,
      ].flatMap(([stock, item]) => (stock === undefined ? [] : stock - (takenOf.get(item) ?? 0)));
      return left.length === 0 ? null : Math.min(...left);
    },
    input: {
      currency: input.currency,
      items: input.items.map((item) => ({
        productId: item.productId,
        planId: item.planId,
        cycle: item.cycle,
        addOns: item.addOns.map(({ addOnId, quantity }) => ({ id: addOnId, quantity })),
        domainName: item.domainName,
      })),
      promotionCode: input.promotionCode,
    },
  });
}

function quoteView(rule: RuleQuote, input: Pick<OrderInput, 'items'>): OrderQuote {
  return {
    currency: rule.currency,
    lines: rule.lines.map((line) => ({
      item: line.itemIndex,
      addOnId: line.addOnId ?? null,
      description: line.description,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      gross: line.gross,
      discount: line.discount,
      net: line.net,
      periodStart: line.period?.start ?? null,
      periodEnd: line.period?.end ?? null,
      explanation: explanationView(line.explanation),
    })),
    gross: money(rule.totals.net.amount + rule.totals.discount.amount, rule.currency),
    discount: rule.totals.discount,
    net: rule.totals.net,
    taxes: taxViews(rule.totals),
    total: rule.totals.total,
    next: rule.next.map(({ on, total }) => ({ on, total, cycle: cycleUntil(rule, input, on) })),
    promotion: rule.promotion === null ? null : promotionView(rule.promotion),
  };
}

function cycleUntil(rule: RuleQuote, input: Pick<OrderInput, 'items'>, on: string): string {
  const line = rule.lines.find((candidate) => candidate.period?.end === on);
  return input.items[line?.itemIndex ?? 0]?.cycle ?? '';
}

function promotionView(promotion: NonNullable<RuleQuote['promotion']>): OrderQuote['promotion'] {
  const [fixed] = promotion.fixed ?? [];
  const off =
    promotion.percent === undefined
      ? `${fixed === undefined ? '' : `${formatAmount(fixed)} ${fixed.currency}`} off`
      : `${promotion.percent}% off`;
  const what = { setup: ' set-up', recurring: '', both: '' }[promotion.appliesTo];
  const periods =
    promotion.periods === null
      ? 'every period'
      : promotion.periods === 1
        ? 'first period'
        : `first ${promotion.periods} periods`;
  return { code: promotion.code, description: `${off}${what}, ${periods}` };
}

interface Placed {
  readonly orderId: string;
  readonly newClient: boolean;
}

interface Prepared {
  readonly passwordHash: string | null;
}

/** `orders.place` (SPEC 4.3): client, packages and invoice, at once or not at all. */
export const place: Command<'orders.place', Placed, Prepared> = {
  kind: 'command',
  async prepare(context, input): Promise<Prepared> {
    const password = input.client?.password;
    // The hash takes long by design, so it is made before the transaction begins.
    return {
      passwordHash: password === undefined ? null : await context.secrets.hashPassword(password),
    };
  },
  async run(scope, caller, input, prepared): Promise<Placed> {
    checkTerms(scope, input);
    const existing = await buyerClient(scope, caller.principal, { lock: true });
    if (existing === null && input.client === undefined) {
      fail('invalid_input', 'Sign in, or enter your contact data.', { field: 'client' });
    }
    if (existing !== null && input.client !== undefined) {
      fail('invalid_input', 'You are signed in: leave the contact data out.', { field: 'client' });
    }
    if (existing !== null && existing.status !== 'active') {
      fail('client_not_active', 'This account cannot order. Ask the provider.');
    }
    const party = existing?.party ?? partyOf(input);
    const rule = await price(scope, input, party, existing);
    if (
      rule.totals.total.amount !== input.confirmedTotal.amount ||
      rule.currency !== input.confirmedTotal.currency
    ) {
      fail('quote_changed', 'The price has changed. Look at the new sum and confirm it.', {
        field: 'confirmedTotal',
      });
    }
    const buyer = existing ?? (await newBuyer(scope, input, prepared?.passwordHash ?? null));
    if (existing === null && input.referralCode !== undefined) {
      await refer(scope, buyer.clientId, input.referralCode);
    }
    const { request } = caller;
    const { clientId } = buyer;
    const orderId = await writeOrder(scope, { input, buyer, rule, request });
    await expectVatCheck(scope, { orderId, clientId, party });
    await checkPlace(scope, { orderId, clientId, country: party.country, request });
    return { orderId, newClient: existing === null };
  },
  // Asked while the client waits, so that he pays the right tax at once; else a worker asks later.
  after: (context, { orderId }) => context.performKey(vatCheckKey(orderId)),
  async view(scope, caller, result, input): Promise<Output<'orders.place'>> {
    const order = await orderView(scope, result.orderId, null);
    const session = result.newClient
      ? await sessionFromOrder(
          scope,
          order.clientId,
          input.commandId,
          caller.request?.origin ?? null,
        )
      : null;
    return { order, session };
  },
};

function checkTerms(scope: Scope, input: PlaceOrder): void {
  const { version } = scope.context.settings.terms;
  if (input.termsVersion !== version) {
    fail('invalid_input', 'The terms have changed. Read and accept them anew.', {
      field: 'termsVersion',
      reason: 'terms_changed',
    });
  }
}

function partyOf(input: PlaceOrder): TaxParty {
  const { client } = input;
  return {
    country: client?.country ?? '',
    state: client?.state,
    county: client?.county,
    city: client?.city,
    kind: client?.vatNumber === undefined ? 'consumer' : 'business',
    vatNumber: client?.vatNumber,
    // Until the register has confirmed the number, tax is charged (SPEC 7.12).
    vatNumberValid: false,
  };
}

/** `orders.get`. */
export const getOrder: Query<'orders.get'> = {
  kind: 'query',
  run: (scope, caller, input: Input<'orders.get'>) =>
    orderView(scope, input.orderId, ownerOf(caller.principal)),
};

/** An order as it is shown. @throws BillingError `not_found`. */
export async function orderView(
  scope: Scope,
  orderId: string,
  ownerId: string | null,
): Promise<OrderView> {
  const row = await scope.handle
    .selectFrom('orders')
    .innerJoin('invoices', 'invoices.id', 'orders.invoice_id')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .selectAll('orders')
    .select(['invoices.number as invoice_number', 'invoices.total', 'invoice_states.balance'])
    .where('orders.id', '=', orderId)
    .$if(ownerId !== null, (query) => query.where('orders.client_id', '=', ownerId ?? ''))
    .executeTakeFirst();
  if (row === undefined) fail('not_found', 'There is no such order.', { field: 'orderId' });
  const packages = await scope.handle
    .selectFrom('packages')
    .select('id')
    .where('order_id', '=', orderId)
    .orderBy('number')
    .execute();
  return {
    orderId: row.id,
    number: row.number,
    clientId: row.client_id,
    status: row.status,
    invoiceId: row.invoice_id ?? '',
    invoiceNumber: row.invoice_number,
    total: money(row.total, row.currency),
    balance: money(row.balance, row.currency),
    packageIds: packages.map(({ id }) => id),
    lapsesOn: row.lapses_on,
  };
}
