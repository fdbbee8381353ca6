import { signEvent } from '../../plugins/sandbox/vendor/webhooks.ts';
import { throwFault } from './faults.ts';
import type { VendorEvent } from './gateways/index.ts';
import { act, awake, vendorAccess } from './nodes.ts';
import { later, note, type Universe } from './universe.ts';

const hour = 3600_000;
const day = 24 * hour;
/** Milliseconds for which a signature is good. */
const tolerance = 300_000;

/** An event of the sandbox. */
export function sandboxEvent(body: string): VendorEvent {
  const sign = async (at: number): Promise<Request> => {
    const signed = await signEvent(vendorAccess.webhookSecret, body, at);
    const init = { method: 'POST', body: signed.body, headers: { ...signed.headers } };
    return new Request('http://provider.example/webhooks/sandbox', init);
  };
  return { pluginId: 'sandbox', body, sign };
}

/** Takes an event from the vendor, and brings it to an engine or not (F8). */
export function carryWebhook(universe: Universe, event: VendorEvent): Response {
  const { dice, trace } = universe;
  const thrown = throwFault(dice, universe.profile.webhook);
  const fault = thrown === 'lost' && isOnlyNews(universe, event) ? 'late' : thrown;
  trace.count('webhook');
  if (fault !== 'none') {
    note(universe, `FAULT webhook ${fault}`);
    trace.count(`webhook: ${fault}`);
  }
  if (fault === 'refused') {
    // The sandbox tries again by itself; of others it is played here.
    if (event.pluginId !== 'sandbox') {
      later(universe, hour, 'webhook', () => void carryWebhook(universe, event));
    }
    return new Response(null, { status: 500 });
  }
  if (fault === 'lost') return new Response(null, { status: 204 });
  const copies = fault === 'duplicated' ? dice.int(2, 6) : 1;
  for (let copy = 0; copy < copies; copy += 1) {
    const most = fault === 'late' ? 3 * day : fault === 'duplicated' ? day : 5000;
    later(universe, dice.int(100, most), 'webhook', () => deliver(universe, event));
  }
  return new Response(null, { status: 204 });
}

/** Of a charge that was given up nobody asks the vendor any more: only its webhook can tell. */
function isOnlyNews({ lateMoney }: Universe, { body, pluginId, untilHeard }: VendorEvent): boolean {
  if (pluginId !== 'sandbox') return untilHeard === true;
  return lateMoney.has((JSON.parse(body) as { chargeId: string }).chargeId);
}

async function deliver(universe: Universe, event: VendorEvent): Promise<void> {
  const { dice } = universe;
  const again = (): void => later(universe, 60_000, 'webhook', () => deliver(universe, event));
  const nodes = awake(universe);
  if (nodes.length === 0) return again();
  const node = dice.pick(nodes);
  const work = async (): Promise<void> => {
    const signedAt = universe.now;
    const request = await event.sign(signedAt + node.skew);
    const reply = await node.engine?.receive(event.pluginId, request);
    // A process that slept over it finds it too old; the vendor signs it anew and tries again.
    if (reply?.status === 503) {
      universe.trace.count('webhook: not read');
      return again();
    }
    if (reply?.ok === false && universe.now - signedAt > tolerance) return again();
    if (reply === undefined || !reply.ok) {
      universe.violations.push(`A genuine webhook was refused with ${reply?.status}.`);
    }
  };
  act(universe, node, 'webhook', work, again);
}
