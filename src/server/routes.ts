import type { Context } from 'hono';
import {
  contract,
  type Input,
  type OperationName,
  operationNames,
} from '../contract/operations.ts';
import { requirePermission } from '../contract/permissions.ts';
import { decode, encode, type Json } from '../contract/wire.ts';
import { fail } from '../errors.ts';
import { assertOutput, parseInput } from '../operations/index.ts';
import { readJson } from './body.ts';
import { originOf } from './cors.ts';
import { finishedJson } from './headers.ts';
import type { Limits, RateLimiter } from './limits.ts';
import type { HandlerOptions, RequestState } from './options.ts';
import { countedAs, principalOf } from './who.ts';

/**
 * Whether a path is written in its one canonical way.
 *
 * `//x` or `%2f` may mean another path to a proxy before us than to the router, so a path that is
 * written so is none of ours.
 */
export function isCanonical(path: string): boolean {
  if (/\/\/|;|%(?:2[ef5]|5c|3b|[01]|7f)/i.test(path)) return false;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** The environment of our routes. */
export interface RouteEnvironment {
  Bindings: RequestState;
}

/** Answers a request whose path matched. */
export type Route = (context: Context<RouteEnvironment>) => Response | Promise<Response>;

/** The routes of one path, by method. */
export type RouteTable = ReadonlyMap<string, Readonly<Partial<Record<'GET' | 'POST', Route>>>>;

/** 64 kB: the longest order is far below. */
const bodyLimit = 65_536;

/** A catalog's file is larger; only an operator may send one. */
const bodyLimits: Partial<Record<OperationName, number>> = {
  'catalog.check': 2_000_000,
  'catalog.load': 2_000_000,
};

const groups: Partial<Record<OperationName, keyof Limits>> = {
  'orders.place': 'order',
  'payments.pay': 'payment',
  'billingAccounts.add': 'payment',
  'passwords.set': 'password',
};

/** A route for each operation of the contract, with paths as Hono writes them. */
export function operationRoutes(options: HandlerOptions, limiter: RateLimiter): RouteTable {
  const table = new Map<string, Partial<Record<'GET' | 'POST', Route>>>();
  for (const name of operationNames) {
    const { method, path } = contract[name];
    const pattern = path.replace(/\{(\w+)\}/g, ':$1');
    const route: Route = (context) => answer(name, context, options, limiter);
    table.set(pattern, { ...table.get(pattern), [method]: route });
  }
  return table;
}

async function answer(
  name: OperationName,
  context: Context<RouteEnvironment>,
  options: HandlerOptions,
  limiter: RateLimiter,
): Promise<Response> {
  const request = context.req.raw;
  const state = context.env;
  const principal = await principalOf(request, state, options, limiter);
  const caller = countedAs(principal, state);
  const operation = contract[name];
  const group = groups[name] ?? (operation.kind === 'command' ? 'write' : 'read');
  state.limit = limiter.take(group, caller);
  requirePermission(principal, name);
  const input = parseInput(name, await inputOf(name, context));
  if (name === 'orders.quote' && (input as Input<'orders.quote'>).promotionCode !== undefined) {
    state.limit = limiter.take('promotion', caller);
  }
  const output = await options.backend.execute(principal, name, input, {
    origin: originOf(request, options),
    address: state.address,
    userAgent: request.headers.get('user-agent')?.slice(0, 300) ?? null,
    country: options.country?.(request) ?? null,
  });
  assertOutput(name, output);
  return finishedJson(JSON.stringify(encode(output)), request, options, state);
}

/** The members of path and query or body together; one that stands twice is refused. */
async function inputOf(
  name: OperationName,
  context: Context<RouteEnvironment>,
): Promise<Record<string, unknown>> {
  const request = context.req.raw;
  const fromPath = context.req.param() as Record<string, string>;
  const query = queryOf(context.env.url);
  const [stray] = contract[name].method === 'GET' ? [] : Object.keys(query);
  if (stray !== undefined) {
    fail('unknown_field', 'The input belongs into the body.', { field: stray.slice(0, 100) });
  }
  const rest =
    contract[name].method === 'GET'
      ? query
      : (decode((await readJson(request, bodyLimits[name] ?? bodyLimit)) as Json) as Record<
          string,
          unknown
        >);
  for (const field of Object.keys(fromPath)) {
    if (Object.hasOwn(rest, field)) {
      fail('unknown_field', `${field} stands in the path. Leave it out elsewhere.`, { field });
    }
  }
  return { ...rest, ...fromPath };
}

function queryOf(url: URL): Record<string, unknown> {
  if (url.search === '') return {};
  const parameters = url.searchParams;
  for (const field of parameters.keys()) {
    if (field === '__proto__') fail('unknown_field', `There is no field ${field}.`, { field });
    if (parameters.getAll(field).length > 1) {
      fail('invalid_input', `${field} may stand once.`, { field: field.slice(0, 100) });
    }
  }
  return Object.fromEntries(parameters);
}
