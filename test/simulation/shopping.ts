import type { OrderItem } from '../../src/contract/orders.ts';
import type { ClientAction, PayInput } from '../../src/contract/payments.ts';
import { sum } from '../../src/rules/money.ts';
import { cards } from '../support/shop.ts';
import { frenchClient } from '../support/world.ts';
import { send } from './commands.ts';
import { act, awake, vendorAccess } from './nodes.ts';
import type { Account, Shopper } from './people.ts';
import { later, note, type Universe } from './universe.ts';

const cardsByUse = [
  { card: cards.good, weight: 10 },
  { card: cards.challenge, weight: 4 },
  { card: cards.late, weight: 4 },
  { card: cards.poor, weight: 2 },
  { card: cards.stolen, weight: 1 },
  { card: cards.partial, weight: 1 },
] as const;

const inEuro: readonly (OrderItem & { readonly weight: number })[] = [
  { productId: 'web', planId: 'silver', cycle: 'monthly', addOns: [], weight: 5 },
  { productId: 'web', planId: 'silver', cycle: 'annual', addOns: [], weight: 2 },
  { productId: 'web', planId: 'gold', cycle: 'annual', addOns: [], weight: 1 },
  { productId: 'vps', planId: 'vps-s', cycle: 'monthly', addOns: [], weight: 2 },
  { productId: 'vps', planId: 'vps-m', cycle: 'monthly', addOns: [], weight: 1 },
  { productId: 'support', planId: 'hour', cycle: 'one-time', addOns: [], weight: 1 },
  { productId: 'support', planId: 'free', cycle: 'one-time', addOns: [], weight: 1 },
];

function itemsFor({ dice }: Universe, shopper: Shopper): OrderItem[] {
  const addOns = dice.chance(0.4) ? [{ addOnId: 'ip', quantity: dice.int(1, 4) }] : [];
  if (shopper.currency === 'JPY') {
    return [{ productId: 'web', planId: 'silver', cycle: 'annual', addOns }];
  }
  const count = dice.chance(0.8) ? 1 : 2;
  return Array.from({ length: count }, () => {
    const { weight: _weight, ...item } = dice.weighted(inEuro);
    return item.planId === 'silver' ? { ...item, addOns } : item;
  });
}

/** Orders at the price that is quoted, as a visitor or signed in; at times twice at once. */
export function order(universe: Universe, shopper: Shopper): void {
  const { dice } = universe;
  const { currency, country } = shopper;
  const isNew = shopper.principal === null;
  const principal = shopper.principal ?? ({ kind: 'public' } as const);
  const items = itemsFor(universe, shopper);
  const code = dice.chance(0.3) ? dice.pick(['WELCOME20', 'FIVER', 'LAST', 'FOREVER10']) : null;
  const input = { currency, items, ...(code === null ? {} : { promotionCode: code }) };
  const taxAddress = country === 'CA' ? { country, state: 'QC' } : { country };
  shopper.ordering = true;
  send(universe, {
    principal,
    name: 'orders.quote',
    input: { ...input, ...(isNew ? { taxAddress } : {}) },
    refused: () => {
      shopper.ordering = false;
    },
    answered: (quote) => {
      const client = { ...frenchClient(shopper.userName), ...taxAddress };
      const place = {
        ...input,
        commandId: universe.newId(),
        confirmedTotal: quote.total,
        termsVersion: '1',
        ...(isNew ? { client } : {}),
      };
      later(universe, dice.int(1000, 900_000), 'place', () => {
        const times = dice.chance(0.1) ? 2 : 1;
        for (let time = 0; time < times; time += 1) placeOrder(universe, shopper, place);
      });
    },
  });
}

function placeOrder(
  universe: Universe,
  shopper: Shopper,
  input: Parameters<typeof send<'orders.place'>>[1]['input'],
): void {
  send(universe, {
    principal: shopper.principal ?? { kind: 'public' },
    name: 'orders.place',
    input,
    refused: () => {
      shopper.ordering = false;
    },
    answered: async (placed) => {
      shopper.ordering = false;
      if (shopper.principal !== null || placed.session === null) return;
      const { token } = placed.session;
      signIn(universe, shopper, token);
    },
  });
}

function signIn(universe: Universe, shopper: Shopper, token: string): void {
  const again = (): void =>
    later(universe, 1000, 'sign in', () => signIn(universe, shopper, token));
  const nodes = awake(universe);
  if (nodes.length === 0) {
    again();
    return;
  }
  const node = universe.dice.pick(nodes);
  const work = async (): Promise<void> => {
    const principal = await node.engine?.authenticate(token, null);
    // The session ends after a while; the shopper then signs in with his password.
    if (principal?.kind === 'client') shopper.principal = principal;
  };
  act(universe, node, 'sign in', work, again);
}

