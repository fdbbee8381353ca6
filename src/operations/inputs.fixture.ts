import type { Input, OperationName } from '../contract/operations.ts';
import type { Money } from '../rules/money.ts';

const commandId = '018f2f6e-7c1a-4b60-9d0e-5a3c1f7b2d11';

const total: Money = { amount: 10_355n, currency: 'EUR' };

const item: Input<'orders.quote'>['items'][number] = {
  productId: 'web',
  planId: 'silver',
  cycle: 'annual',
  addOns: [{ addOnId: 'ip', quantity: 1 }],
};

const newClient: NonNullable<Input<'orders.place'>['client']> = {
  firstName: 'Ada',
  lastName: 'Martin',
  email: 'ada@example.com',
  street: '1 rue du Port',
  city: 'Lyon',
  zip: '69001',
  country: 'FR',
  phone: '+33 4 7200 0000',
  userName: 'ada.martin',
};

/** A valid input of every operation, with little more than what is needed. */
export const validInputs: { readonly [Name in OperationName]: Input<Name> } = {
  'provider.get': {},
  'catalog.get': {},
  'orders.quote': { currency: 'EUR', items: [item], taxAddress: { country: 'FR' } },
  'orders.place': {
    commandId,
    currency: 'EUR',
    items: [item],
    confirmedTotal: total,
    termsVersion: '1',
    client: newClient,
  },
  'orders.get': { orderId: 'order-1' },
  'invoices.list': {},
  'invoices.get': { invoiceId: 'invoice-1' },
  'invoices.markPaid': {
    commandId,
    invoiceId: 'invoice-1',
    paidOn: '2026-11-22',
    method: 'Bank transfer',
    reference: 'A 17',
  },
  'invoices.cancel': { commandId, invoiceId: 'invoice-1', reason: 'Entered twice.' },
  'payments.methods': { amount: total },
  'payments.options': { invoiceIds: [] },
  'payments.pay': {
    commandId,
    invoiceIds: ['invoice-1'],
    confirmedTotal: total,
    methodId: 'card',
  },
  'payments.get': { chargeId: 'charge-1' },
  'payments.resume': { commandId, chargeId: 'charge-1' },
  'payments.cancel': { commandId, chargeId: 'charge-1' },
  'packages.list': {},
  'packages.get': { packageId: 'package-1' },
  'packages.signIn': { commandId, packageId: 'package-1' },
  'packages.changeStatus': {
    commandId,
    packageId: 'package-1',
    status: 'suspended',
    reason: 'Asked for by mail.',
  },
  'packages.retry': { commandId, packageId: 'package-1' },
  'sessions.current': {},
  'clientSessions.create': {
    commandId,
    clientId: 'client-1',
    areas: ['invoices'],
    origin: 'https://panel.example',
  },
  'clientSessions.revoke': { commandId, sessionId: 'session-1' },
  'clients.get': { clientId: 'client-1' },
  'clients.list': {},
  'clients.changeStatus': {
    commandId,
    clientId: 'client-1',
    status: 'closed',
    reason: 'Asked for by mail.',
  },
  'passwords.set': { commandId, token: 'a-token', password: 'a long password' },
  'todos.list': {},
  'todos.complete': { commandId, todoId: 'todo-1' },
};
