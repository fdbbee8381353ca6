import { manual } from '../../plugins/manual/index.ts';
import { sandbox } from '../../plugins/sandbox/index.ts';
import {
  createSandboxVendor,
  memoryStore,
  type SandboxVendor,
} from '../../plugins/sandbox/vendor/index.ts';
import { type Principal, scopes } from '../../src/contract/operation.ts';
import type { PlaceOrder } from '../../src/contract/orders.ts';
import type { Mail } from '../../src/ports/mailer.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import type { Catalog } from '../../src/rules/catalog.ts';
import { parseMoney } from '../../src/rules/money.ts';
import type { Store } from '../../src/storage/database.ts';
import {
  createTestBilling,
  type TestBilling,
  type TestBillingOptions,
  testChance,
  testClock,
} from '../../src/testing/billing.ts';
import { openEmbeddedStore } from './embedded-store.ts';

export { emptyStore } from './embedded-store.ts';

const secret = 'sandbox-secret';
const webhookSecret = 'a webhook secret of more than 32 letters';
const origin = 'http://vendor.example';

/** A principal of one client. */
export type ClientPrincipal = Extract<Principal, { kind: 'client' }>;

/** What a second engine of a world differs in. */
export interface Restart {
  readonly plugins?: (list: readonly Plugin[]) => readonly Plugin[];
  readonly store?: (store: Store) => Store;
  readonly callSeconds?: number;
}

/** A provider with its vendor and its mails, in one process. */
export interface World extends TestBilling {
  readonly vendor: SandboxVendor;
  readonly mails: readonly Mail[];
  /** An operator who may do everything. */
  readonly operator: Principal;
  /** A token for a card number, as the browser half would make it. */
  cardToken(number: string, expiry?: string): Promise<string>;
  /** Sets a switch of the vendor. */
  fault(target: string, mode: string, times?: number): Promise<void>;
  /** Something that happens at the vendor without us, such as `disputes`; we are notified. */
  atVendor(what: 'disputes' | 'refunds', body: object): Promise<void>;
  /** A raw request to the vendor. */
  vendorFetch(path: string, init?: RequestInit): Promise<Response>;
  /** An engine anew on the same rows, as after the end of a process. */
  restart(change?: Restart): Promise<void>;
  newId(): string;
}

/** What a world is made of. */
export interface WorldOptions {
  readonly catalog: Catalog;
  readonly store?: Store;
  readonly plugins?: (list: readonly Plugin[]) => readonly Plugin[];
  /** Real seconds after which a call is given up; by default more than a busy machine needs. */
  readonly callSeconds?: number;
  /** Other vendors by their origin, over the clock of the world. */
  readonly vendors?: (now: () => Date) => Readonly<Record<string, typeof fetch>>;
  readonly settings?: TestBillingOptions['settings'];
}

function mailbox(mails: Mail[]): Plugin {
  return {
    id: 'mailbox',
    mailer: {
      send: (mail) => {
        mails.push(mail);
        return Promise.resolve({ status: 'done', reference: mail.messageId, value: null });
      },
      lookup: (messageId) =>
        Promise.resolve(mails.some((mail) => mail.messageId === messageId) ? 'sent' : 'not_sent'),
    },
  };
}

