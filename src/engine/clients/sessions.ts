import type { Area, Principal } from '../../contract/operation.ts';
import { areas as everyArea } from '../../contract/operation.ts';
import type { Output } from '../../contract/operations.ts';
import type { SessionToken } from '../../contract/orders.ts';
import { fail } from '../../errors.ts';
import { type EngineContext, inReading, type Scope } from '../context.ts';
import { secondsAfter } from '../tasks.ts';
import { actorOf, type Command, type Query } from '../use-case.ts';
import type { KnownSession } from './session-cache.ts';

/** Seconds that a client session lasts at most (SPEC 3.6). */
const sessionSeconds = 600;

interface NewSession {
  readonly clientId: string;
  readonly contactId: string;
  readonly areas: readonly Area[];
  readonly origin: string | null;
  /** The command that makes it; the token is derived from it. */
  readonly seed: string;
}

/** Only the token's hash is kept; it is derived, so a repeated command has the same (Law 11). */
async function openSession(scope: Scope, session: NewSession): Promise<SessionToken> {
  const { secrets } = scope.context;
  const token = await secrets.derive('client_session', session.seed);
  const hash = await secrets.sha256(token);
  // Inserted first: of two who repeat a command at once, the later one reads the earlier's row.
  await scope.handle
    .insertInto('client_sessions')
    .values({
      id: scope.context.chance.uuid(),
      hash,
      client_id: session.clientId,
      contact_id: session.contactId,
      areas: [...session.areas],
      origin: session.origin,
      expires_at: secondsAfter(scope.now, sessionSeconds),
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  const row = await scope.handle
    .selectFrom('client_sessions')
    .select(['id', 'expires_at'])
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow();
  return { sessionId: row.id, token, expiresAt: row.expires_at.toISOString() };
}

/** The session with which a new client pays its first order. */
export async function sessionFromOrder(
  scope: Scope,
  clientId: string,
  commandId: string,
  origin: string | null,
): Promise<SessionToken> {
  const contact = await primaryContact(scope, clientId);
  return openSession(scope, {
    clientId,
    contactId: contact,
    areas: everyArea,
    origin,
    seed: `order:${commandId}`,
  });
}

async function primaryContact(scope: Scope, clientId: string): Promise<string> {
  const row = await scope.handle
    .selectFrom('contacts')
    .select('id')
    .where('client_id', '=', clientId)
    .where('is_primary', '=', true)
    .executeTakeFirst();
  if (row === undefined) fail('not_found', 'There is no such client.', { field: 'clientId' });
  return row.id;
}

/** `clientSessions.create` (SPEC 3.6). */
export const createClientSession: Command<'clientSessions.create', NewSession> = {
  kind: 'command',
  async run(scope, caller, input): Promise<NewSession> {
    const contactId = input.contactId ?? (await primaryContact(scope, input.clientId));
    const contact = await scope.handle
      .selectFrom('contacts')
      .select('areas')
      .where('id', '=', contactId)
      .where('client_id', '=', input.clientId)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (contact === undefined) {
      fail('not_found', 'There is no such contact.', { field: 'contactId' });
    }
    return {
      clientId: input.clientId,
      contactId,
      // A session never reaches further than its contact.
      areas: input.areas.filter((area) => contact.areas.includes(area)),
      origin: input.origin,
      seed: `${actorOf(caller.principal)}:${input.commandId}`,
    };
  },
  view: (scope, _caller, result) => openSession(scope, result),
};

/** `clientSessions.revoke`. */
export const revokeClientSession: Command<'clientSessions.revoke', { readonly revoked: boolean }> =
  {
    kind: 'command',
    async run(scope, _caller, input): Promise<{ readonly revoked: boolean }> {
      const row = await scope.handle
        .updateTable('client_sessions')
        .set({ revoked_at: scope.now })
        .where('id', '=', input.sessionId)
        .returning('id')
        .executeTakeFirst();
      if (row === undefined) fail('not_found', 'There is no such session.', { field: 'sessionId' });
      return { revoked: true };
    },
    view: (_scope, _caller, result) => Promise.resolve(result),
  };

/** Who a bearer token belongs to, or null; a token of another origin belongs to nobody. */
export async function authenticate(
  context: EngineContext,
  token: string,
  origin: string | null,
): Promise<Principal | null> {
  const hash = await context.secrets.sha256(token);
  const now = context.clock.now();
  const known = context.sessions.find(hash, now) ?? (await readSession(context, hash));
  if (known === null) return operatorOf(context, hash);
  // A request without an origin is no page's: the token is bound to one page's origin.
  const elsewhere = known.origin !== null && origin !== known.origin;
  return known.expiresAt <= now || elsewhere ? null : known.principal;
}

/** A session that was not revoked; kept for the next requests of the page. */
function readSession(context: EngineContext, hash: string): Promise<KnownSession | null> {
  return inReading(context, 'authenticate', async (scope) => {
    const row = await scope.handle
      .selectFrom('client_sessions')
      .innerJoin('contacts', 'contacts.id', 'client_sessions.contact_id')
      .select(['origin', 'expires_at', 'contact_id', 'client_sessions.areas'])
      .select(['contacts.client_id', 'contacts.areas as contact_areas'])
      .where('hash', '=', hash)
      .where('revoked_at', 'is', null)
      .where('contacts.removed_at', 'is', null)
      .executeTakeFirst();
    if (row === undefined) return null;
    const contact = { id: row.contact_id, client_id: row.client_id, areas: row.contact_areas };
    const principal = clientPrincipal(contact, row.areas as Area[]);
    const session = { principal, origin: row.origin, expiresAt: row.expires_at };
    context.sessions.keep(hash, session, scope.now);
    return session;
  });
}

function operatorOf(context: EngineContext, hash: string): Promise<Principal | null> {
  return inReading(context, 'authenticate', async (scope) => {
    const key = await scope.handle
      .selectFrom('operator_keys')
      .selectAll()
      .where('hash', '=', hash)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (key === undefined) return null;
    return { kind: 'operator', name: key.name, scopes: key.scopes as never };
  });
}

/** The principal of a user who signed in, or null for one who is no contact. */
export function principalOfUser(context: EngineContext, userId: string): Promise<Principal | null> {
  return inReading(context, 'authenticate', async (scope) => {
    const contact = await scope.handle
      .selectFrom('contacts')
      .select(['id', 'client_id', 'areas'])
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return contact === undefined ? null : clientPrincipal(contact, contact.areas as Area[]);
  });
}

/** What was taken from the contact meanwhile is taken from its sessions. */
function clientPrincipal(
  contact: { readonly id: string; readonly client_id: string; readonly areas: readonly string[] },
  areas: readonly Area[],
): Principal {
  const left = areas.filter((area) => contact.areas.includes(area));
  return { kind: 'client', clientId: contact.client_id, contactId: contact.id, areas: left };
}

/** `sessions.current`. */
export const currentSession: Query<'sessions.current'> = {
  kind: 'query',
  async run(scope, caller): Promise<Output<'sessions.current'>> {
    const { principal } = caller;
    const nobody = { clientId: null, company: null, currency: null, country: null, areas: [] };
    if (principal.kind === 'public') return { ...nobody, kind: 'public', name: null };
    if (principal.kind === 'operator') {
      return { ...nobody, kind: 'operator', name: principal.name };
    }
    const row = await scope.handle
      .selectFrom('contacts')
      .innerJoin('clients', 'clients.id', 'contacts.client_id')
      .select(['first_name', 'last_name', 'company', 'clients.currency', 'clients.country'])
      .where('contacts.id', '=', principal.contactId)
      .executeTakeFirstOrThrow();
    return {
      kind: 'client',
      clientId: principal.clientId,
      name: `${row.first_name} ${row.last_name}`,
      company: row.company,
      currency: row.currency,
      country: row.country,
      areas: principal.areas,
    };
  },
};
