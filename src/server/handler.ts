import { Hono } from 'hono';
import { BillingError, fail } from '../errors.ts';
import { readBytes, readJson } from './body.ts';
import { isAllowedOrigin } from './cors.ts';
import { renderDocs } from './docs.ts';
import { finish } from './headers.ts';
import { callerOf, createRateLimiter, type RateLimiter } from './limits.ts';
import { openApiDocument } from './openapi.ts';
import { checkedBase, type HandlerOptions, type RequestState } from './options.ts';
import { problemResponse, tellable } from './problem.ts';
import {
  isCanonical,
  operationRoutes,
  type Route,
  type RouteEnvironment,
  type RouteTable,
} from './routes.ts';

/** A server as a function from request to response. */
export interface Handler {
  /** Never rejects: what goes wrong is a problem document (RFC 9457). */
  fetch(request: Request): Promise<Response>;
}

type App = Hono<RouteEnvironment>;

/** 1 MB: gateways send whole objects. */
const notificationLimit = 1_048_576;
const signInLimit = 65_536;

/**
 * Makes the server of a backend: the operations of the contract, webhooks and returns of plugins,
 * sign-in below `/auth`, assets, `/health`, `/openapi.json` and `/docs`.
 *
 * @throws BillingError `invalid_input` for a base or an origin that could never match.
 */
export function createHandler(options: HandlerOptions): Handler {
  const base = checkedBase(options);
  const limiter = createRateLimiter(options.clock, options.limits);
  const app: App = new Hono<RouteEnvironment>();
  const table: RouteTable = new Map([
    ...pageRoutes(base),
    ...assetRoutes(options),
    ...pluginRoutes(options, limiter),
    ...operationRoutes(options, limiter),
  ]);
  // Paths without parameters first, so that none is taken for another's parameter.
  const ordered = [...table].sort(([a], [b]) => Number(a.includes(':')) - Number(b.includes(':')));
  for (const [path, routes] of ordered) addPath(app, `${base}${path}`, routes);
  addSignIn(app, `${base}/auth/*`, options, limiter);
  app.notFound(() => problemResponse(nothingHere()));
  app.onError((error, context) => problemResponse(tellable(error, options.log, context.req.raw)));
  return {
    async fetch(request) {
      const state: RequestState = {
        url: new URL(request.url),
        address: options.address?.(request) ?? null,
        limit: {},
        isFinished: false,
      };
      const answer = await answerTo(app, request, state);
      return state.isFinished ? answer : finish(request, answer, options, state);
    },
  };
}

async function answerTo(app: App, request: Request, state: RequestState): Promise<Response> {
  const preflight =
    request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
  if (preflight) return new Response(null, { status: 204 });
  if (!isCanonical(state.url.pathname)) return problemResponse(nothingHere());
  return app.fetch(request, state);
}

function nothingHere(): BillingError {
  return new BillingError('unknown_operation', 'There is nothing at this address.');
}

/** Registers a path; any other method gets 405 and is told which there are. */
function addPath(
  app: App,
  path: string,
  routes: Readonly<Partial<Record<'GET' | 'POST', Route>>>,
): void {
  const allow = [
    ...(routes.GET === undefined ? [] : ['GET', 'HEAD']),
    ...(routes.POST === undefined ? [] : ['POST']),
  ].join(', ');
  // One route for all methods: of several that match a path, Hono makes a chain for each request.
  app.all(path, (context) => {
    const { method } = context.req;
    const route = method === 'POST' ? routes.POST : isRead(method) ? routes.GET : undefined;
    if (route !== undefined) return route(context);
    const said = `${method} is not for this address; use ${allow}.`;
    const answer = problemResponse(new BillingError('method_not_allowed', said));
    answer.headers.set('allow', allow);
    return answer;
  });
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function pageRoutes(base: string): RouteTable {
  const document = openApiDocument(base);
  const text = JSON.stringify(document);
  const docs = renderDocs(document);
  const json = (body: string): Response =>
    new Response(body, { headers: { 'content-type': 'application/json' } });
  return new Map([
    ['/health', { GET: () => json('{"status":"ok"}') }],
    ['/openapi.json', { GET: () => json(text) }],
    ['/docs', { GET: () => page(docs) }],
  ]);
}

function page(render: (nonce: string) => string): Response {
  const nonce = crypto.randomUUID();
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return new Response(render(nonce), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });
}

/** Assets are loaded by pages of other origins, and may be kept for a while. */
function assetRoutes({ assets }: HandlerOptions): RouteTable {
  return new Map(
    [...(assets ?? [])].map(([path, { type, body }]) => {
      const headers = {
        'content-type': type,
        'cache-control': 'public, max-age=300',
        'cross-origin-resource-policy': 'cross-origin',
      };
      return [path, { GET: () => new Response(body as BodyInit, { headers }) }];
    }),
  );
}

function pluginRoutes(options: HandlerOptions, limiter: RateLimiter): RouteTable {
  const receive: Route = async (context) => {
    const request = context.req.raw;
    const pluginId = context.req.param('pluginId') ?? '';
    const state = context.env;
    state.limit = limiter.take('plugin', `${pluginId} ${callerOf(state.address)}`);
    const raw = request.method === 'POST' ? await bounded(request, notificationLimit) : request;
    return options.backend.receive(pluginId, raw);
  };
  return new Map([
    ['/webhooks/:pluginId', { POST: receive }],
    ['/returns/:pluginId', { GET: receive, POST: receive }],
  ]);
}

/** The same request, byte for byte, with a body that is known to be small enough. */
async function bounded(request: Request, limit: number): Promise<Request> {
  const body = await readBytes(request, limit);
  return new Request(request.url, { method: request.method, headers: request.headers, body });
}

function addSignIn(app: App, path: string, options: HandlerOptions, limiter: RateLimiter): void {
  const { signIn } = options;
  if (signIn === undefined) return;
  app.on(['GET', 'POST'], path, async (context) => {
    const request = context.req.raw;
    const state = context.env;
    const group = request.method === 'POST' ? 'signIn' : 'read';
    state.limit = limiter.take(group, callerOf(state.address));
    if (request.method !== 'POST') return signIn.handler(request);
    const origin = request.headers.get('origin');
    if (origin !== null && !isAllowedOrigin(origin, request, options)) {
      fail('forbidden', 'Pages of this origin may not sign in.');
    }
    const whole = await bounded(request, signInLimit);
    await readJson(whole.clone() as Request, signInLimit);
    return signIn.handler(whole);
  });
}
