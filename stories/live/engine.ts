import document from '../../examples/provider/catalog.json' with { type: 'json' };
import { manual } from '../../plugins/manual/index.ts';
import { sandbox } from '../../plugins/sandbox/index.ts';
import { createSandboxVendor, memoryStore } from '../../plugins/sandbox/vendor/index.ts';
import { createEmbeddedAdapter } from '../../src/adapters/embedded.ts';
import type { Adapter } from '../../src/contract/operations.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { parseCatalog } from '../../src/operations/catalog-document.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { addDays, addMonths, type PlainDate } from '../../src/rules/plain-date.ts';
import { openPglite } from '../../src/storage/pglite.ts';
import type { Tokenise } from './gateway.ts';
import { pageSecrets } from './secrets.ts';
import { seed } from './seed.ts';

const origin = 'https://vendor.example';
const secret = 'sandbox-secret';
const webhookSecret = 'a webhook secret of more than 32 letters';

/** A mail that the engine sent. */
export interface SentMail {
  readonly on: PlainDate;
  readonly to: string;
  readonly subject: string;
}

/** A provider that lives in the page, in memory, until the page is closed. */
export interface LiveProvider {
  /** As the client whose account it is. */
  readonly adapter: Adapter;
  readonly tokenise: Tokenise;
  today(): PlainDate;
  /** Mails so far, the newest first. */
  mails(): readonly SentMail[];
  /** Lives through a month, day by day, and tells each day. */
  advanceMonth(tell: (day: PlainDate) => void): Promise<void>;
}

interface PageClock {
  now(): Date;
  set(instant: string): void;
}

function pageClock(): PageClock {
  let at = new Date('2026-11-22T10:00:00Z');
  return {
    now: () => new Date(at),
    set: (instant) => {
      at = new Date(instant);
    },
  };
}

function mailbox(mails: SentMail[], today: () => PlainDate): Plugin {
  return {
    id: 'mailbox',
    mailer: {
      send: ({ messageId, to, subject }) => {
        mails.unshift({ on: today(), to, subject });
        return Promise.resolve({ status: 'done', reference: messageId, value: null });
      },
      lookup: () => Promise.resolve('not_sent'),
    },
  };
}

function randomHex(count: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(count));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Opens a database in the page and an engine over it, and gives a client a first order. */
export async function startLiveProvider(tell: (step: string) => void): Promise<LiveProvider> {
  const clock = pageClock();
  const today = (): PlainDate => clock.now().toISOString().slice(0, 10);
  const mails: SentMail[] = [];
  tell('Opening a database in the page');
  const store = await openPglite();
  const vendor = createSandboxVendor({
    store: memoryStore(),
    secret,
    webhookSecret,
    now: () => clock.now(),
  });
  const engine = createEngine({
    store,
    clock,
    chance: { uuid: () => crypto.randomUUID(), secret: randomHex },
    secrets: pageSecrets,
    catalog: parseCatalog(document),
    plugins: [
      sandbox({ url: origin, secret, webhookSecret }),
      manual({ instructions: 'Transfer {amount} with the reference {reference}.' }),
      mailbox(mails, today),
    ],
    settings: {
      portalUrl: 'https://portal.example/',
      apiUrl: 'https://shop.example/api',
      setPasswordUrl: 'https://portal.example/set-password',
      terms: { url: null, version: '1' },
      retryPausesSeconds: [60, 300],
      callSeconds: 20,
      challengeMinutes: 15,
      features: ['order'],
    },
    log: () => undefined,
    fetch: (input, init) => vendor.fetch(new Request(input, init)),
    deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
  });
  const tokenise: Tokenise = (number) => tokenOf(vendor.fetch, number);
  tell('Placing an order and paying it');
  const principal = await seed(engine, await tokenise('4242424242424242'));
  await settle(engine);
  return {
    adapter: settling(createEmbeddedAdapter({ backend: engine, principal }), engine),
    tokenise,
    today,
    mails: () => mails,
    advanceMonth: async (tellDay) => {
      const end = addMonths(today(), 1);
      for (let day = addDays(today(), 1); day <= end; day = addDays(day, 1)) {
        clock.set(`${day}T12:00:00Z`);
        await vendor.tick();
        await engine.runDaily();
        await settle(engine);
        tellDay(day);
      }
    },
  };
}

async function settle(engine: Engine): Promise<void> {
  while ((await engine.performDue({ limit: 50 })) > 0);
}

/** A page has no worker: what a command left to be done is done when it has answered. */
function settling(adapter: Adapter, engine: Engine): Adapter {
  return {
    ...adapter,
    execute: async (name, input, options) => {
      const answer = await adapter.execute(name, input, options);
      await settle(engine);
      return answer;
    },
  };
}

async function tokenOf(
  vendor: (request: Request) => Promise<Response>,
  number: string,
): Promise<string> {
  const request = new Request(`${origin}/v1/tokens`, {
    method: 'POST',
    headers: { authorization: 'Bearer pk_sandbox', 'content-type': 'application/json' },
    body: JSON.stringify({ number, expiry: '12/99', cvc: '123' }),
  });
  const answer = await vendor(request);
  if (!answer.ok) throw new Error(`The vendor made no token: ${await answer.text()}`);
  return ((await answer.json()) as { token: string }).token;
}
