import { manual } from '../../plugins/manual/index.ts';
import { sandbox } from '../../plugins/sandbox/index.ts';
import { createSandboxVendor, memoryStore, type SandboxVendor } from '../../plugins/sandbox/vendor/index.ts';
import type { Principal } from '../../src/contract/operation.ts';
import type { PlaceOrder } from '../../src/contract/orders.ts';
import type { Mail } from '../../src/ports/mailer.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import type { Catalog } from '../../src/rules/catalog.ts';
import { parseMoney } from '../../src/rules/money.ts';
import type { Store } from '../../src/storage/database.ts';
import { createTestBilling, type TestBilling } from '../../src/testing/billing.ts';

const secret = 'sandbox-secret';
const webhookSecret = 'a webhook secret of more than 32 letters';
const origin = 'http://vendor.example';

/** A provider with its vendor and its mails, in one process. */
export interface World extends TestBilling {
  readonly vendor: SandboxVendor;
  readonly mails: readonly Mail[];
  /** A token for a card number, as the browser half would make it. */
  cardToken(number: string): Promise<string>;
  /** Sets a switch of the vendor. */
  fault(target: string, mode: string, times?: number): Promise<void>;
  /** A raw request to the vendor. */
  vendorFetch(path: string, init?: RequestInit): Promise<Response>;
  newId(): string;
}

/** Makes a world over a catalog. */
export async function createWorld(options: {
  readonly catalog: Catalog;
  readonly store?: Store;
  readonly plugins?: (list: readonly Plugin[]) => readonly Plugin[];
  readonly callSeconds?: number;
}): Promise<World> {
  const mails: Mail[] = [];
  const mailbox: Plugin = {
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
  let billing: TestBilling | undefined;
  const vendor = createSandboxVendor({
    store: memoryStore(),
    secret,
    webhookSecret,
    now: () => billing?.clock.now() ?? new Date(0),
    notify: async ({ body, headers }) => {
      const request = new Request('http://provider.example/webhooks/sandbox', {
        method: 'POST',
        body,
        headers: { ...headers },
      });
      return billing === undefined
        ? new Response(null, { status: 503 })
        : billing.engine.receive('sandbox', request);
    },
  });
  const plugins = [
    sandbox({ url: origin, secret, webhookSecret }),
    manual({ instructions: 'Transfer {amount} with the reference {reference}.' }),
    mailbox,
  ];
  billing = await createTestBilling({
    catalog: options.catalog,
    ...(options.store === undefined ? {} : { store: options.store }),
    plugins: options.plugins?.(plugins) ?? plugins,
    settings: { callSeconds: options.callSeconds ?? 5 },
    fetch: (input, init) => vendor.fetch(new Request(input, init)),
  });
  const vendorFetch: World['vendorFetch'] = (path, init) =>
    vendor.fetch(new Request(`${origin}${path}`, init));
  let ids = 0;
  return {
    ...billing,
    vendor,
    mails,
    vendorFetch,
    newId: () => {
      ids += 1;
      return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
    },
    cardToken: async (number) => {
      const response = await vendorFetch('/v1/tokens', {
        method: 'POST',
        headers: { authorization: 'Bearer pk_sandbox', 'content-type': 'application/json' },
        body: JSON.stringify({ number, expiry: '12/30', cvc: '123' }),
      });
      const body = (await response.json()) as { token?: string; id?: string };
      return body.token ?? body.id ?? '';
    },
    fault: async (target, mode, times = 1) => {
      await vendorFetch('/admin/switches', {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ target, mode, times }),
      });
    },
  };
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
    client: {
      firstName: 'Camille',
      lastName: 'Moreau',
      email: 'camille@atelier-lumiere.example',
      street: '12 rue des Lilas',
      city: 'Lyon',
      zip: '69003',
      country: 'FR',
      phone: '+33 4 72 00 00 00',
      language: 'fr',
      userName: 'camille',
      password: 'une longue phrase secrète',
    },
    ...more,
  };
}

/** Places an order as a visitor and answers with the new client as principal. */
export async function placeOrder(
  world: World,
  order: PlaceOrder,
): Promise<{
  readonly client: Extract<Principal, { kind: 'client' }>;
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