/** A token of a card, made by the browser at the vendor, where nothing goes wrong. */
export async function cardToken(universe: Universe, number: string): Promise<string> {
  const response = await universe.vendor.fetch(
    new Request(`${vendorAccess.url}/v1/tokens`, {
      method: 'POST',
      headers: { authorization: 'Bearer pk_sandbox', 'content-type': 'application/json' },
      body: JSON.stringify({ number, expiry: '12/39', cvc: '123' }),
    }),
  );
  return ((await response.json()) as { token: string }).token;
}

/** How a payment is made: in one tab, by a double click, or in two tabs at once. */
export type PayStyle = 'once' | 'double-click' | 'two-tabs';

/** Pays one open invoice or all, by card, by a saved card, or by transfer. */
export async function pay(
  universe: Universe,
  account: Account,
  { style, all, card }: { readonly style: PayStyle; readonly all: boolean; readonly card?: string },
): Promise<void> {
  const { dice } = universe;
  const invoices = all ? account.unpaid : [dice.pick(account.unpaid)];
  const [first] = invoices;
  if (first === undefined) return;
  const base = {
    invoiceIds: invoices.map(({ id }) => id),
    confirmedTotal: sum(
      invoices.map(({ balance }) => balance),
      first.balance.currency,
    ),
  };
  const tabs = style === 'two-tabs' ? 2 : 1;
  for (let tab = 0; tab < tabs; tab += 1) {
    const source =
      card === undefined
        ? await sourceOf(universe, account, first.balance.currency)
        : await byCard(universe, card);
    const input = { ...base, ...source, commandId: universe.newId() };
    for (let click = 0; click < (style === 'double-click' ? 2 : 1); click += 1) {
      send(universe, {
        principal: account.principal,
        name: 'payments.pay',
        input,
        answered: ({ chargeId, action }) => {
          if (action !== null && asksClient(action)) {
            meetStep(universe, account, chargeId, action);
          }
        },
      });
    }
  }
}

async function sourceOf(
  universe: Universe,
  account: Account,
  currency: string,
): Promise<Pick<PayInput, 'methodId' | 'billingAccountId' | 'gatewayData' | 'save'>> {
  const { dice } = universe;
  if (account.savedCards.length > 0 && dice.chance(0.5)) {
    return { billingAccountId: dice.pick(account.savedCards) };
  }
  if (currency === 'EUR' && dice.chance(0.1)) return { methodId: 'transfer' };
  return byCard(universe, dice.weighted(cardsByUse).card);
}

async function byCard(
  universe: Universe,
  card: string,
): Promise<Pick<PayInput, 'methodId' | 'gatewayData' | 'save'>> {
  const { dice, gateway } = universe;
  const save = dice.chance(0.5);
  const gatewayData = gateway?.data(card, save) ?? { token: await cardToken(universe, card) };
  return { methodId: 'card', gatewayData, save };
}

const asksClient = ({ kind }: ClientAction): boolean =>
  kind === 'challenge' || kind === 'client' || kind === 'redirect';

/** Mostly answers the bank soon, at times too late, at times never; then comes back or not. */
function meetStep(
  universe: Universe,
  { principal }: Account,
  chargeId: string,
  action: ClientAction,
): void {
  const { dice, trace } = universe;
  if (dice.chance(0.2)) {
    trace.count('challenge abandoned');
    return;
  }
  const minutes = dice.chance(0.8) ? dice.int(1, 10) : dice.int(10, 60);
  later(universe, minutes * 60_000, 'challenge', async () => {
    const answer = dice.chance(0.8) ? 'approve' : 'reject';
    await takeStep(universe, action, answer);
    note(universe, `the challenge of ${chargeId} was answered: ${answer}`);
    if (dice.chance(0.2)) return;
    const input = { commandId: universe.newId(), chargeId };
    send(universe, { principal, name: 'payments.resume', input });
  });
}

async function takeStep(
  universe: Universe,
  action: ClientAction,
  answer: 'approve' | 'reject',
): Promise<void> {
  if (action.kind !== 'challenge') {
    await universe.gateway?.answer(action, answer === 'approve');
    return;
  }
  const { pathname, search } = new URL(action.url);
  const body = new URLSearchParams({ answer });
  await universe.vendor.fetch(
    new Request(`${vendorAccess.url}${pathname}${search}`, { method: 'POST', body }),
  );
}

/** Comes back to a payment that waits, with or without an answer of the bank. */
export function resume(universe: Universe, { principal, waiting }: Account): void {
  const input = { commandId: universe.newId(), chargeId: universe.dice.pick(waiting).id };
  send(universe, { principal, name: 'payments.resume', input });
}

/** Gives up a charge that waits. */
export function cancelCharge(universe: Universe, account: Account): void {
  const charge = universe.dice.pick(account.waiting);
  const input = { commandId: universe.newId(), chargeId: charge.id };
  send(universe, { principal: account.principal, name: 'payments.cancel', input });
}
