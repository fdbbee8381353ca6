import type { Money } from './money.ts';

/** A program that pays for referrals (SPEC 14.1). */
export interface AffiliateProgram {
  readonly id: string;
  readonly name: string;
  /** Percent as a decimal string; either this or `fixed`. */
  readonly percent?: string | undefined;
  /** At most one amount per currency. */
  readonly fixed?: readonly Money[] | undefined;
  /** For each invoice of a referred client, or for the first alone. */
  readonly recurring: boolean;
  /** Days between payment and the day on which a commission may be paid out. */
  readonly waitDays: number;
  /** Smallest pay-out, at most one per currency. */
  readonly minimumPayout: readonly Money[];
  /** Days for which a referral link is remembered (SPEC 14.2). */
  readonly cookieDays: number;
}
