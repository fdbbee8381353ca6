import { addMonths, type PlainDate } from './plain-date.ts';

/** A billing account as far as it decides who pays (SPEC 8.8, 19.6). */
export interface PayingAccount {
  readonly id: string;
  readonly isDefault: boolean;
  /** Whether the client pays each invoice himself, as by bank transfer (SPEC 9.4). */
  readonly byHand: boolean;
  /** Whether its gateway can charge it with no client at hand. */
  readonly chargeable: boolean;
  readonly expiryMonth: number | null;
  readonly expiryYear: number | null;
  /** Its place among those that step in; null: it does not. */
  readonly fallbackRank: number | null;
}

/** An account that pays, and why. */
export interface ChainLink {
  readonly id: string;
  readonly why: 'own' | 'default' | 'fallback';
}

/** Months before its end in which an account is called expiring (SPEC 9.9). */
const soonMonths = 2;

/** The first day on which an account has expired: a card is good through its last month. */
export function expiredFrom({
  expiryMonth,
  expiryYear,
}: Pick<PayingAccount, 'expiryMonth' | 'expiryYear'>): PlainDate | null {
  if (expiryMonth === null || expiryYear === null) return null;
  const month = String(expiryMonth).padStart(2, '0');
  return addMonths(`${String(expiryYear).padStart(4, '0')}-${month}-01`, 1);
}

/** The day from which an account is called expiring; null for one without an end. */
export function soonFrom(
  account: Pick<PayingAccount, 'expiryMonth' | 'expiryYear'>,
): PlainDate | null {
  const end = expiredFrom(account);
  return end === null ? null : addMonths(end, -(soonMonths + 1));
}

/** Whether an account is about to expire, or has (SPEC 9.9). */
export function expiryOf(
  account: Pick<PayingAccount, 'expiryMonth' | 'expiryYear'>,
  today: PlainDate,
): 'fine' | 'soon' | 'expired' {
  const end = expiredFrom(account);
  if (end === null) return 'fine';
  if (end <= today) return 'expired';
  return (soonFrom(account) ?? end) <= today ? 'soon' : 'fine';
}

/**
 * The accounts that are charged for a package, in order: the one that is billable for it, the
 * default one, those that step in. An account that cannot be charged, or has expired by the day,
 * is passed over (SPEC 8.8). Where the client pays by hand, nothing steps in: he wished it so.
 *
 * @param own the account that is billable for it, or null.
 */
export function chainOf(
  own: string | null,
  accounts: readonly PayingAccount[],
  day: PlainDate,
): readonly ChainLink[] {
  const payer = accounts.find(({ id }) => id === own) ?? accounts.find((one) => one.isDefault);
  if (payer?.byHand === true) return [];
  const able = accounts.filter((account) => {
    const end = expiredFrom(account);
    return account.chargeable && (end === null || day < end);
  });
  const fallback = able
    .filter(({ fallbackRank }) => fallbackRank !== null)
    .sort((a, b) => (a.fallbackRank ?? 0) - (b.fallbackRank ?? 0) || (a.id < b.id ? -1 : 1));
  const wanted: readonly ChainLink[] = [
    ...able.filter(({ id }) => id === own).map(({ id }) => ({ id, why: 'own' as const })),
    ...able.filter(({ isDefault }) => isDefault).map(({ id }) => ({ id, why: 'default' as const })),
    ...fallback.map(({ id }) => ({ id, why: 'fallback' as const })),
  ];
  return wanted.filter(({ id }, index) => wanted.findIndex((link) => link.id === id) === index);
}

/**
 * The account that is billable for a whole invoice: the one that all its packages name. Where they
 * differ, or some name none, the default one pays, since an invoice is charged as a whole.
 */
export function ownAccount(ofPackages: readonly (string | null)[]): string | null {
  const [first = null] = ofPackages;
  return ofPackages.every((id) => id === first) ? first : null;
}

/** Charges of one invoice that an account has declined. */
export interface Declined {
  readonly accountId: string;
  /** Whether the same account has no chance any more (SPEC 8.8). */
  readonly hopeless: boolean;
}

/** The next account to charge, or null when each has had its tries. */
export function nextAccount(
  chain: readonly ChainLink[],
  declined: readonly Declined[],
  tries: number,
): string | null {
  const left = chain.find(({ id }) => {
    const own = declined.filter(({ accountId }) => accountId === id);
    return own.length < tries && own.every(({ hopeless }) => !hopeless);
  });
  return left?.id ?? null;
}
