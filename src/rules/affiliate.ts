import { fail, invariant } from '../errors.ts';
import type { AffiliateProgram } from './affiliate-model.ts';
import { type Entry, entry, type Posting } from './ledger.ts';
import {
  compare,
  isNegative,
  type Money,
  minimum,
  multiplyRatio,
  negate,
  type RoundingMode,
  subtract,
  zero,
} from './money.ts';
import { addDays, type PlainDate } from './plain-date.ts';
import { applyRate, parseRate } from './rate.ts';

export type { AffiliateProgram } from './affiliate-model.ts';

/** A paid document of a referred client. */
export interface CommissionQuestion {
  readonly program: AffiliateProgram;
  /** What the document is worth: net of tax and discount, less what was credited (SPEC 14.1). */
  readonly net: Money;
  /** Whether an earlier document of the same client has earned already. */
  readonly earnedBefore: boolean;
  readonly mode: RoundingMode;
}

/**
 * What a paid document earns (SPEC 14.1): a percentage or a fixed amount, never more than the
 * document's net; a program that pays once pays for the first alone. Nothing where the program has
 * no amount in the currency.
 */
export function commissionOf({ program, net, earnedBefore, mode }: CommissionQuestion): Money {
  const nothing = zero(net.currency);
  if (net.amount <= 0n || (earnedBefore && !program.recurring)) return nothing;
  if (program.percent !== undefined) return applyRate(net, parseRate(program.percent), mode);
  const fixed = program.fixed?.find(({ currency }) => currency === net.currency);
  return fixed === undefined ? nothing : minimum(fixed, net);
}

/** A document that has earned, and what of it was credited since. */
export interface TakeBackQuestion {
  readonly earned: Money;
  /** The net that it was earned on, above zero. */
  readonly base: Money;
  /** The net of all credit notes since then, the new one among them; not below zero. */
  readonly credited: Money;
  /** What earlier credit notes took back; not below zero. */
  readonly takenBack: Money;
  readonly mode: RoundingMode;
}

/**
 * What a credit note takes back (SPEC 14.2): its share of what was earned. The share is reckoned on
 * all that was credited, so that many small notes take what one large one would; never more than
 * was earned.
 *
 * @returns an amount not above zero.
 */
export function commissionTakenBack(question: TakeBackQuestion): Money {
  const { earned, base, credited, takenBack, mode } = question;
  const share = minimum(multiplyRatio(earned, credited.amount, base.amount, mode), earned);
  const more = subtract(share, takenBack);
  return isNegative(more) ? zero(earned.currency) : negate(more);
}

/** The first day on which a commission may be paid out (SPEC 14.1). */
export function maturesOn({ waitDays }: AffiliateProgram, paidOn: PlainDate): PlainDate {
  return addDays(paidOn, waitDays);
}

/**
 * Asserts that mature commissions may be paid out (SPEC 14.3).
 *
 * @throws BillingError `below_minimum` when it is nothing, or less than the program's smallest
 * pay-out.
 */
export function checkPayOut(program: AffiliateProgram, mature: Money): void {
  if (mayPayOut(program, mature)) return;
  const { name } = program;
  fail('below_minimum', `The mature commissions do not reach the smallest pay-out of ${name}.`, {
    field: 'amount',
  });
}

/** Whether mature commissions are something, and reach the program's smallest pay-out. */
export function mayPayOut({ minimumPayout }: AffiliateProgram, mature: Money): boolean {
  const least = minimumPayout.find(({ currency }) => currency === mature.currency);
  return mature.amount > 0n && (least === undefined || compare(mature, least) >= 0);
}

/** What tells whether two clients are the same person. */
export interface ReferralParty {
  readonly clientId: string;
  readonly email: string;
  readonly street: string;
  readonly zip: string;
  readonly country: string;
  readonly vatNumber: string | null;
}

/**
 * Whether a client refers himself (SPEC 14.2): the same client, e-mail address, VAT number or
 * postal address. A network address is no evidence: an office shares one.
 */
export function isSelfReferral(affiliate: ReferralParty, referred: ReferralParty): boolean {
  if (affiliate.clientId === referred.clientId) return true;
  if (plain(affiliate.email) === plain(referred.email)) return true;
  const { vatNumber } = affiliate;
  if (vatNumber !== null && referred.vatNumber !== null) {
    if (plain(vatNumber) === plain(referred.vatNumber)) return true;
  }
  return placeOf(affiliate) === placeOf(referred);
}

function placeOf({ street, zip, country }: ReferralParty): string {
  return [street, zip, country].map(plain).join('\n');
}

/** Letters and digits alone: `12, Rue des Lilas` and `12 rue des lilas` are one street. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}@]/gu, '');
}

/**
 * A pay-out of commissions (SPEC 14.3): an expense, against the affiliate's account credit, or what
 * an operator has paid out of the provider's own bank account.
 *
 * @throws InvariantError for an amount below zero.
 */
export function entryForPayOut(payOut: {
  readonly key: string;
  readonly clientId: string;
  readonly amount: Money;
  readonly way: 'credit' | 'by_hand';
}): Entry {
  const { key, clientId, amount, way } = payOut;
  invariant(amount.amount >= 0n, `The pay-out ${key} is below zero.`);
  const paid: Posting =
    way === 'credit'
      ? { account: 'credit', clientId, amount: negate(amount) }
      : { account: 'payout', amount: negate(amount) };
  return entry(key, 'commission_paid', [{ account: 'commission', amount }, paid]);
}
