import type { BillingAccountRow, RoutingView } from '../../src/contract/billing-accounts.ts';
import { lastChargeDay } from '../billing-account-list/account.strings.ts';

/** A package with its chain. */
export type RoutedPackage = RoutingView['packages'][number];

/** Accounts in the order in which they are charged. */
export type Chain = RoutedPackage['chain'];

/** What is to be other than it is; nothing is saved of it yet. */
export interface Wish {
  /** The account that is to pay a package, or null for the default one, by package. */
  readonly payers: ReadonlyMap<string, string | null>;
  /** Accounts that are to step in, in order; null: as it is. */
  readonly fallback: readonly string[] | null;
}

/** Nothing is to change. */
export const noWish: Wish = { payers: new Map(), fallback: null };

/** What pays a package when the wish is saved; null: the default account. */
export function payerOf(one: RoutedPackage, { payers }: Wish): string | null {
  const wished = payers.get(one.packageId);
  return wished === undefined ? one.billingAccountId : wished;
}

/** Whether a package is to have another payer. */
export function isMoved(one: RoutedPackage, wish: Wish): boolean {
  return payerOf(one, wish) !== one.billingAccountId;
}

/** What steps in when the wish is saved. */
export function fallbackOf(view: RoutingView, wish: Wish): readonly string[] {
  return wish.fallback ?? view.fallback;
}

/** Whether what steps in, or its order, is to change. */
export function isReordered(view: RoutingView, wish: Wish): boolean {
  return fallbackOf(view, wish).join() !== view.fallback.join();
}

/** How many things are to change; the order counts as one. */
export function countChanges(view: RoutingView, wish: Wish): number {
  const moved = view.packages.filter((one) => isMoved(one, wish)).length;
  return moved + (isReordered(view, wish) ? 1 : 0);
}

/**
 * The accounts that are charged for a package: as the server says it while nothing is to change,
 * else what it will say, as far as that can be known here (SPEC 8.8).
 */
export function wishedChain(view: RoutingView, one: RoutedPackage, wish: Wish): Chain {
  if (!isMoved(one, wish) && !isReordered(view, wish)) return one.chain;
  const able = view.accounts.filter((row) => row.chargedAutomatically && row.expiry !== 'expired');
  const payer = payerOf(one, wish);
  const standing = view.accounts.find(({ isDefault }) => isDefault)?.billingAccountId;
  const first = view.accounts.find((row) => row.billingAccountId === (payer ?? standing));
  // Who pays by hand is asked, and nothing steps in.
  if (first?.type === 'manual' || first?.type === 'third_party') return [];
  const wanted: readonly (readonly [id: string | null | undefined, why: Chain[number]['why']])[] = [
    [payer, 'own'],
    [standing, 'default'],
    ...fallbackOf(view, wish).map((id) => [id, 'fallback'] as const),
  ];
  const chain = new Map<string, Chain[number]>();
  for (const [id, why] of wanted) {
    const row = able.find(({ billingAccountId }) => billingAccountId === id);
    if (row === undefined || chain.has(row.billingAccountId)) continue;
    chain.set(row.billingAccountId, { billingAccountId: row.billingAccountId, why });
  }
  return [...chain.values()];
}

/** The first account of a chain when it ends before the next renewal; else null (SPEC 9.9). */
export function endsBefore(
  view: RoutingView,
  one: RoutedPackage,
  wish: Wish,
): BillingAccountRow | null {
  const [first] = wishedChain(view, one, wish);
  const row = view.accounts.find((each) => each.billingAccountId === first?.billingAccountId);
  if (row === undefined || one.nextRenewal === null) return null;
  if (!isMoved(one, wish) && !isReordered(view, wish)) return one.expiresBefore ? row : null;
  const last = lastChargeDay(row);
  return last !== null && last < one.nextRenewal ? row : null;
}

/** What whoever asks may choose to pay a package. */
export interface PayerChoice {
  /** Empty: the default account. */
  readonly value: string;
  readonly row: BillingAccountRow | undefined;
}

/** The accounts among which the payer of a package is chosen: one's own, and the one it has. */
export function payerChoices(view: RoutingView, one: RoutedPackage): readonly PayerChoice[] {
  const now = view.accounts.find((row) => row.billingAccountId === one.billingAccountId);
  const standing = view.accounts.find(({ isDefault }) => isDefault);
  // Only who may edit an account may take a package from it without giving it to another.
  const mayFree = now === undefined || now.mayEdit;
  const rows = view.accounts.filter((row) => row.mayEdit || row === now);
  return [
    ...(mayFree ? [{ value: '', row: standing }] : []),
    ...rows.map((row) => ({ value: row.billingAccountId, row })),
  ];
}

/** The accounts that have to be changed for a wish, each with all packages that it is to pay. */
export function accountChanges(
  view: RoutingView,
  wish: Wish,
): readonly { readonly row: BillingAccountRow; readonly packageIds: readonly string[] }[] {
  return view.accounts.flatMap((row) => {
    const id = row.billingAccountId;
    const gains = view.packages.some((one) => isMoved(one, wish) && payerOf(one, wish) === id);
    // What goes to another account is taken by that one.
    const frees = view.packages.some(
      (one) => one.billingAccountId === id && payerOf(one, wish) === null,
    );
    if (!gains && !frees) return [];
    const packageIds = view.packages
      .filter((one) => payerOf(one, wish) === id)
      .map(({ packageId }) => packageId);
    return [{ row, packageIds }];
  });
}

/** A list with one of its members at another place. */
export function movedTo(ids: readonly string[], id: string, place: number): readonly string[] {
  const rest = ids.filter((one) => one !== id);
  const at = Math.max(0, Math.min(place, rest.length));
  return [...rest.slice(0, at), id, ...rest.slice(at)];
}
