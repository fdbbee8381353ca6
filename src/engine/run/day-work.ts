import type { PlainDate } from '../../rules/plain-date.ts';
import { tellExpiring } from '../accounts/expiring.ts';
import { matureCommissions } from '../affiliates/commissions.ts';
import { performCancelsDue, performChangesDue } from '../changes/changes-due.ts';
import type { Scope } from '../context.ts';
import { performUsageDue } from '../packages/usage-due.ts';
import { isOff } from '../switches.ts';
import { chargeDue } from './charging.ts';
import type { Done } from './counts.ts';
import { endTrials } from './trials.ts';

/** One kind of a day's work for a client. */
export interface DayStep {
  readonly name: string;
  /** Whether it may be done before its day has come, as issuing may. */
  readonly mayBeAhead: boolean;
  /** Does all that is due until a day; the client is locked. */
  run(scope: Scope, clientId: string, until: PlainDate): Promise<Done>;
}

const changes: DayStep = {
  name: 'changes',
  mayBeAhead: false,
  async run(scope, clientId, until): Promise<Done> {
    const { applied, lapsed } = await performChangesDue(scope, clientId, until);
    return { changes: applied + lapsed };
  },
};

const cancelations: DayStep = {
  name: 'cancelations',
  mayBeAhead: false,
  async run(scope, clientId, until): Promise<Done> {
    if (await isOff(scope, 'destroying')) return {};
    const { canceled } = await performCancelsDue(scope, clientId, until);
    return { cancelations: canceled };
  },
};

const usage: DayStep = {
  name: 'usage',
  mayBeAhead: false,
  async run(scope, clientId, until): Promise<Done> {
    if (await isOff(scope, 'invoicing')) return {};
    return { usageInvoices: await performUsageDue(scope, clientId, until) };
  },
};

const commissions: DayStep = {
  name: 'commissions',
  mayBeAhead: false,
  async run(scope, clientId, until): Promise<Done> {
    return { commissions: await matureCommissions(scope, clientId, until) };
  },
};

const expiries: DayStep = {
  name: 'expiries',
  mayBeAhead: false,
  async run(scope, clientId, until): Promise<Done> {
    await tellExpiring(scope, clientId, until);
    return {};
  },
};

/** What is done before and after the cycle invoices of a day, in this order. */
export const dayWork: {
  readonly before: readonly DayStep[];
  readonly after: readonly DayStep[];
} = {
  // What ends or changes on a day is not billed as it was.
  before: [changes, cancelations],
  after: [
    usage,
    { name: 'charges', mayBeAhead: false, run: chargeDue },
    // A trial's end waits for a charge that has just begun.
    { name: 'trials', mayBeAhead: false, run: endTrials },
    commissions,
    expiries,
  ],
};
