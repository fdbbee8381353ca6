import { type Context, Hono } from 'hono';
import { randomSecret, sha256 } from '../crypto.ts';
import { needBearer, needText, Refusal, readObject, type VendorCore } from './core.ts';
import type { AccountRow, SessionRow } from './state.ts';

const linkLife = 60_000;
const fields = ['externalId', 'plan', 'domain', 'email', 'name', 'userName', 'password', 'addOns'];

/** An account as the vendor shows it: without its password. */
export function showAccount(account: AccountRow): Readonly<Record<string, unknown>> {
  const { salt: _salt, passwordHash: _hash, ...shown } = account;
  return shown;
}

/** Makes a sign-in of a kind and gives its secret, which is kept as a hash only. */
export async function openSession(
  vendor: VendorCore,
  account: AccountRow,
  kind: SessionRow['kind'],
  life: number,
): Promise<string> {
  const secret = randomSecret(32);
  const hash = await sha256(secret);
  const { state } = vendor;
  state.sessions = state.sessions.filter((row) => row.expiresAt > vendor.now());
  state.sessions.push({ hash, kind, accountId: account.id, expiresAt: vendor.now() + life });
  vendor.save();
  return secret;
}

function needPlan(vendor: VendorCore, body: Readonly<Record<string, unknown>>): string {
  const plan = needText(body, 'plan', 64);
  if (vendor.plans !== null && !vendor.plans.includes(plan)) {
    throw new Refusal(422, 'plan_unknown', `There is no plan "${plan}".`, 'plan');
  }
  return plan;
}

function optionalText(body: Readonly<Record<string, unknown>>, field: string): string | null {
  return body[field] === null || body[field] === undefined ? null : needText(body, field);
}

function readAddOns(body: Readonly<Record<string, unknown>>): AccountRow['addOns'] {
  const list: unknown = body['addOns'] ?? [];
  const no = new Refusal(400, 'invalid_field', 'Add-ons are a list with quantities.', 'addOns');
  if (!Array.isArray(list)) throw no;
  return list.map((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) throw no;
    const { addOnId, quantity } = entry as Record<string, unknown>;
    if (typeof addOnId !== 'string' || !Number.isSafeInteger(quantity)) throw no;
    return { addOnId, quantity: quantity as number };
  });
}

async function createAccount(vendor: VendorCore, request: Request): Promise<Response> {
  needBearer(request, vendor.secret);
  const { body } = await readObject(request, fields);
  const externalId = needText(body, 'externalId', 100);
  const plan = needPlan(vendor, body);
  const userName = needText(body, 'userName', 32);
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(userName)) {
    throw new Refusal(400, 'invalid_field', 'A user name is letters and digits.', 'userName');
  }
  const domain = optionalText(body, 'domain');
  const email = needText(body, 'email');
  const name = needText(body, 'name');
  const addOns = readAddOns(body);
  const password = optionalText(body, 'password');
  const salt = randomSecret(12);
  const passwordHash = password === null ? null : await sha256(`${salt}.${password}`);
  // From here on nothing waits: two equal requests at once make one account.
  const held = vendor.state.accounts.find((row) => row.externalId === externalId);
  if (held !== undefined) {
    throw new Refusal(409, 'already_exists', 'This account exists.', 'externalId', {
      account: showAccount(held),
    });
  }
  if (vendor.state.accounts.some((row) => row.userName === userName)) {
    throw new Refusal(409, 'user_name_taken', 'The user name is taken.', 'userName');
  }
  const account: AccountRow = {
    id: vendor.nextId('acct'),
    externalId,
    status: 'active',
    plan,
    domain,
    email,
    name,
    userName,
    salt,
    passwordHash,
    addOns,
    reason: '',
  };
  vendor.state.accounts.push(account);
  vendor.save();
  return Response.json(showAccount(account), { status: 201 });
}

function findAccount(vendor: VendorCore, id: string): AccountRow {
  const account = vendor.state.accounts.find((row) => row.id === id);
  if (account === undefined) throw new Refusal(404, 'account_unknown', 'There is no such account.');
  return account;
}

async function changeAccount(vendor: VendorCore, request: Request, id: string): Promise<Response> {
  needBearer(request, vendor.secret);
  const { body } = await readObject(request, ['status', 'plan', 'addOns', 'reason']);
  const account = findAccount(vendor, id);
  const status = body['status'] === undefined ? account.status : needText(body, 'status');
  if (status !== 'active' && status !== 'suspended') {
    throw new Refusal(400, 'invalid_field', 'A status is active or suspended.', 'status');
  }
  const plan = body['plan'] === undefined ? account.plan : needPlan(vendor, body);
  const addOns = body['addOns'] === undefined ? account.addOns : readAddOns(body);
  const reason = optionalText(body, 'reason') ?? '';
  account.addOns = addOns;
  account.status = status;
  account.plan = plan;
  account.reason = status === 'suspended' ? reason : '';
  vendor.save();
  return Response.json(showAccount(account));
}

async function createLink(vendor: VendorCore, request: Request, id: string): Promise<Response> {
  needBearer(request, vendor.secret);
  const account = findAccount(vendor, id);
  if (account.status === 'suspended') {
    throw new Refusal(409, 'account_suspended', 'The account is suspended.');
  }
  const secret = await openSession(vendor, account, 'link', linkLife);
  const expiresAt = new Date(vendor.now() + linkLife).toISOString();
  return Response.json({ path: `/panel/sign-in?token=${secret}`, expiresAt }, { status: 201 });
}

/** The reseller's routes for accounts. */
export function accountRoutes(vendor: VendorCore): Hono {
  const routes = new Hono();
  routes.post('/v1/accounts', (c: Context) => createAccount(vendor, c.req.raw));
  routes.get('/v1/accounts', (c) => {
    needBearer(c.req.raw, vendor.secret);
    const externalId = c.req.query('externalId') ?? '';
    if (externalId === '') {
      throw new Refusal(400, 'missing_field', 'Say which externalId.', 'externalId');
    }
    const found = vendor.state.accounts.filter((row) => row.externalId === externalId);
    return c.json({ accounts: found.map(showAccount) });
  });
  routes.patch('/v1/accounts/:id', (c) => changeAccount(vendor, c.req.raw, c.req.param('id')));
  routes.delete('/v1/accounts/:id', (c) => {
    needBearer(c.req.raw, vendor.secret);
    const { state } = vendor;
    const account = findAccount(vendor, c.req.param('id'));
    state.accounts = state.accounts.filter((row) => row !== account);
    state.sessions = state.sessions.filter((row) => row.accountId !== account.id);
    vendor.save();
    return c.body(null, 204);
  });
  routes.post('/v1/accounts/:id/sessions', (c) => createLink(vendor, c.req.raw, c.req.param('id')));
  return routes;
}
