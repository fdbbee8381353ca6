import ky, { HTTPError, isTimeoutError, type KyInstance } from 'ky';
import type {
  Adapter,
  ExecuteOptions,
  Input,
  OperationName,
  Output,
} from '../contract/operations.ts';
import { routeOf } from '../contract/route-rule.ts';
import { routes } from '../contract/routes.ts';
import { decode, encode, type Json } from '../contract/wire.ts';
import { BillingError, fail, isBillingError } from '../errors.ts';
import { errorOfProblem } from './http-problem.ts';
import { createTokens, type Token } from './http-tokens.ts';

/** Where a Rackrate server is, and how to be somebody there. */
export interface HttpAdapterOptions {
  /** The API's base, such as `https://billing.example/api` or `/billing`. */
  readonly base: string;
  /** Asks the host page's server for a client session (SPEC 3.6); null when nobody is signed in. */
  readonly getToken?: () => Promise<Token | null>;
  /** Another `fetch`, such as one without a network. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Whether cookies go along; `include` when left out, for the sign-in of 3.4. */
  readonly credentials?: RequestCredentials;
}

/** Longer than this nobody waits for a retry that the server asks for. */
const longestPause = 5000;

/**
 * A backend at the other end of HTTP.
 *
 * Queries, and commands too since they carry their id (Law 11), are tried up to three times when
 * the network fails or the server is busy. A token is renewed half a minute before its end, and
 * once when the server says that the session has ended.
 */
export function createHttpAdapter(options: HttpAdapterOptions): Adapter {
  const base = options.base.replace(/\/+$/, '');
  const tokens = createTokens(options.getToken);
  const client = createClient(options);
  const send = async (method: string, path: string, body: Json | undefined, more: Sending) =>
    read(
      client(`${base}${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(more.token === null ? {} : { authorization: `Bearer ${more.token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(more.signal === undefined ? {} : { signal: more.signal }),
      }),
      more.signal,
    );

  return {
    async execute<Name extends OperationName>(
      name: Name,
      input: Input<Name>,
      { signal }: ExecuteOptions = {},
    ): Promise<Output<Name>> {
      const { method, path, body } = requestFor(name, input);
      const call = (token: string | null): Promise<Json> =>
        send(method, path, body, { token, signal });
      const token = await tokens.current();
      try {
        return decode(await call(token)) as Output<Name>;
      } catch (error) {
        const renewed = ended(error) ? await tokens.renew(token) : null;
        // A token that cannot be renewed must not spoil the calls that anybody may make.
        if (renewed === null && token !== null && ended(error)) tokens.forget();
        if (renewed === null) throw error;
        return decode(await call(renewed)) as Output<Name>;
      }
    },
    useToken: (token, expiresAt) => tokens.use({ token, expiresAt }),
    resolve(path) {
      const joined = `${base}/${path.replace(/^\/+/, '')}`;
      const page = globalThis.location?.href;
      return page === undefined ? joined : new URL(joined, page).href;
    },
    signIn: {
      async signIn(username, password): Promise<void> {
        tokens.forget();
        await send('POST', '/auth/sign-in/username', { username, password }, { token: null });
      },
      async signOut(): Promise<void> {
        tokens.forget();
        await send('POST', '/auth/sign-out', {}, { token: null });
      },
    },
  };
}

interface Sending {
  readonly token: string | null;
  readonly signal?: AbortSignal | undefined;
}

function createClient({ fetch, credentials }: HttpAdapterOptions): KyInstance {
  return ky.create({
    credentials: credentials ?? 'include',
    redirect: 'error',
    timeout: 30_000,
    ...(fetch === undefined ? {} : { fetch: (input) => fetch(new Request(input)) }),
    retry: {
      limit: 2,
      methods: ['get', 'post'],
      statusCodes: [429, 503],
      afterStatusCodes: [429, 503],
      jitter: true,
      shouldRetry: ({ error }) => (pauseAsked(error) > longestPause ? false : undefined),
    },
  });
}

/** Milliseconds that the server asks to wait. */
function pauseAsked(error: Error): number {
  if (!(error instanceof HTTPError)) return 0;
  return 1000 * (Number(error.response.headers.get('retry-after')) || 0);
}

/** The request of an operation: path members from the input, the rest as query or body. */
function requestFor(
  name: OperationName,
  input: object,
): { readonly method: string; readonly path: string; readonly body?: Json } {
  const [method, pattern = ''] = routeOf(name, routes[name]).split(' ');
  const rest = encode(input) as Record<string, Json>;
  const path = pattern.replace(/\{(\w+)\}/g, (_match, member: string) => {
    const value = rest[member];
    delete rest[member];
    // An empty member or dots would lead to another address, and no such id exists.
    if (typeof value !== 'string' || /^\.*$/.test(value)) {
      fail('not_found', 'There is no such thing.', { field: member });
    }
    return encodeURIComponent(value);
  });
  if (method === 'POST') return { method: 'POST', path, body: rest };
  const query = new URLSearchParams(
    Object.entries(rest).map(([key, value]): [string, string] => [key, String(value)]),
  );
  return { method: 'GET', path: query.size === 0 ? path : `${path}?${query}` };
}

async function read(answer: Promise<Response>, signal: AbortSignal | undefined): Promise<Json> {
  try {
    const text = await (await answer).text();
    return text === '' ? null : (JSON.parse(text) as Json);
  } catch (error) {
    if (signal?.aborted === true || isBillingError(error)) throw error;
    if (error instanceof HTTPError)
      throw errorOfProblem(error.response, await textOf(error, signal));
    if (error instanceof SyntaxError || isTimeoutError(error)) {
      throw new BillingError('unavailable', 'The server gave no usable answer. Try again later.', {
        cause: error,
      });
    }
    throw new BillingError('offline', 'The server cannot be reached. Check the connection.', {
      cause: error,
    });
  }
}

/** The text of a refusal; empty when the line broke before its end. */
async function textOf({ response }: HTTPError, signal: AbortSignal | undefined): Promise<string> {
  try {
    return await response.text();
  } catch {
    signal?.throwIfAborted();
    return '';
  }
}

function ended(error: unknown): boolean {
  return (
    isBillingError(error) && (error.code === 'session_ended' || error.code === 'unauthenticated')
  );
}
