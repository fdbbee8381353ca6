import type { Principal } from '../../src/contract/operation.ts';
import type { OrderItem, PlaceOrder } from '../../src/contract/orders.ts';
import type { Engine } from '../../src/engine/engine.ts';

const items: readonly OrderItem[] = [
  {
    productId: 'web',
    planId: 'silver',
    cycle: 'monthly',
    addOns: [{ addOnId: 'ip', quantity: 1 }],
    domainName: 'tidewell-atelier.example',
  },
];

const client: NonNullable<PlaceOrder['client']> = {
  firstName: 'Iris',
  lastName: 'Quenby',
  company: 'Tidewell Atelier',
  email: 'iris@tidewell-atelier.example',
  street: 'Uferweg 8',
  city: 'Kiel',
  zip: '24103',
  country: 'DE',
  phone: '+49 431 5550',
  language: 'en',
  userName: 'tidewell',
  password: 'a long phrase for a page',
};

/** A client with one monthly package, whose first invoice is paid by a card that is kept. */
export async function seed(engine: Engine, token: string): Promise<Principal> {
  const visitor = { kind: 'public' } as const;
  const input = { currency: 'EUR', items };
  const quote = await engine.execute(visitor, 'orders.quote', {
    ...input,
    taxAddress: { country: 'DE' },
  });
  const { order, session } = await engine.execute(visitor, 'orders.place', {
    ...input,
    commandId: crypto.randomUUID(),
    confirmedTotal: quote.total,
    termsVersion: '1',
    client,
  });
  const principal = await engine.authenticate(session?.token ?? '', null);
  if (principal === null) throw new Error('The order opened no session.');
  await engine.execute(principal, 'payments.pay', {
    commandId: crypto.randomUUID(),
    invoiceIds: [order.invoiceId],
    confirmedTotal: quote.total,
    methodId: 'card',
    save: true,
    gatewayData: { token },
  });
  return principal;
}
