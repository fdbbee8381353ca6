import type { PortFault } from './faults.ts';
import type { SimulatedGateway } from './gateways/index.ts';
import { InjectedFault, later, note, pass, type Universe } from './universe.ts';

const day = 24 * 3600_000;
const deadlines = new WeakMap<AbortSignal, AbortController>();

/** A signal whose time is up when a fault says so: no real clock runs here. */
export function virtualDeadline(): AbortSignal {
  const controller = new AbortController();
  deadlines.set(controller.signal, controller);
  return controller.signal;
}

/** What a request asks of the vendor, in the words of the vendor's own switches. */
function targetOf(method: string, path: string): string {
  if (path.startsWith('/v1/voids')) return 'void';
  if (path.startsWith('/v1/refunds')) return method === 'POST' ? 'refund' : 'refund_lookup';
  if (path.startsWith('/v1/charges')) return method === 'POST' ? 'charge' : 'charge_lookup';
  if (path.endsWith('/sessions')) return 'session';
  if (method === 'GET') return 'account_lookup';
  if (method === 'POST') return 'account';
  return method === 'DELETE' ? 'account_delete' : 'account_change';
}

/** The network between an engine and the vendor. */
export function faultyFetch(universe: Universe): typeof fetch {
  return async (input, init) => {
    const address = new URL(String(input));
    const method = init?.method ?? 'GET';
    const path = `${address.pathname}${address.search}`;
    const target = targetOf(method, address.pathname);
    const make = (): Request => new Request(address, { ...init, signal: null });
    const { gateway } = universe;
    if (gateway?.isAt(address)) return callGateway(universe, gateway, make, init?.signal ?? null);
    return callPort(universe, {
      target,
      label: `${method} ${path}`,
      key: new Headers(init?.headers).get('idempotency-key') ?? '',
      signal: init?.signal ?? null,
      act: () => universe.vendor.fetch(make()),
      captured: () => isCaptured(universe, target, address),
      lie: () => Response.json({ error: 'internal' }, { status: 500 }),
      refuse: (fault) => {
        const limited = fault === 'limited';
        const error = {
          code: fault === 'limited' ? 'rate_limited' : 'unavailable',
          message: 'No.',
        };
        return Response.json({ error }, { status: limited ? 429 : 503 });
      },
    });
  };
}

/** A call of the gateway that takes the cards in the place of the sandbox. */
function callGateway(
  universe: Universe,
  gateway: SimulatedGateway,
  make: () => Request,
  signal: AbortSignal | null,
): Promise<Response> {
  const { headers, method, url } = make();
  const { pathname } = new URL(url);
  const taken = (): bigint => gateway.charges().reduce((sum, { captured }) => sum + captured, 0n);
  const before = taken();
  return callPort(universe, {
    target: gateway.targetOf(method, pathname),
    label: `${method} ${pathname}`,
    key: headers.get('idempotency-key') ?? headers.get('paypal-request-id') ?? '',
    signal,
    act: () => gateway.fetch(make()),
    captured: () => taken() > before,
    lie: () => gateway.trouble(500),
    refuse: (fault) => gateway.trouble(fault === 'limited' ? 429 : 503),
  });
}

/** Whether the vendor's answer tells of money that it has taken. */
function isCaptured({ vendorState }: Universe, target: string, address: URL): boolean {
  if (target !== 'charge' && target !== 'charge_lookup') return false;
  const asked = address.searchParams.get('chargeId');
  const { charges } = vendorState;
  const row = asked === null ? charges.at(-1) : charges.find(({ chargeId }) => chargeId === asked);
  return row?.status === 'captured';
}

/** One call of something outside. */
export interface PortCall<Answer> {
  readonly target: string;
  readonly label: string;
  readonly key: string;
  readonly signal: AbortSignal | null;
  act(): Promise<Answer>;
  captured?(): boolean;
  lie(): Answer;
  refuse(fault: 'unavailable' | 'limited'): Answer;
}

/** Makes a call, with what the plan of faults lets become of it. */
export async function callPort<Answer>(
  universe: Universe,
  call: PortCall<Answer>,
): Promise<Answer> {
  const { trace, scheduler, faults } = universe;
  if (universe.inTransaction) {
    universe.violations.push(`${call.label} was called inside a transaction (Law 7).`);
  }
  await pass(universe, `call ${call.label}`);
  const actor = scheduler.current();
  trace.count(`call: ${call.target}`);
  // A charge has several tasks, all with its one key; a look-up may be another one's.
  if (call.target !== 'charge_lookup' && scheduler.othersCalling(call.key) > 0) {
    trace.count('two workers on one task');
  }
  actor.calling = call.key;
  const fault = faults.port(call.target);
  if (fault !== 'none') {
    note(universe, `FAULT ${fault}`);
    trace.count(`${fault}: ${call.target}`);
  }
  const answer = await withFault(universe, call, fault);
  const told = fault === 'none' || fault === 'twice';
  if (told && call.captured?.() === true) actor.capturing = true;
  await pass(universe, `answer ${call.target}`);
  return answer;
}

async function withFault<Answer>(
  universe: Universe,
  call: PortCall<Answer>,
  fault: PortFault,
): Promise<Answer> {
  switch (fault) {
    case 'none':
      return call.act();
    case 'refused':
      throw new InjectedFault('The connection was refused.');
    case 'hang':
      return timeOut(universe, call);
    case 'lost':
      await call.act();
      await pass(universe, `lost answer ${call.target}`);
      throw new InjectedFault('The connection broke before the answer.');
    case 'late':
      later(universe, lateness(universe, call.target), `late ${call.label}`, async () => {
        universe.trace.count(`late effect: ${call.target}`);
        await call.act();
      });
      return timeOut(universe, call);
    case 'lie':
      await call.act();
      return call.lie();
    case 'unavailable':
    case 'limited':
      return call.refuse(fault);
    case 'twice': {
      const answer = await call.act();
      await call.act();
      return answer;
    }
  }
}

/**
 * Mostly minutes, at times days; at the panel before the first retry: what a panel does days later
 * against a newer order is drift, and found by comparing (SPEC 19.5).
 */
function lateness({ dice }: Universe, target: string): number {
  if (target.startsWith('account')) return dice.int(1000, 110_000);
  return dice.chance(0.7) ? dice.int(1000, 600_000) : dice.int(600_000, 3 * day);
}

/** The caller's deadline ends its wait; the call itself never answers. */
async function timeOut(
  universe: Universe,
  call: { readonly target: string; readonly signal: AbortSignal | null },
): Promise<never> {
  universe.scheduler.current().frozenUntil = universe.now + 60_000;
  await pass(universe, `time-out ${call.target}`);
  const deadline = call.signal === null ? undefined : deadlines.get(call.signal);
  if (deadline === undefined) throw new InjectedFault('The time is up.');
  deadline.abort();
  return new Promise<never>(() => undefined);
}
