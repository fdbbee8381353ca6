import { refusalFor, type StripeTrouble, wait } from './disturb.ts';
import { StripeFault } from './faults.ts';
import { checkForm, decodeForm, type Form } from './form.ts';
import { parameters } from './parameters.ts';
import { handlers, passTime } from './routes.ts';
import type { Json, KeptAnswer, World } from './state.ts';

/** A request to the API that was answered. */
export interface Exchange {
  readonly route: string;
  readonly form: Form;
  readonly status: number;
  readonly body: Json;
}

/** What the API needs to know. */
export interface ApiOptions {
  readonly secretKey: string;
  /** Hears of each answered request, for tests that validate. */
  readonly watch?: ((exchange: Exchange) => void) | undefined;
}

interface Reply {
  readonly status: number;
  readonly body: Json;
  readonly replayed: boolean;
}

const day = 24 * 3600;

/** The route of a path, and the id in it. */
export function routeOf(method: string, path: string): { route: string; id: string } | null {
  const exact = `${method} ${path}`;
  if (exact in handlers) return { route: exact, id: '' };
  const match = /^(\/v1\/(?:checkout\/)?[a-z_]+)\/([A-Za-z0-9_]+)(\/[a-z_]+)?$/.exec(path);
  if (match === null) return null;
  const route = `${method} ${match[1]}/:id${match[3] ?? ''}`;
  return route in handlers ? { route, id: match[2] ?? '' } : null;
}

/** A row as it is shown, with the parts that were asked for. */
export function show(world: World, value: Json, expand: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item) => show(world, item, expand));
  if (typeof value !== 'object' || value === null) return value;
  const shown: { [key: string]: Json } = { ...(value as { readonly [key: string]: Json }) };
  if (shown['object'] === 'mandate') delete shown['created'];
  for (const path of new Set(expand.map((name) => name.split('.', 1)[0] ?? ''))) {
    const rest = expand
      .filter((name) => name.startsWith(`${path}.`))
      .map((name) => name.slice(path.length + 1));
    const part = shown[path];
    const row = typeof part === 'string' ? world.state.rows.get(part) : part;
    if (row !== undefined) shown[path] = show(world, row, rest);
  }
  return shown;
}

function expandOf(form: Form): readonly string[] {
  const names = form['expand'];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

function run(world: World, route: string, id: string, form: Form): Reply {
  try {
    const made = handlers[route]?.(world, form, id) ?? null;
    return { status: 200, body: show(world, made, expandOf(form)), replayed: false };
  } catch (error) {
    if (!(error instanceof StripeFault) || !error.begun) throw error;
    return { status: error.status, body: { error: error.body }, replayed: false };
  }
}

/** The answer that a key repeats. @throws StripeFault where it was used for something else. */
function repeated(kept: KeptAnswer, path: string, body: string): Reply {
  if (kept.path !== path || kept.body !== body) {
    const message =
      'Keys for idempotent requests can only be used with the same parameters they were first used with.';
    throw new StripeFault(400, { type: 'idempotency_error', message }, false);
  }
  if (kept.answer === null) {
    const message = 'There is currently another in-progress request using this key.';
    const code = 'idempotency_key_in_use';
    throw new StripeFault(409, { type: 'invalid_request_error', code, message }, false);
  }
  return { ...kept.answer, replayed: true };
}

async function answer(
  world: World,
  request: Request,
  path: string,
  trouble: StripeTrouble | null,
  options: ApiOptions,
): Promise<Reply> {
  const { method } = request;
  const text = method === 'GET' ? new URL(request.url).search.slice(1) : await request.text();
  const found = routeOf(method, path);
  if (found === null) {
    const message = `Unrecognized request URL (${method}: ${path}).`;
    throw new StripeFault(404, { type: 'invalid_request_error', message }, false);
  }
  const form = decodeForm(text);
  const key = method === 'GET' ? null : request.headers.get('idempotency-key');
  const kept = key === null ? undefined : world.state.keys.get(key);
  if (kept !== undefined && kept.at > world.seconds() - day) return repeated(kept, path, text);
  checkForm(form, parameters[found.route] ?? {});
  const refusal = refusalFor(trouble);
  if (refusal !== null) throw refusal;
  const keep = (reply: Reply | null): void => {
    if (key === null) return;
    const own = reply === null ? null : { status: reply.status, body: reply.body };
    world.state.keys.set(key, { path, body: text, at: world.seconds(), answer: own });
  };
  if (trouble === 'late') {
    keep(null);
    await wait(request.signal, 300);
  }
  if (key !== null) world.state.keys.delete(key);
  const reply = run(world, found.route, found.id, form);
  options.watch?.({ route: found.route, form, status: reply.status, body: reply.body });
  const told: Reply =
    trouble === 'lie'
      ? { status: 500, body: { error: { type: 'api_error', message: 'Oops.' } }, replayed: false }
      : reply;
  keep(told);
  return told;
}

function respond(world: World, { body, replayed, status }: Reply): Response {
  return Response.json(body, {
    status,
    headers: {
      'request-id': world.id('req'),
      'stripe-version': '2026-10-28.endive',
      ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
    },
  });
}

function isAllowed(request: Request, secretKey: string): boolean {
  const given = request.headers.get('authorization') ?? '';
  return given === `Bearer ${secretKey}` || given === `Basic ${btoa(`${secretKey}:`)}`;
}

/**
 * Answers one request of the API.
 *
 * @throws the reason of the abort, or TypeError, where the connection breaks.
 */
export async function serveApi(
  world: World,
  request: Request,
  trouble: StripeTrouble | null,
  options: ApiOptions,
): Promise<Response> {
  passTime(world);
  const path = new URL(request.url).pathname;
  if (!isAllowed(request, options.secretKey)) {
    const error = { type: 'invalid_request_error', message: 'Invalid API Key provided.' };
    return respond(world, { status: 401, body: { error }, replayed: false });
  }
  if (trouble === 'hang') {
    await wait(request.signal, null);
    throw request.signal.reason ?? new TypeError('The connection was closed.');
  }
  try {
    const copy = trouble === 'answer-twice' ? request.clone() : null;
    const reply = await answer(world, request, path, trouble, options);
    if (copy !== null) return respond(world, await answer(world, copy, path, null, options));
    if (trouble === 'lose-answer') throw new TypeError('The connection was closed.');
    if (request.signal.aborted) throw request.signal.reason;
    return respond(world, reply);
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
    const body: Json = { error: error.body };
    return respond(world, { status: error.status, body, replayed: false });
  }
}
