import { Hono } from 'hono';
import { needBearer, needText, Refusal, readObject, type VendorCore } from './core.ts';
import type { SwitchMode, SwitchTarget } from './state.ts';

const targets: readonly SwitchTarget[] = [
  'token',
  'charge',
  'charge_lookup',
  'void',
  'refund',
  'refund_lookup',
  'setup',
  'setup_lookup',
  'method_delete',
  'account',
  'account_lookup',
  'account_change',
  'account_delete',
  'session',
  'vat',
];
const modes: readonly SwitchMode[] = [
  'fail',
  'lie',
  'hang',
  'late',
  'lose-answer',
  'answer-twice',
  'refuse',
];

function targetOf(request: Request): SwitchTarget | null {
  const { pathname } = new URL(request.url);
  const { method } = request;
  if (pathname === '/v1/tokens') return method === 'POST' ? 'token' : null;
  if (pathname === '/v1/voids' || pathname.endsWith('/void')) return 'void';
  if (pathname === '/v1/refunds') return method === 'POST' ? 'refund' : 'refund_lookup';
  if (pathname === '/v1/setups') return method === 'POST' ? 'setup' : 'setup_lookup';
  if (pathname.startsWith('/v1/methods/')) return 'method_delete';
  if (pathname.startsWith('/v1/charges')) return method === 'POST' ? 'charge' : 'charge_lookup';
  if (pathname.endsWith('/sessions')) return 'session';
  if (pathname.startsWith('/v1/vat-numbers/')) return 'vat';
  if (!pathname.startsWith('/v1/accounts')) return null;
  if (method === 'GET') return 'account_lookup';
  if (method === 'POST') return 'account';
  return method === 'DELETE' ? 'account_delete' : 'account_change';
}

function takeSwitch(vendor: VendorCore, request: Request): SwitchMode | null {
  const target = targetOf(request);
  const found = vendor.state.switches.find((row) => row.target === target);
  if (found === undefined) return null;
  found.times -= 1;
  vendor.state.switches = vendor.state.switches.filter((row) => row.times > 0);
  vendor.save();
  return found.mode;
}

function givenUp(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const broken = new WeakSet<Response>();

/** Whether a listener should drop the connection instead of giving this answer. */
export function isBroken(response: Response): boolean {
  return broken.has(response);
}

/** An answer whose connection breaks before its body is there. */
function brokenAnswer(): Response {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new TypeError('The connection broke.')),
  });
  const answer = new Response(body, { headers: { 'content-type': 'application/json' } });
  broken.add(answer);
  return answer;
}

/** Handles a request as the switches say, or as usual where none is set for it. */
export async function withSwitches(
  vendor: VendorCore,
  request: Request,
  handle: (request: Request) => Promise<Response>,
): Promise<Response> {
  const mode = takeSwitch(vendor, request);
  switch (mode) {
    case null:
      return handle(request);
    case 'fail':
      return new Refusal(
        503,
        'unavailable',
        'Down for maintenance; nothing was done.',
      ).toResponse();
    case 'refuse':
      return new Refusal(422, 'refused', 'The vendor refuses this.').toResponse();
    case 'lie':
      await handle(request);
      return new Refusal(500, 'internal', 'Something went wrong.').toResponse();
    case 'lose-answer':
      await handle(request);
      return brokenAnswer();
    case 'answer-twice': {
      const again = request.clone();
      const [first] = await Promise.all([handle(request), handle(again)]);
      return first;
    }
    case 'hang':
      await givenUp(request.signal);
      return brokenAnswer();
    case 'late': {
      const copy = new Request(request.url, {
        method: request.method,
        headers: request.headers,
        ...(request.method === 'GET' ? {} : { body: await request.text() }),
      });
      await givenUp(request.signal);
      await handle(copy);
      return brokenAnswer();
    }
  }
}

function readSwitch(body: Readonly<Record<string, unknown>>): {
  target: SwitchTarget;
  mode: SwitchMode;
  times: number;
} {
  const target = targets.find((name) => name === body['target']);
  if (target === undefined) {
    throw new Refusal(400, 'invalid_field', `A target is one of ${targets.join(', ')}.`, 'target');
  }
  const name = needText(body, 'mode');
  const mode = modes.find((known) => known === name);
  if (mode === undefined) {
    throw new Refusal(400, 'invalid_field', `A mode is one of ${modes.join(', ')}.`, 'mode');
  }
  const times = body['times'] ?? 1;
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 1 || times > 1000) {
    throw new Refusal(400, 'invalid_field', 'Times is from 1 to 1000.', 'times');
  }
  return { target, mode, times };
}

/** The routes by which a test or a demo makes the vendor go wrong, and looks into it. */
export function adminRoutes(vendor: VendorCore): Hono {
  const routes = new Hono();
  routes.post('/admin/switches', async (c) => {
    needBearer(c.req.raw, vendor.secret);
    const { body } = await readObject(c.req.raw, ['target', 'mode', 'times']);
    vendor.state.switches.push(readSwitch(body));
    vendor.save();
    return c.json({ switches: vendor.state.switches }, 201);
  });
  routes.delete('/admin/switches', (c) => {
    needBearer(c.req.raw, vendor.secret);
    vendor.state.switches = [];
    vendor.save();
    return c.body(null, 204);
  });
  routes.get('/admin/state', (c) => {
    needBearer(c.req.raw, vendor.secret);
    const { charges, refunds, accounts, log, switches, events } = vendor.state;
    return c.json({ charges, refunds, accounts, log, switches, events });
  });
  return routes;
}
