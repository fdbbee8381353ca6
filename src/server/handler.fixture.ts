import type { Backend, RequestFacts } from '../contract/backend.ts';
import type { InvoicePage } from '../contract/invoices.ts';
import type { Principal } from '../contract/operation.ts';
import type { OperationName, Output } from '../contract/operations.ts';
import { createHandler, type Handler } from './handler.ts';
import type { HandlerOptions } from './options.ts';

/** A call that a backend saw. */
export interface SeenCall {
  readonly principal: Principal;
  readonly name: OperationName;
  readonly input: unknown;
  readonly facts: RequestFacts | undefined;
}

/** A client who may see invoices and packages. */
export const fixtureClient: Principal = {
  kind: 'client',
  clientId: 'client-1',
  contactId: 'contact-1',
  areas: ['invoices', 'packages'],
};

/** An empty page of invoices on which 12.50 EUR is outstanding. */
export const fixturePage: InvoicePage = {
  rows: [],
  next: null,
  previous: null,
  from: 0,
  matching: 0,
  counts: { all: 0, outstanding: 0, paid: 0, other: 0 },
  outstanding: [{ amount: 1250n, currency: 'EUR' }],
};

const answers: { readonly [Name in OperationName]?: unknown } = {
  'invoices.list': fixturePage,
  'payments.methods': { methods: [] },
  'clientSessions.revoke': { revoked: true },
  'passwords.set': { userName: 'ada' },
  'packages.signIn': { url: 'https://panel.example/once' },
  'todos.list': { rows: [] },
  'catalog.get': { products: [] },
};

/** A server over a backend of canned answers, with what it saw. */
export interface Fixture {
  readonly handler: Handler;
  readonly calls: SeenCall[];
  readonly received: { readonly pluginId: string; readonly text: string; readonly url: string }[];
  readonly logged: string[];
  readonly clock: { now(): Date; set(instant: string): void };
}

/** Makes one; a token `good` is the client's, and `bound` only at https://panel.example. */
export function createFixture(
  changed: Partial<HandlerOptions> & {
    readonly execute?: (name: OperationName) => Promise<unknown>;
  } = {},
): Fixture {
  const { execute, ...options } = changed;
  const calls: SeenCall[] = [];
  const received: { pluginId: string; text: string; url: string }[] = [];
  const logged: string[] = [];
  let now = new Date('2026-11-22T10:00:00Z');
  const clock = {
    now: () => now,
    set: (at: string) => {
      now = new Date(at);
    },
  };
  const backend: Backend = {
    async execute(principal, name, input, facts) {
      calls.push({ principal, name, input, facts });
      return (await (execute?.(name) ?? answers[name])) as Output<typeof name>;
    },
    async receive(pluginId, request) {
      received.push({ pluginId, text: await request.text(), url: request.url });
      return new Response('seen', { status: 202 });
    },
    async authenticate(token, origin) {
      if (token === 'good') return fixtureClient;
      return token === 'bound' && origin === 'https://panel.example' ? fixtureClient : null;
    },
  };
  const handler = createHandler({
    backend,
    clock,
    allowedOrigins: ['https://panel.example'],
    log: (_message, details) => void logged.push(JSON.stringify(details)),
    address: () => '192.0.2.1',
    ...options,
  });
  return { handler, calls, received, logged, clock };
}
