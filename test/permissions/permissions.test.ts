import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/contract/operation.ts';
import {
  contract,
  type Input,
  type OperationName,
  operationNames,
} from '../../src/contract/operations.ts';
import { type ErrorCode, isBillingError } from '../../src/errors.ts';
import { operationSchemas, parseInput } from '../../src/operations/index.ts';
import { exampleCatalog } from '../support/catalog.ts';
import { createWorld, emptyStore, frenchOrder, placeOrder, type World } from '../support/world.ts';

type Placed = Awaited<ReturnType<typeof placeOrder>>;

let world: World;
let own: Placed;
let other: Placed;
let sessionId: string;

beforeAll(async () => {
  world = await createWorld({ catalog: exampleCatalog, store: await emptyStore() });
  own = await placeOrder(world, frenchOrder(world.newId()));
  const order = frenchOrder(world.newId());
  const client = order.client && { ...order.client, userName: 'someone-else' };
  other = await placeOrder(world, { ...order, ...(client === undefined ? {} : { client }) });
  const operator: Principal = { kind: 'operator', name: 'o', scopes: ['sessions:write'] };
  const session = await world.engine.execute(operator, 'clientSessions.create', {
    commandId: world.newId(),
    clientId: own.client.clientId,
    areas: [],
    origin: 'https://panel.example',
  });
  sessionId = session.sessionId;
});
afterAll(() => world.close());

const takenName: Input<'contacts.add'>['contact'] = {
  firstName: 'Ada',
  lastName: 'Martin',
  email: 'ada@example.com',
  street: '1 rue du Port',
  city: 'Lyon',
  zip: '69001',
  country: 'FR',
  phone: '+33 4 7200 0000',
  userName: 'someone-else',
  language: 'en',
  mailFormat: 'html',
  mails: [],
  areas: [],
};

