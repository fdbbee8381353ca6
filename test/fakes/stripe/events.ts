import type { Row, StoredEvent, World } from './state.ts';

const encoder = new TextEncoder();

/** `Stripe-Signature` over a body, at an instant. */
export async function sign(secret: string, body: string, seconds: number): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  const bytes = await subtle.sign('HMAC', key, encoder.encode(`${seconds}.${body}`));
  const hex = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `t=${seconds},v1=${hex}`;
}

/** An event about a row, as it is now. */
export function eventOf(world: World, type: string, row: Row): StoredEvent {
  const event: Row = {
    id: world.id('evt'),
    object: 'event',
    created: world.seconds(),
    api_version: '2026-10-28.endive',
    data: { object: row },
    livemode: world.live,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
  return { row: event, body: JSON.stringify(event, null, 2) };
}

/** What is sent of an event, signed now. */
export async function requestOf(
  event: StoredEvent,
  receiver: string,
  secret: string,
  seconds: number,
): Promise<Request> {
  return new Request(receiver, {
    method: 'POST',
    body: event.body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': await sign(secret, event.body, seconds),
    },
  });
}

/** How the outbox treats what it sends. */
export interface Outbox {
  /** Nothing is sent until it is let go. */
  held: boolean;
  /** How often each is sent. */
  copies: number;
  /** How many of the next are lost. */
  drop: number;
}

/** Sends events to a receiver, in the background; `idle` waits for all. */
export function createSender(
  outbox: Outbox,
  deliver: ((request: Request) => Promise<Response>) | undefined,
  make: (event: StoredEvent) => Promise<Request>,
): {
  readonly add: (event: StoredEvent) => void;
  readonly release: (order: 'kept' | 'reversed') => Promise<void>;
  readonly idle: () => Promise<void>;
} {
  const waiting: StoredEvent[] = [];
  let running: Promise<void> = Promise.resolve();
  const send = async (event: StoredEvent): Promise<void> => {
    if (deliver === undefined) return;
    for (let copy = 0; copy < outbox.copies; copy += 1) {
      // Who does not answer is told again by no one here: `sent` has the event.
      await deliver(await make(event)).catch(() => null);
    }
  };
  const add = (event: StoredEvent): void => {
    if (outbox.drop > 0) {
      outbox.drop -= 1;
      return;
    }
    if (outbox.held) waiting.push(event);
    else running = running.then(() => send(event));
  };
  const release = async (order: 'kept' | 'reversed'): Promise<void> => {
    outbox.held = false;
    const batch = waiting.splice(0);
    for (const event of order === 'reversed' ? batch.reverse() : batch) {
      running = running.then(() => send(event));
    }
    await running;
  };
  return { add, release, idle: () => running };
}
