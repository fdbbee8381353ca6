import { PayPalFault } from './faults.ts';
import {
  instant,
  type Json,
  type JsonObject,
  type StoredEvent,
  text,
  type World,
} from './state.ts';
import { link } from './views.ts';

/** An event about something as it is now. */
export function eventOf(
  world: World,
  type: string,
  resource_type: string,
  resource: JsonObject,
): StoredEvent {
  const id = `WH-${world.id()}-${world.id()}`;
  const row: JsonObject = {
    id,
    event_version: '1.0',
    create_time: instant(world.time()),
    resource_type,
    resource_version: '2.0',
    event_type: type,
    summary: `${type} happened.`,
    resource,
    links: [link(world, 'self', `/v1/notifications/webhooks-events/${id}`)],
  };
  return { row, body: JSON.stringify(row) };
}

function readInstant(query: URLSearchParams, name: string, otherwise: number): number {
  const value = query.get(name);
  if (value === null) return otherwise;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) {
    throw new PayPalFault(400, { issue: 'INVALID_PARAMETER_SYNTAX', field: name });
  }
  return Date.parse(value);
}

/** `GET /v1/notifications/webhooks-events`: the newest first, for 30 days. */
export function listEvents(world: World, query: URLSearchParams): Json {
  const size = Number(query.get('page_size') ?? '10');
  if (!Number.isInteger(size) || size < 1 || size > 300) {
    throw new PayPalFault(400, { issue: 'INVALID_PARAMETER_VALUE', field: 'page_size' });
  }
  const from = readInstant(query, 'start_time', world.time() - 30 * 24 * 3600_000);
  const until = readInstant(query, 'end_time', world.time());
  const type = query.get('event_type');
  const rows = world.state.events
    .map(({ row }) => row)
    .filter((row) => {
      const at = Date.parse(text(row, 'create_time') ?? '');
      return at >= from && at <= until && (type === null || row['event_type'] === type);
    })
    .reverse();
  const start = Number(query.get('page_token') ?? '0');
  const next = new URLSearchParams(query);
  next.set('page_token', String(start + size));
  const self = link(world, 'self', `/v1/notifications/webhooks-events?${query}`);
  const more = link(world, 'next', `/v1/notifications/webhooks-events?${next}`);
  return {
    events: rows.slice(start, start + size),
    count: rows.length,
    links: rows.length > start + size ? [self, more] : [self],
  };
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
