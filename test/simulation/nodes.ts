import { manual } from '../../plugins/manual/index.ts';
import { sandbox } from '../../plugins/sandbox/index.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { createSecrets } from '../../src/node/secrets.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { testChance } from '../../src/testing/billing.ts';
import { unguarded } from './guards.ts';
import { simulatedMailer } from './mail-server.ts';
import { faultyFetch, virtualDeadline } from './ports.ts';
import { faultyStore } from './store.ts';
import { InjectedFault, later, note, type Universe } from './universe.ts';

/** Where the vendor is, and what it knows us by. */
export const vendorAccess = {
  url: 'http://vendor.example',
  secret: 'sandbox-secret',
  webhookSecret: 'a webhook secret of more than 32 letters',
} as const;

/** Seconds that a call may take. */
export const callSeconds = 60;

/** Workers of one engine at most: as many as the engine lets call one plugin at once. */
const workers = 3;

/** A server that runs an engine; after a crash another engine starts in its place. */
export interface Node {
  readonly name: string;
  /** Another number for each engine that ran here; 0 while none runs. */
  life: number;
  engine: Engine | null;
  frozenUntil: number;
  /** Its clock less the true one, in milliseconds. */
  readonly skew: number;
  start(): void;
  /** Ends the engine without a word; it starts anew after a while. */
  kill(restartAfter?: number): void;
}

const secrets = createSecrets({
  secret: 'a secret for simulations of 32 letters or more',
  hashPassword: (password) => Promise.resolve(`hash of ${password}`),
});

/** Makes a server without a running engine. */
export function createNode(universe: Universe, index: number): Node {
  const { skew: most } = universe.profile;
  const node: Node = {
    name: `engine ${index}`,
    life: 0,
    engine: null,
    frozenUntil: 0,
    skew: index === 0 ? 0 : universe.dice.int(-most, most) * 1000,
    start: () => {
      node.life = universe.trace.next('life');
      node.engine = engineOf(universe, node);
      node.frozenUntil = 0;
    },
    kill: (restartAfter = universe.faults.restartAfter()) => {
      const { life } = node;
      node.life = 0;
      node.engine = null;
      universe.scheduler.kill(life);
      later(universe, restartAfter, `restart ${node.name}`, node.start);
    },
  };
  return node;
}

function engineOf(universe: Universe, node: Node): Engine {
  const plugins: readonly Plugin[] = [
    sandbox(vendorAccess),
    ...(universe.gateway === null ? [] : [universe.gateway.plugin()]),
    manual({ instructions: 'Transfer {amount} with the reference {reference}.' }),
    { id: 'mailbox', mailer: simulatedMailer(universe) },
  ];
  const { life } = node;
  return createEngine({
    store: faultyStore(universe),
    clock: { now: () => new Date(universe.now + node.skew) },
    chance: testChance(universe.seed * 104_729 + universe.trace.next('engine') * 7919),
    secrets,
    catalog: universe.catalog,
    plugins: plugins.map((plugin) => unguarded(universe, plugin)),
    settings: {
      portalUrl: 'https://portal.example/',
      apiUrl: 'https://shop.example/api',
      setPasswordUrl: 'https://portal.example/set-password',
      terms: { url: 'https://portal.example/terms', version: '1' },
      retryPausesSeconds: [60, 300, 1800, 7200],
      callSeconds,
      challengeMinutes: 15,
      features: [],
    },
    log: () => undefined,
    fetch: faultyFetch(universe),
    deadline: virtualDeadline,
    wake: () => void startWorker(universe, node, life),
  });
}

/** The engines that run now and are not frozen. */
export function awake(universe: Universe): readonly Node[] {
  return universe.nodes.filter((node) => node.engine !== null && node.frozenUntil <= universe.now);
}

/** Starts one more worker of an engine; answers whether it did, since it may have enough. */
export function startWorker(universe: Universe, node: Node, life: number): boolean {
  const { engine } = node;
  if (engine === null || node.life !== life) return false;
  const name = `worker ${node.name}`;
  if (universe.scheduler.count(life, name) >= workers) return false;
  act(universe, node, name, async () => {
    // One at a time, so that the order of the steps is the scheduler's and not a queue's.
    while ((await engine.performDue({ limit: 1 })) > 0);
  });
  return true;
}

/** Starts an actor on an engine; an error that nobody injected is a violation. */
export function act(
  universe: Universe,
  node: Node,
  name: string,
  work: () => Promise<void>,
  onFault: () => void = () => undefined,
): void {
  const actor = { name, life: node.life, onDeath: onFault };
  universe.scheduler.start(actor, async () => {
    try {
      await work();
    } catch (error) {
      if (error instanceof InjectedFault) onFault();
      else universe.violations.push(`${name}: ${error instanceof Error ? error.stack : error}`);
      note(universe, `${name} ended with ${error instanceof Error ? error.name : 'an error'}`);
    }
  });
}