/** An input that names things of a client; a charge and a to-do need not exist to be refused. */
function inputOf(name: OperationName, of: Ids): Input<OperationName> {
  const commandId = world.newId();
  const { client: _left, ...known } = frenchOrder(commandId);
  const inputs: { readonly [Name in OperationName]: () => Input<Name> } = {
    'provider.get': () => ({}),
    'catalog.get': () => ({}),
    'orders.quote': () => ({ currency: 'EUR', items: known.items }),
    'orders.place': () => ({ ...known, items: [] }),
    'orders.get': () => ({ orderId: of.orderId }),
    'orders.hold': () => ({ commandId, orderId: 'none', reason: 'A test.' }),
    'orders.accept': () => ({ commandId, orderId: 'none', reason: 'A test.' }),
    'orders.markFraudulent': () => ({ commandId, orderId: 'none', reason: 'A test.' }),
    'invoices.list': () => ({ clientId: of.clientId }),
    'invoices.get': () => ({ invoiceId: of.invoiceId }),
    'invoices.markPaid': () => ({
      commandId,
      invoiceId: 'none',
      paidOn: '2026-11-22',
      method: 'Bank transfer',
      reference: '1',
    }),
    'invoices.cancel': () => ({ commandId, invoiceId: 'none', reason: 'A mistake.' }),
    'invoices.credit': () => ({ commandId, invoiceId: 'none', reason: 'A test.' }),
    'invoices.refund': () => ({
      commandId,
      invoiceId: 'none',
      amount: known.confirmedTotal,
      reason: 'goodwill',
      way: 'source',
      note: 'A test.',
    }),
    'invoices.promise': () => ({ commandId, invoiceId: 'none' }),
    'catalog.check': () => ({ document: '{}' }),
    'catalog.load': () => ({ commandId, document: '{}' }),
    'clients.credit': () => ({
      commandId,
      clientId: 'none',
      amount: known.confirmedTotal,
      reason: 'A test.',
    }),
    'clients.unpark': () => ({ commandId, clientId: 'none', reason: 'A test.' }),
    'books.balanceReport': () => ({ clientId: of.clientId }),
    'books.entries': () => ({}),
    'books.export': () => ({}),
    'books.check': () => ({}),
    'books.reconcile': () => ({
      commandId,
      pluginId: 'sandbox',
      from: '2026-11-01',
      until: '2026-11-30',
    }),
    'runs.start': () => ({ commandId, preview: true }),
    'runs.list': () => ({}),
    'runs.get': () => ({ runId: 'none' }),
    'switches.list': () => ({}),
    'switches.set': () => ({ commandId, effect: 'charging', on: true }),
    'payments.methods': () => ({ amount: known.confirmedTotal }),
    'payments.options': () => ({ invoiceIds: [of.invoiceId] }),
    'payments.pay': () => ({
      commandId,
      invoiceIds: [of.invoiceId],
      confirmedTotal: known.confirmedTotal,
      methodId: 'no such method',
    }),
    'funds.options': () => ({}),
    'funds.add': () => ({ commandId, amount: known.confirmedTotal, methodId: 'card' }),
    'payments.get': () => ({ chargeId: of.chargeId }),
    'payments.resume': () => ({ commandId, chargeId: of.chargeId }),
    'payments.cancel': () => ({ commandId, chargeId: of.chargeId }),
    'packages.list': () => ({ clientId: of.clientId }),
    'packages.get': () => ({ packageId: of.packageId }),
    'packages.signIn': () => ({ commandId, packageId: of.packageId }),
    'packages.changeStatus': () => ({
      commandId,
      packageId: 'none',
      status: 'suspended',
      reason: 'A test.',
    }),
    'packages.retry': () => ({ commandId, packageId: 'none' }),
    'packages.quoteChange': () => ({ packageId: of.packageId }),
    'packages.change': () => ({ commandId, packageId: of.packageId, token: 'no.token' }),
    'packages.takeBackChange': () => ({ commandId, packageId: of.packageId }),
    'packages.cancel': () => ({
      commandId,
      packageId: of.packageId,
      when: 'period-end',
      reason: 'A test.',
    }),
    'packages.undoCancel': () => ({ commandId, packageId: of.packageId }),
    'packages.move': () => ({
      commandId,
      packageId: 'none',
      toClientId: 'none',
      reason: 'A test.',
    }),
    'prices.previewRaise': () => ({
      productId: 'none',
      cycle: 'annual',
      price: known.confirmedTotal,
    }),
    'prices.announceRaise': () => ({
      commandId,
      productId: 'none',
      cycle: 'annual',
      price: known.confirmedTotal,
    }),
    'prices.withdrawRaise': () => ({ commandId, campaignId: 'none' }),
    'sessions.current': () => ({}),
    'clientSessions.create': () => ({
      commandId,
      clientId: of.clientId,
      areas: [],
      origin: 'https://panel.example',
    }),
    'clientSessions.revoke': () => ({ commandId, sessionId }),
    'clients.get': () => ({ clientId: of.clientId }),
    'clients.list': () => ({}),
    'clients.changeStatus': () => ({
      commandId,
      clientId: 'none',
      status: 'active',
      reason: 'A test.',
    }),
    'billingAccounts.list': () => ({ clientId: of.clientId }),
    'billingAccounts.get': () => ({ billingAccountId: 'none' }),
    'billingAccounts.options': () => ({}),
    'billingAccounts.add': () => ({
      commandId,
      methodId: 'none',
      packageIds: [],
      makeDefault: false,
      ownerContactId: of.contactId,
    }),
    'billingAccounts.setup': () => ({ setupId: 'none' }),
    'billingAccounts.resume': () => ({ commandId, setupId: 'none' }),
    'billingAccounts.change': () => ({
      commandId,
      billingAccountId: 'none',
      version: 1,
      ownerContactId: of.contactId,
      packageIds: [],
      makeDefault: false,
    }),
    'billingAccounts.previewRemoval': () => ({ billingAccountId: 'none' }),
    'billingAccounts.remove': () => ({ commandId, billingAccountId: 'none', version: 1 }),
    'billingAccounts.routing': () => ({ clientId: of.clientId }),
    'billingAccounts.setFallback': () => ({ commandId, billingAccountIds: ['none'] }),
    'contacts.list': () => ({ clientId: of.clientId }),
    'contacts.options': () => ({}),
    'contacts.counties': () => ({ state: 'TX' }),
    'contacts.get': () => ({ contactId: of.contactId }),
    // A stale version and a user name that is taken: whoever may do it is refused for that.
    'contacts.add': () => ({ commandId, clientId: of.clientId, contact: takenName }),
    'contacts.change': () => ({
      commandId,
      contactId: of.contactId,
      version: 99,
      contact: takenName,
    }),
    'contacts.remove': () => ({ commandId, contactId: of.contactId, version: 99 }),
    'contacts.makePrimary': () => ({ commandId, contactId: of.contactId, version: 99 }),
    'collections.list': () => ({ clientId: of.clientId }),
    'collections.settle': () => ({ commandId, collectionId: 'none', result: 'paid' }),
    'collectionFiles.list': () => ({}),
    'collectionFiles.get': () => ({ collectionFileId: 'none' }),
    'collectionFiles.add': () => ({ commandId, format: 'pain008', keyId: 'none' }),
    'account.overview': () => ({ clientId: of.clientId }),
    'account.features': () => ({}),
    'usage.record': () => ({
      commandId,
      packageId: 'none',
      readings: [{ day: '2026-11-22', resource: 'disk', value: '1' }],
    }),
    'packages.explain': () => ({ packageId: of.packageId }),
    'clients.outlook': () => ({ clientId: of.clientId }),
    'affiliates.get': () => ({ clientId: of.clientId }),
    'affiliates.join': () => ({ commandId, programId: 'none' }),
    'affiliates.payOut': () => ({
      commandId,
      affiliateId: 'none',
      amount: known.confirmedTotal,
      way: 'credit',
    }),
    'passwords.set': () => ({ commandId, token: 'no token', password: 'a long password' }),
    'todos.list': () => ({}),
    'todos.complete': () => ({ commandId, todoId: 'none' }),
  };
  return inputs[name]();
}

