import { type PayPalTrouble, refusalFor, wait } from './disturb.ts';
import { malformed, PayPalFault, refused } from './faults.ts';
import { passTime } from './orders.ts';
import { type Endpoint, endpoints, routeOf } from './routes.ts';
import { queries, shapes, unknownField } from './shapes.ts';
import type { Json, World } from './state.ts';

/** A request to the API that was answered. */
export interface Exchange {
  readonly route: string;
  readonly body: Json;
  readonly status: number;
  readonly reply: Json;
}

/** What the API needs to know. */
export interface ApiOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whether the app has the feature Disputes. */
  readonly disputes: boolean;
  /** Hears of each answered request, for tests that validate. */
  readonly watch?: ((exchange: Exchange) => void) | undefined;
}

interface Reply {
  readonly status: number;
  readonly body: Json;
}

const lasts = 32_400;

async function giveToken(world: World, request: Request, options: ApiOptions): Promise<Reply> {
  const given = request.headers.get('authorization');
  const form = new URLSearchParams(await request.text());
  if (given !== `Basic ${btoa(`${options.clientId}:${options.clientSecret}`)}`) {
    const error_description = 'Client Authentication failed';
    return { status: 401, body: { error: 'invalid_client', error_description } };
  }
  if (form.get('grant_type') !== 'client_credentials') {
    const error_description = 'unsupported grant_type';
    return { status: 400, body: { error: 'unsupported_grant_type', error_description } };
  }
  const access_token = `A21AA${world.chance()}`;
  world.state.access.set(access_token, world.time() + lasts * 1000);
  const scope = 'https://uri.paypal.com/services/payments/payment';
  return { status: 200, body: { scope, access_token, token_type: 'Bearer', expires_in: lasts } };
}

function isAllowed(world: World, request: Request): boolean {
  const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  return (world.state.access.get(token) ?? 0) > world.time();
}

async function readBody(request: Request): Promise<Json> {
  if (request.method === 'GET' || request.method === 'DELETE') return {};
  const isJson = request.headers.get('content-type')?.startsWith('application/json') ?? false;
  try {
    const body = JSON.parse(await request.text()) as Json;
    if (isJson && typeof body === 'object' && body !== null) return body;
  } catch {
    // Told below.
  }
  throw malformed('MALFORMED_REQUEST_JSON', '/');
}

function checkForm(route: string, body: Json, query: URLSearchParams): void {
  const shape = shapes[route];
  const field = shape === undefined ? null : unknownField(body, shape);
  if (field !== null) throw malformed('NOT_SUPPORTED', field);
  const known = queries[route] ?? [];
  for (const name of query.keys()) {
    if (!known.includes(name)) throw malformed('INVALID_PARAMETER_VALUE', name);
  }
}

/** The request id, where the endpoint keeps them. */
function keyOf(request: Request, route: string, endpoint: Endpoint, body: Json): string | null {
  if (endpoint.keeps === undefined) return null;
  const id = request.headers.get('paypal-request-id');
  if (id !== null && (id === '' || id.length > 108)) {
    throw malformed('INVALID_STRING_LENGTH', 'PayPal-Request-Id');
  }
  if (id === null && endpoint.needsKey?.(body)) {
    throw malformed('PAYPAL_REQUEST_ID_REQUIRED', 'PayPal-Request-Id');
  }
  return id === null ? null : `${route} ${new URL(request.url).pathname} ${id}`;
}

async function answer(
  world: World,
  request: Request,
  trouble: PayPalTrouble | null,
  options: ApiOptions,
): Promise<Reply> {
  const url = new URL(request.url);
  const found = routeOf(request.method, url.pathname);
  const endpoint = found === null ? undefined : endpoints[found.route];
  if (found === null || endpoint === undefined) throw new PayPalFault(404);
  if (found.route.includes('/disputes') && !options.disputes) throw new PayPalFault(403);
  const body = await readBody(request);
  checkForm(found.route, body, url.searchParams);
  const key = keyOf(request, found.route, endpoint, body);
  const kept = key === null ? undefined : world.state.keys.get(key);
  const isKept = kept !== undefined && kept.at + (endpoint.keeps ?? 0) > world.time();
  if (isKept && kept.view === null) throw refused('PREVIOUS_REQUEST_IN_PROGRESS');
  if (isKept && kept.view !== null) return { status: 200, body: kept.view() };
  const refusal = refusalFor(trouble);
  if (refusal !== null) throw refusal;
  if (trouble === 'late') {
    if (key !== null) world.state.keys.set(key, { at: world.time(), view: null });
    await wait(request.signal, 300);
    if (key !== null) world.state.keys.delete(key);
  }
  const told = (status: number, reply: Json): void =>
    options.watch?.({ route: found.route, body, status, reply });
  const made = runTold(
    () => endpoint.run(world, { id: found.id, body, query: url.searchParams }),
    told,
  );
  if (key !== null) world.state.keys.set(key, { at: world.time(), view: made.view });
  const reply = made.view();
  told(made.status, reply);
  return { status: made.status, body: reply };
}

/** Runs an endpoint and tells of its refusals too. */
function runTold<Value>(run: () => Value, told: (status: number, reply: Json) => void): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof PayPalFault) told(error.status, error.body('0123456789abc'));
    throw error;
  }
}

function respond({ body, status }: Reply, debugId: string): Response {
  const headers = { 'paypal-debug-id': debugId };
  if (status === 204) return new Response(null, { status, headers });
  return Response.json(body, { status, headers });
}

async function serve(
  world: World,
  request: Request,
  trouble: PayPalTrouble | null,
  options: ApiOptions,
): Promise<Reply> {
  if (new URL(request.url).pathname === '/v1/oauth2/token') {
    const refusal = refusalFor(trouble);
    if (refusal !== null) throw refusal;
    return giveToken(world, request, options);
  }
  if (!isAllowed(world, request)) throw new PayPalFault(401);
  if (trouble !== 'answer-twice') return answer(world, request, trouble, options);
  const copy = request.clone();
  await answer(world, request, null, options);
  return answer(world, copy, null, options);
}

/**
 * Answers one request of the API.
 *
 * @throws the reason of the abort, or TypeError, where the connection breaks.
 */
export async function serveApi(
  world: World,
  request: Request,
  trouble: PayPalTrouble | null,
  options: ApiOptions,
): Promise<Response> {
  passTime(world);
  const debugId = world.chance().slice(0, 13);
  if (trouble === 'hang') {
    await wait(request.signal, null);
    throw request.signal.reason ?? new TypeError('The connection was closed.');
  }
  if (trouble === 'outage') return new Response('<h1>Bad Gateway</h1>', { status: 502 });
  try {
    const reply = await serve(world, request, trouble, options);
    if (trouble === 'lose-answer') throw new TypeError('The connection was closed.');
    if (request.signal.aborted) throw request.signal.reason;
    if (trouble === 'lie') throw new PayPalFault(500);
    return respond(reply, debugId);
  } catch (error) {
    if (!(error instanceof PayPalFault)) throw error;
    return respond({ status: error.status, body: error.body(debugId) }, debugId);
  }
}
