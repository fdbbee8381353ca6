import { closeDispute, createRefund, endRefund, openDispute } from './disputes.ts';
import { missing, refused } from './faults.ts';
import { type Form, field, formIn, mapIn } from './form.ts';
import { newCustomer } from './objects.ts';
import { cancelIntent, confirmIntent, createIntent, find, settle } from './payments.ts';
import { createSession, expireSession, settleSession } from './sessions.ts';
import { cancelSetup, createSetup } from './setups.ts';
import { all, change, hiddenOf, type Json, type Row, text, type World, whole } from './state.ts';

export { closeDispute, endRefund, openDispute };

/** Answers a request whose form was checked. */
export type Handler = (world: World, form: Form, id: string) => Json;

const objects: { readonly [collection: string]: string } = {
  payment_intents: 'payment_intent',
  setup_intents: 'setup_intent',
  customers: 'customer',
  payment_methods: 'payment_method',
  mandates: 'mandate',
  refunds: 'refund',
  charges: 'charge',
  disputes: 'dispute',
  events: 'event',
  balance_transactions: 'balance_transaction',
  'checkout/sessions': 'checkout.session',
};

function inRange(created: number, form: Form): boolean {
  const range = formIn(form, 'created');
  const bound = (name: string, otherwise: number): number => Number(range[name] ?? otherwise);
  return (
    created >= bound('gte', 0) &&
    created <= bound('lte', Number.MAX_SAFE_INTEGER) &&
    created > bound('gt', -1) &&
    created < bound('lt', Number.MAX_SAFE_INTEGER)
  );
}

function list(world: World, collection: string, form: Form): Json {
  const object = objects[collection] ?? '';
  const filters = ['customer', 'payment_intent', 'charge', 'payment_method', 'status', 'type'];
  const rows = all(world, object).filter(
    (row) =>
      inRange(row.created, form) &&
      filters.every((name) => field(form, name) === null || field(form, name) === row[name]),
  );
  const limit = Number(field(form, 'limit') ?? '10');
  if (limit < 1 || limit > 100) throw refused('Invalid limit.', { param: 'limit' });
  const after = field(form, 'starting_after');
  if (after !== null && !rows.some(({ id }) => id === after)) {
    throw missing(object, after, 'starting_after');
  }
  const from = after === null ? 0 : rows.findIndex(({ id }) => id === after) + 1;
  const data = rows.slice(from, from + limit);
  const has_more = rows.length > from + limit;
  return { object: 'list', data, has_more, url: `/v1/${collection}` };
}

function retrieve(collection: string): Handler {
  return (world, _form, id) => find(world, objects[collection] ?? '', id, 'id');
}

function detach(world: World, id: string): Row {
  const method = find(world, 'payment_method', id, 'payment_method');
  if (method['customer'] === null) {
    throw refused('The payment method you provided is not attached to a customer.');
  }
  const row = change(world, method, { customer: null });
  world.emit('payment_method.detached', row);
  return row;
}

function deleteCustomer(world: World, id: string): Json {
  const customer = find(world, 'customer', id, 'id');
  for (const method of all(world, 'payment_method')) {
    if (method['customer'] === id) detach(world, method.id);
  }
  world.state.rows.delete(id);
  world.emit('customer.deleted', customer);
  return { id, object: 'customer', deleted: true };
}

/** What each endpoint does. */
export const handlers: { readonly [route: string]: Handler } = {
  'POST /v1/payment_intents': createIntent,
  'POST /v1/payment_intents/:id/confirm': (world, form, id) =>
    confirmIntent(world, find(world, 'payment_intent', id), form),
  'POST /v1/payment_intents/:id/cancel': (world, form, id) =>
    cancelIntent(world, find(world, 'payment_intent', id), field(form, 'cancellation_reason')),
  'POST /v1/setup_intents': createSetup,
  'POST /v1/setup_intents/:id/cancel': (world, form, id) =>
    cancelSetup(world, find(world, 'setup_intent', id), field(form, 'cancellation_reason')),
  'POST /v1/customers': (world, form) =>
    newCustomer(world, {
      address: 'address' in form ? { ...noAddress, ...mapIn(form, 'address') } : null,
      email: field(form, 'email'),
      metadata: mapIn(form, 'metadata'),
      name: field(form, 'name'),
    }),
  'DELETE /v1/customers/:id': (world, _form, id) => deleteCustomer(world, id),
  'POST /v1/payment_methods/:id/attach': (world, form, id) => {
    const customer = find(world, 'customer', field(form, 'customer') ?? '', 'customer').id;
    return change(world, find(world, 'payment_method', id), { customer });
  },
  'POST /v1/payment_methods/:id/detach': (world, _form, id) => detach(world, id),
  'POST /v1/refunds': createRefund,
  'POST /v1/checkout/sessions': createSession,
  'POST /v1/checkout/sessions/:id/expire': (world, _form, id) =>
    expireSession(world, find(world, 'checkout.session', id, 'session')),
  ...Object.fromEntries(
    Object.keys(objects).flatMap((name): [string, Handler][] => [
      [`GET /v1/${name}/:id`, retrieve(name)],
      [`GET /v1/${name}`, (world, form) => list(world, name, form)],
    ]),
  ),
};

const noAddress = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};

/** Debits that are due settle, and pages that are too old close. */
export function passTime(world: World): void {
  for (const intent of all(world, 'payment_intent')) {
    const { settlesAt } = hiddenOf(world, intent.id);
    if (intent['status'] !== 'processing' || settlesAt === undefined) continue;
    if (settlesAt <= world.seconds()) settleDebit(world, intent);
  }
  for (const session of all(world, 'checkout.session')) {
    if (session['status'] !== 'open' || whole(session, 'expires_at') > world.seconds()) continue;
    expireSession(world, session);
  }
}

/** A debit's days are over. */
export function settleDebit(world: World, intent: Row): Row {
  const method = find(world, 'payment_method', text(intent, 'payment_method') ?? '');
  const row = settle(world, intent, method, true);
  settleSession(world, row);
  return row;
}
