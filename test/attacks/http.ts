import { sql } from 'kysely';
import type { Scope } from '../../src/contract/operation.ts';
import { scopes } from '../../src/contract/operation.ts';
import { createHandler, type Handler } from '../../src/server/index.ts';
import type { HandlerOptions } from '../../src/server/options.ts';
import type { ClientPrincipal, World } from '../support/world.ts';

/** The answer to a raw request. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The code of a problem document, or null. */
  readonly code: string | null;
}

/** A world's engine behind its HTTP server, for requests as nobody's library would send them. */
export interface Door {
  readonly handler: Handler;
  /** Everything that the server wrote to its log. */
  readonly logged: readonly string[];
  /** Sends a request; a body that is no text is sent as JSON. */
  ask(
    method: 'GET' | 'POST',
    path: string,
    more?: { readonly token?: string; readonly body?: unknown; readonly headers?: HeadersInit },
  ): Promise<Answer>;
  /** A token by which a client asks from a page of any origin. */
  tokenOf(client: ClientPrincipal): Promise<string>;
  /** An API key with scopes. */
  keyWith(name: string, may?: readonly Scope[]): Promise<string>;
}

const origin = 'https://panel.example';

/** Opens the server of a world. */
export function openDoor(world: World, options: Partial<HandlerOptions> = {}): Door {
  const logged: string[] = [];
  const handler = createHandler({
    backend: world.engine,
    base: '/api',
    origin: 'https://billing.example',
    allowedOrigins: [origin],
    clock: world.clock,
    address: () => '192.0.2.1',
    log: (message, details) => logged.push(`${message} ${JSON.stringify(details ?? {})}`),
    ...options,
  });
  return {
    handler,
    logged,
    ask: async (method, path, { token, body, headers } = {}) => {
      const request = new Request(`https://billing.example/api${path}`, {
        method,
        headers: {
          origin,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...Object.fromEntries(new Headers(headers)),
        },
        ...(body === undefined ? {} : { body: textOf(body) }),
      });
      return answerOf(await handler.fetch(request));
    },
    tokenOf: async ({ clientId, contactId, areas }) => {
      const session = await world.engine.execute(world.operator, 'clientSessions.create', {
        commandId: world.newId(),
        clientId,
        contactId,
        areas,
        origin,
      });
      return session.token;
    },
    keyWith: async (name, may = scopes) => {
      const key = `a key of an operator for tests: ${name}`.replaceAll(' ', '_').padEnd(40, '_');
      await world.engine.setOperatorKey({ name, key, scopes: may });
      return key;
    },
  };
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const { status, headers } = response;
  const isProblem = headers.get('content-type')?.startsWith('application/problem+json') === true;
  const code = isProblem ? (JSON.parse(text) as { readonly code: string }).code : null;
  return { status, text, headers, code };
}

/** Every row of every table as text; tables that are named are left out. */
export async function everyRow(
  world: Pick<World, 'read'>,
  without: readonly string[] = [],
): Promise<ReadonlyMap<string, readonly string[]>> {
  return world.read(async (handle) => {
    const tables = await sql<{ name: string }>`select tablename as name from pg_tables
      where schemaname = 'public' and tablename <> 'schema_migrations'
      order by tablename`.execute(handle);
    const made = new Map<string, readonly string[]>();
    for (const { name } of tables.rows) {
      if (without.includes(name)) continue;
      const { rows } = await sql<{ line: string }>`
        select ${sql.ref('t')}::text as line from ${sql.table(name)} as t`.execute(handle);
      made.set(
        name,
        rows.map(({ line }) => line),
      );
    }
    return made;
  });
}

/** All tables as one text, to see that nothing was written. */
export async function dumpOf(world: Pick<World, 'read'>): Promise<string> {
  const rows = await everyRow(world, ['session_tokens', 'client_sessions', 'sessions']);
  return [...rows].flatMap(([name, lines]) => [name, ...[...lines].sort()]).join('\n');
}
