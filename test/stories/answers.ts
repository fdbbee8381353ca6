import type { ContactFields } from '../../src/contract/contacts.ts';
import { addContact } from '../support/contacts.ts';
import { answerChallenge, openOf, payCard } from '../support/shop.ts';
import type { World } from '../support/world.ts';
import type { TidewellLife } from './life.ts';
import { brackenfold, hosting, order } from './provider.ts';

/** Answers by the name that a fixture reads them by. */
export type Answered = Readonly<Record<string, unknown>>;

/** Invoices in the states that the year left them in. */
export async function invoiceAnswers(world: World, life: TidewellLife): Promise<Answered> {
  const { client, renewalId, returned, late, silver } = life;
  const get = (invoiceId: string) => world.engine.execute(client, 'invoices.get', { invoiceId });
  const page = await world.engine.execute(client, 'invoices.list', {});
  const note = page.rows.find(({ kind }) => kind === 'credit_note');
  return {
    page,
    partlyPaid: await get(renewalId),
    corrected: await get(returned.invoiceId),
    creditNote: await get(note?.invoiceId ?? ''),
    pending: await get(late.invoiceId),
    paid: await get(silver.invoiceId),
  };
}

/** Packages, and why the next invoice is what it is. */
export async function packageAnswers(world: World, life: TidewellLife): Promise<Answered> {
  const get = (packageId: string) =>
    world.engine.execute(life.client, 'packages.get', { packageId });
  return {
    page: await world.engine.execute(life.client, 'packages.list', {}),
    active: await get(life.silver.packageId),
    renewing: await get(life.gold.packageId),
    suspended: await get(life.bronze.packageId),
    pending: await get(life.pending.packageId),
    service: await get(life.support.packageId),
    explanation: await world.engine.execute(life.client, 'packages.explain', {
      packageId: life.silver.packageId,
    }),
    stopped: await world.engine.execute(life.client, 'packages.explain', {
      packageId: life.bronze.packageId,
    }),
  };
}

/** The account at a glance, that of a client who has nothing, and what waits. */
export async function accountAnswers(world: World, life: TidewellLife): Promise<Answered> {
  const { client } = life;
  const readings = [{ day: '2026-11-20', resource: 'disk', value: '41.4' }];
  const { packageId } = life.silver;
  await world.engine.execute(world.operator, 'usage.record', {
    commandId: world.newId(),
    packageId,
    readings,
  });
  return {
    overview: await world.engine.execute(client, 'account.overview', {}),
    todos: await world.engine.execute(client, 'todos.list', {}),
    programs: await world.engine.execute(client, 'affiliates.get', {}),
    outlook: await world.engine.execute(client, 'clients.outlook', { clientId: client.clientId }),
    balances: await world.engine.execute(client, 'books.balanceReport', {}),
    session: await world.engine.execute(client, 'sessions.current', {}),
    joined: await world.engine.execute(client, 'affiliates.join', {
      commandId: world.newId(),
      programId: 'agencies',
    }),
  };
}

const oskar: Partial<ContactFields> = {
  firstName: 'Oskar',
  lastName: 'Tamm',
  email: 'oskar@tidewell-atelier.com',
  street: '100 Congress Avenue',
  city: 'Austin',
  state: 'TX',
  county: 'Travis',
  zip: '78701',
  country: 'US',
  phone: '+1 512 555 0100',
  mailFormat: 'plain',
  mails: ['invoice', 'paid'],
  areas: ['invoices', 'packages'],
};

/** Three contacts, and what a form may offer. */
export async function contactAnswers(world: World, { client }: TidewellLife): Promise<Answered> {
  const second = await addContact(world, client, 'oskar.tamm', oskar);
  await addContact(world, client, 'bracken', {
    ...oskar,
    company: 'Bracken Bookkeeping',
    firstName: 'Accounts',
    lastName: 'Office',
    email: 'invoices@bracken-bookkeeping.example',
    areas: ['invoices', 'billing_accounts'],
  });
  const { contactId = '' } = client;
  const county = (state: string) => world.engine.execute(client, 'contacts.counties', { state });
  return {
    list: await world.engine.execute(client, 'contacts.list', {}),
    options: await world.engine.execute(client, 'contacts.options', {}),
    primary: await world.engine.execute(client, 'contacts.get', { contactId }),
    second,
    texas: await county('TX'),
    session: await world.engine.execute(client, 'sessions.current', {}),
  };
}

/** Quotes of changes, and what came of them. */
export async function changeAnswers(
  world: World,
  { client, silver }: TidewellLife,
): Promise<Answered> {
  const { packageId } = silver;
  const quote = (planId: string) =>
    world.engine.execute(client, 'packages.quoteChange', { packageId, planId });
  const make = ({ token }: { readonly token: string }) =>
    world.engine.execute(client, 'packages.change', {
      commandId: world.newId(),
      packageId,
      token,
    });
  const later = await quote('bronze');
  const scheduled = await make(later);
  const takenBack = await world.engine.execute(client, 'packages.takeBackChange', {
    commandId: world.newId(),
    packageId,
  });
  const upgrade = await quote('gold');
  return {
    catalog: await world.engine.execute({ kind: 'public' }, 'catalog.get', {}),
    upgrade,
    later,
    addOns: await world.engine.execute(client, 'packages.quoteChange', {
      packageId,
      addOns: [{ addOnId: 'ip', quantity: 3 }],
    }),
    scheduled,
    takenBack,
    unpaid: await make(upgrade),
  };
}

/** An order, from the shop window to each way that its payment can end. */
export async function saleAnswers(world: World): Promise<Answered> {
  const visitor = { kind: 'public' } as const;
  const buyer = { ...brackenfold, userName: 'maren' };
  const item = hosting('gold', 'annual', 'fold.example', [{ addOnId: 'ip', quantity: 1 }]);
  const first = await order(world, buyer, item);
  const again = async () => order(world, first.client, hosting('silver', 'monthly', 'a.example'));
  const card = async (kind: Parameters<typeof payCard>[2]) => payCard(world, await again(), kind);
  const asking = await card('challenge');
  const { client } = first;
  const pay = { commandId: world.newId(), invoiceIds: [first.invoiceId], methodId: 'transfer' };
  const answers = {
    provider: await world.engine.execute(visitor, 'provider.get', {}),
    session: await world.engine.execute(client, 'sessions.current', {}),
    visitor: await world.engine.execute(visitor, 'sessions.current', {}),
    quote: await world.engine.execute(visitor, 'orders.quote', {
      currency: 'EUR',
      items: [item],
      taxAddress: { country: 'DE' },
      promotionCode: 'WELCOME20',
    }),
    order: await world.engine.execute(client, 'orders.get', { orderId: first.orderId }),
    asking,
    canceled: await world.engine.execute(client, 'payments.cancel', {
      commandId: world.newId(),
      chargeId: asking.chargeId,
    }),
    paid: await payCard(world, await again(), 'good', { save: true }),
    partly: await card('partial'),
    declined: await card('poor'),
    pending: await card('late'),
    instructions: await world.engine.execute(client, 'payments.pay', {
      ...pay,
      confirmedTotal: await openOf(world, first),
    }),
    options: await world.engine.execute(client, 'payments.options', { invoiceIds: [] }),
  };
  const last = await card('challenge');
  await answerChallenge(world, last, 'approve');
  const resumed = await world.engine.execute(client, 'payments.resume', {
    commandId: world.newId(),
    chargeId: last.chargeId,
  });
  return { ...answers, resumed };
}