interface Ids {
  readonly clientId: string;
  readonly orderId: string;
  readonly invoiceId: string;
  readonly packageId: string;
  readonly chargeId: string;
  readonly contactId: string;
}

const idsOf = (placed: Placed): Ids => ({
  clientId: placed.client.clientId,
  orderId: placed.orderId,
  invoiceId: placed.invoiceId,
  packageId: placed.packageId,
  chargeId: 'none',
  contactId: placed.client.contactId,
});

/** The code with which an operation refuses, or null when it answers. */
async function refusal(
  principal: Principal,
  name: OperationName,
  input: Input<OperationName>,
): Promise<{ readonly code: ErrorCode; readonly text: string } | null> {
  try {
    await world.engine.execute(principal, name, input as never);
    return null;
  } catch (error) {
    if (!isBillingError(error)) throw error;
    const { code, message, field } = error;
    return { code, text: JSON.stringify({ code, message, field }) };
  }
}

const permission = ['unauthenticated', 'forbidden'];

describe.each(operationNames)('%s', (name) => {
  const { access } = contract[name];

  it('[3.7] answers the public only where the contract says so', async () => {
    const answer = await refusal({ kind: 'public' }, name, inputOf(name, idsOf(own)));
    if (access.public === true) expect(permission).not.toContain(answer?.code);
    else expect(answer?.code).toBe('unauthenticated');
  });

  it('[3.7] answers the own client where the contract says so', async () => {
    const answer = await refusal(own.client, name, inputOf(name, idsOf(own)));
    const may = access.client !== undefined || access.public === true;
    if (may) expect(permission).not.toContain(answer?.code);
    else expect(answer?.code).toBe('forbidden');
  });

  it('[3.7] answers another client as if the thing did not exist', async () => {
    const none: Ids = {
      clientId: world.newId(),
      orderId: world.newId(),
      invoiceId: world.newId(),
      packageId: world.newId(),
      chargeId: world.newId(),
      contactId: world.newId(),
    };
    const foreign = await refusal(other.client, name, inputOf(name, idsOf(own)));
    const missing = await refusal(other.client, name, inputOf(name, none));
    expect(foreign?.text ?? null).toBe(missing?.text ?? null);
    const names = [
      'orders.get',
      'invoices.get',
      'packages.get',
      'payments.options',
      'clients.get',
      'contacts.get',
      'contacts.remove',
    ];
    if (names.includes(name)) expect(foreign?.code).toBe('not_found');
  });

  it('[3.6] refuses a contact without the area', async () => {
    const contact: Principal = { ...own.client, areas: [] };
    const answer = await refusal(contact, name, inputOf(name, idsOf(own)));
    const free = access.client === 'any' || (access.client === undefined && access.public === true);
    if (free) expect(permission).not.toContain(answer?.code);
    else expect(answer?.code).toBe('forbidden');
  });

  it('[3.8] refuses an operator without the scope', async () => {
    const operator: Principal = { kind: 'operator', name: 'nobody', scopes: [] };
    const answer = await refusal(operator, name, inputOf(name, idsOf(own)));
    if (access.operator === undefined && access.public === true) {
      expect(permission).not.toContain(answer?.code);
    } else expect(answer?.code).toBe('forbidden');
  });

  it('[3.8] lets an operator with the scope in', async () => {
    if (access.operator === undefined) return;
    const operator: Principal = { kind: 'operator', name: 'one', scopes: [access.operator] };
    const answer = await refusal(operator, name, inputOf(name, idsOf(own)));
    expect(permission).not.toContain(answer?.code);
  });
});

it('[3.7] every operation has a schema, and a valid input passes it', () => {
  for (const name of operationNames) {
    expect(operationSchemas[name], name).toBeDefined();
    if (name === 'orders.place') continue;
    expect(() => parseInput(name, inputOf(name, idsOf(own))), name).not.toThrow();
  }
});
