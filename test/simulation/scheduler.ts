/** Something that goes on by itself: a click of a client, a turn of a worker, a webhook. */
export interface Actor {
  readonly name: string;
  /** The engine that it runs on, by a number that no later engine has. */
  readonly life: number;
  /** It does not go on before that time, in milliseconds. */
  frozenUntil: number;
  /** The idempotency key of a call whose outcome it has not committed yet. */
  calling: string | null;
  /** It knows of money that it has not committed yet. */
  capturing: boolean;
  /** Called when its engine dies under it. */
  readonly onDeath: () => void;
}

interface Parked extends Actor {
  resume: () => void;
}

/**
 * Lets actors go on one at a time, from gate to gate. A gate stands before each transaction, and
 * before and after each call of a port: whoever decides the order of the steps decides all that
 * an operating system, a network and a database would.
 */
export interface Scheduler {
  /** Begins an actor; its first step is not taken yet. */
  start(actor: Pick<Actor, 'name' | 'life' | 'onDeath'>, work: () => Promise<void>): void;
  /** Where an actor waits until it is its turn again. Called by the actor itself. */
  gate(): Promise<void>;
  /** Who takes the present step. */
  current(): Actor;
  /** Actors that may go on at a time. */
  ready(now: number): readonly Actor[];
  /** When the first frozen actor may go on, or null. */
  nextThaw(): number | null;
  /** Lets one go on to its next gate or its end. */
  step(actor: Actor): Promise<void>;
  /** Ends all actors of an engine where they are. */
  kill(life: number): void;
  /** Where an actor stays for ever, after its engine was killed in its own step. */
  perish(): Promise<never>;
  /** Freezes all actors of an engine. */
  freeze(life: number, until: number): void;
  /** How many others have called with a key and not yet committed what came of it. */
  othersCalling(key: string): number;
  /** How many there are of an engine and a name, or in all. */
  count(life?: number, name?: string): number;
}

/** Makes a scheduler without actors. */
export function createScheduler(): Scheduler {
  const actors = new Set<Parked>();
  let running: Parked | null = null;
  let parked: () => void = () => undefined;

  const wait = (actor: Parked): Promise<void> =>
    new Promise((resolve) => {
      actor.resume = resolve;
      parked();
    });
  const current = (): Parked => {
    if (running === null) throw new Error('A step was taken by nobody.');
    return running;
  };
  const end = (actor: Parked): void => {
    actors.delete(actor);
    parked();
  };

  return {
    current,
    start: (who, work) => {
      const rest = { frozenUntil: 0, calling: null, capturing: false, resume: () => undefined };
      const actor: Parked = { ...who, ...rest };
      const begun = new Promise<void>((resolve) => {
        actor.resume = resolve;
      });
      actors.add(actor);
      void begun.then(work).finally(() => end(actor));
    },
    gate: () => wait(current()),
    ready: (now) => [...actors].filter(({ frozenUntil }) => frozenUntil <= now),
    nextThaw: () => {
      const times = [...actors].map(({ frozenUntil }) => frozenUntil);
      return times.length === 0 ? null : Math.min(...times);
    },
    step: async (actor) => {
      running = actor as Parked;
      await new Promise<void>((resolve) => {
        parked = resolve;
        (actor as Parked).resume();
      });
      running = null;
    },
    kill: (life) => {
      for (const actor of actors) {
        if (actor.life !== life) continue;
        actors.delete(actor);
        actor.onDeath();
      }
    },
    perish: () => {
      parked();
      return new Promise<never>(() => undefined);
    },
    freeze: (life, until) => {
      for (const actor of actors) if (actor.life === life) actor.frozenUntil = until;
    },
    othersCalling: (key) =>
      [...actors].filter((actor) => actor !== running && actor.calling === key).length,
    count: (life, name) =>
      [...actors].filter(
        (actor) =>
          (life === undefined || actor.life === life) &&
          (name === undefined || actor.name === name),
      ).length,
  };
}