/** Makes a world over a catalog; a store that it was given stays open when it is closed. */
export async function createWorld(options: WorldOptions): Promise<World> {
  const mails: Mail[] = [];
  const store = options.store ?? (await openEmbeddedStore());
  const clock = testClock('2026-11-22T10:00:00Z');
  const vendor: SandboxVendor = createSandboxVendor({
    store: memoryStore(),
    secret,
    webhookSecret,
    now: () => clock.now(),
    notify: async ({ body, headers }) => {
      const init = { method: 'POST', body, headers: { ...headers } };
      const request = new Request('http://provider.example/webhooks/sandbox', init);
      return billing.engine.receive('sandbox', request);
    },
  });
  const vendors = options.vendors?.(() => clock.now()) ?? {};
  const plugins = [
    sandbox({ url: origin, secret, webhookSecret }),
    manual({ instructions: 'Transfer {amount} with the reference {reference}.' }),
    mailbox(mails),
  ];
  const base: TestBillingOptions = {
    catalog: options.catalog,
    store,
    clock,
    plugins: options.plugins?.(plugins) ?? plugins,
    settings: { callSeconds: options.callSeconds ?? 60, ...options.settings },
    fetch: (input, init) => {
      const request = new Request(input, init);
      const other = vendors[new URL(request.url).origin];
      return other === undefined ? vendor.fetch(request) : other(request);
    },
  };
  const first = await createTestBilling(base);
  let billing = first;
  let engines = 1;
  const vendorFetch: World['vendorFetch'] = (path, init) =>
    vendor.fetch(new Request(`${origin}${path}`, init));
  const sendAs = (key: string, path: string, body: unknown): Promise<Response> =>
    vendorFetch(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  let ids = 0;
  return {
    ...first,
    get engine() {
      return billing.engine;
    },
    settle: () => billing.settle(),
    advanceTo: (date) => billing.advanceTo(date),
    close: () => (options.store === undefined ? store.close() : Promise.resolve()),
    operator: { kind: 'operator', name: 'test', scopes },
    vendor,
    mails,
    vendorFetch,
    restart: async (change = {}) => {
      engines += 1;
      billing = await createTestBilling({
        ...base,
        settings: { ...base.settings, ...callSecondsOf(change) },
        plugins: change.plugins?.(plugins) ?? plugins,
        store: change.store?.(store) ?? store,
        chance: testChance(engines * 7919),
      });
    },
    newId: () => {
      ids += 1;
      return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
    },
    // Tests that go on for years pay with one card.
    cardToken: async (number, expiry = '12/99') => {
      const card = { number, expiry, cvc: '123' };
      const response = await sendAs('pk_sandbox', '/v1/tokens', card);
      if (!response.ok) throw new Error(`The vendor made no token: ${await response.text()}`);
      return ((await response.json()) as { token: string }).token;
    },
    atVendor: async (what, body) => {
      const response = await sendAs(secret, `/admin/${what}`, body);
      if (!response.ok) throw new Error(`The vendor refused: ${await response.text()}`);
      await vendor.tick();
      await billing.settle();
    },
    fault: async (target, mode, times = 1) => {
      const response = await sendAs(secret, '/admin/switches', { target, mode, times });
      if (!response.ok) throw new Error(`The vendor set no switch: ${await response.text()}`);
    },
  };
}

function callSecondsOf({ callSeconds }: Restart): { callSeconds?: number } {
  return callSeconds === undefined ? {} : { callSeconds };
}

/** The order of the French consumer: Silver, annual, two dedicated IPs, WELCOME20. */
export function frenchOrder(commandId: string, more: Partial<PlaceOrder> = {}): PlaceOrder {
  return {
    commandId,
    currency: 'EUR',
    items: [
      {
        productId: 'web',
        planId: 'silver',
        cycle: 'annual',
        addOns: [{ addOnId: 'ip', quantity: 2 }],
        domainName: 'atelier-lumiere.example',
      },
    ],
    promotionCode: 'WELCOME20',
    confirmedTotal: parseMoney('134.68', 'EUR'),
    termsVersion: '1',
    client: frenchClient('camille'),
    ...more,
  };
}

/** The contact data of the French consumer, with a user name of one's own. */
export function frenchClient(userName: string): NonNullable<PlaceOrder['client']> {
  return {
    firstName: 'Camille',
    lastName: 'Moreau',
    email: 'camille@atelier-lumiere.example',
    street: '12 rue des Lilas',
    city: 'Lyon',
    zip: '69003',
    country: 'FR',
    phone: '+33 4 72 00 00 00',
    language: 'fr',
    userName,
    password: 'une longue phrase secrète',
  };
}

/** Places an order as a visitor and answers with the new client as principal. */
export async function placeOrder(
  world: World,
  order: PlaceOrder,
): Promise<{
  readonly client: ClientPrincipal;
  readonly orderId: string;
  readonly invoiceId: string;
  readonly packageId: string;
}> {
  const placed = await world.engine.execute({ kind: 'public' }, 'orders.place', order);
  const token = placed.session?.token ?? '';
  const principal = await world.engine.authenticate(token, null);
  if (principal?.kind !== 'client') throw new Error('The order opened no session.');
  const { orderId, invoiceId, packageIds } = placed.order;
  return { client: principal, orderId, invoiceId, packageId: packageIds[0] ?? '' };
}
