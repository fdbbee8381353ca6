import { createDice, type Dice } from './dice.ts';

/** What may become of a call of a vendor or a mail server (RELIABILITY F2–F7). */
export type PortFault =
  | 'none'
  /** No connection: nothing was done, and the caller cannot know that. */
  | 'refused'
  /** No answer until the deadline, and no effect. */
  | 'hang'
  /** Done, but the answer is lost. */
  | 'lost'
  /** Done after the caller has given up. */
  | 'late'
  /** Done, but answered with a failure of the server. */
  | 'lie'
  /** Nothing was done, and the vendor says so. */
  | 'unavailable'
  | 'limited'
  /** Done twice, as by a network that sends again. */
  | 'twice';

/** What may become of a transaction (F1, F9). */
export type StoreFault =
  | 'none'
  | 'serialize'
  | 'drop'
  | 'unknown'
  | 'crash-before-commit'
  | 'crash-after-commit';

/** What may become of a webhook (F8). */
export type WebhookFault = 'none' | 'lost' | 'refused' | 'duplicated' | 'late';

/** How often each thing goes wrong, as shares of the steps in which it could. */
export interface FaultProfile {
  readonly port: Readonly<Record<Exclude<PortFault, 'none'>, number>>;
  readonly store: Readonly<Record<Exclude<StoreFault, 'none'>, number>>;
  readonly webhook: Readonly<Record<Exclude<WebhookFault, 'none'>, number>>;
  /** An engine dies at a gate. */
  readonly crash: number;
  /** An actor, or its whole engine, stands still at a gate for up to six hours. */
  readonly pause: number;
  readonly freeze: number;
  /** All engines are off for days; per day. */
  readonly sleep: number;
  /** The vendor is down for hours; per day. */
  readonly maintenance: number;
  /** A charge that was voided is settled all the same; per day on which there is one. */
  readonly lateMoney: number;
  /** Seconds by which an engine's clock differs from the true one, at most. */
  readonly skew: number;
  /** Whether the mail server can say what it has. */
  readonly mailLookup: boolean;
  readonly engines: number;
}

/** A world in which nothing goes wrong. */
export const calm: FaultProfile = {
  port: { refused: 0, hang: 0, lost: 0, late: 0, lie: 0, unavailable: 0, limited: 0, twice: 0 },
  store: {
    serialize: 0,
    drop: 0,
    unknown: 0,
    'crash-before-commit': 0,
    'crash-after-commit': 0,
  },
  webhook: { lost: 0, refused: 0, duplicated: 0, late: 0 },
  crash: 0,
  pause: 0,
  freeze: 0,
  sleep: 0,
  maintenance: 0,
  lateMoney: 0,
  skew: 0,
  mailLookup: true,
  engines: 1,
};

/** The profile of a seed: many seeds leave whole kinds out, so that each is met alone too. */
export function drawProfile(seed: number): FaultProfile {
  const dice = createDice(seed, 'profile');
  const upTo = (most: number): number => (dice.chance(0.6) ? dice.next() * most : 0);
  return {
    port: {
      refused: upTo(0.08),
      hang: upTo(0.04),
      lost: upTo(0.12),
      late: upTo(0.08),
      lie: upTo(0.03),
      unavailable: upTo(0.1),
      limited: upTo(0.05),
      twice: upTo(0.2),
    },
    store: {
      serialize: upTo(0.02),
      drop: upTo(0.01),
      unknown: upTo(0.01),
      'crash-before-commit': upTo(0.004),
      'crash-after-commit': upTo(0.004),
    },
    webhook: {
      lost: dice.chance(0.15) ? 1 : upTo(0.3),
      refused: upTo(0.2),
      duplicated: upTo(0.3),
      late: upTo(0.3),
    },
    crash: upTo(0.006),
    pause: upTo(0.02),
    freeze: upTo(0.004),
    sleep: upTo(0.01),
    maintenance: upTo(0.03),
    lateMoney: upTo(0.03),
    skew: dice.chance(0.5) ? dice.int(1, 300) : 0,
    mailLookup: dice.chance(0.5),
    engines: dice.chance(0.6) ? 2 : 1,
  };
}

/** One fault of a table of shares, or none. */
export function throwFault<Name extends string>(
  dice: Dice,
  shares: Readonly<Record<Name, number>>,
): Name | 'none' {
  let left = dice.next();
  for (const name of Object.keys(shares) as Name[]) {
    left -= shares[name];
    if (left < 0) return name;
  }
  return 'none';
}
