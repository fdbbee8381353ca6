import { decode, encode, type Json } from '../../contract/wire.ts';
import type { ChangeTiming } from '../../rules/billing-settings.ts';
import type { BeginningItem, ChangePlan } from '../../rules/change.ts';
import type { CreditWish } from '../../rules/credit-note.ts';
import type { Money } from '../../rules/money.ts';
import type { PlainDate } from '../../rules/plain-date.ts';

/** An item that a change begins, with the id that it gets. */
export interface NewItem extends BeginningItem {
  readonly itemId: string;
  readonly name: string;
  readonly setup: Money;
  readonly periodsLeft: number | null;
}

/** What of a package's own row a change replaces. */
export interface PackageFields {
  readonly planId: string;
  readonly planName: string;
  readonly cycle: string;
  readonly anchor: PlainDate;
  readonly price: Money;
  readonly periodStart: PlainDate | null;
  readonly periodEnd: PlainDate | null;
}

/** What falls due at the next renewal. */
export interface NextPrice {
  readonly on: PlainDate;
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
  readonly cycle: string;
}

/** A change as it was agreed to, frozen with its row (SPEC 5.12, 5.17). */
export interface ChangeDocument {
  readonly timing: ChangeTiming;
  readonly direction: 'up' | 'down';
  readonly before: PackageFields;
  readonly after: PackageFields;
  readonly cycleChanges: boolean;
  readonly ends: ChangePlan['ends'];
  readonly begins: readonly NewItem[];
  /** Of the new items: the first day that no line covers. */
  readonly billedThrough: PlainDate;
  /** Whether days from the effective date up to `billedThrough` are paid by the old items. */
  readonly covered: boolean;
  readonly reversed: readonly string[];
  readonly notes: readonly { readonly invoiceId: string; readonly wishes: readonly CreditWish[] }[];
  readonly sum: Money;
  readonly next: NextPrice | null;
  /** The plan whose stock it took; null for none. */
  readonly stock: string | null;
  /** The credit notes that were written, once it is applied. */
  readonly noteIds?: readonly string[];
}

/** The text in which a change's document is stored. */
export function storedChange(document: ChangeDocument): string {
  return JSON.stringify(encode(document));
}

/** A change's document, read back. */
export function readChange(stored: unknown): ChangeDocument {
  return decode(stored as Json) as ChangeDocument;
}
