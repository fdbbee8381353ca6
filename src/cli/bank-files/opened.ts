import type { BankAccountData } from '../../contract/bank-accounts.ts';
import type { FiledCollection } from '../../contract/collections.ts';
import type { SealedContent } from '../../engine/accounts/sealing.ts';
import { fail } from '../../errors.ts';
import type { OpenedSealingKey } from '../../node/sealing-keys.ts';

/** A collection whose account is open: in the memory of the operator's command alone. */
export interface OpenedCollection extends Omit<FiledCollection, 'sealed'> {
  readonly account: BankAccountData;
}

/** A collection from an account of one kind. */
export type CollectionFrom<Kind extends BankAccountData['kind']> = OpenedCollection & {
  readonly account: Extract<BankAccountData, { readonly kind: Kind }>;
};

/**
 * Opens the account of a collection.
 *
 * @throws BillingError `invalid_input` when another key sealed it, it was changed, or it is that of
 *   another mandate.
 */
export async function openCollection(
  { sealed, ...collection }: FiledCollection,
  key: OpenedSealingKey,
): Promise<OpenedCollection> {
  const { reference, account } = JSON.parse(await key.open(sealed)) as SealedContent;
  if (reference !== collection.mandate.reference) {
    const { collectionId } = collection;
    fail('invalid_input', `The account of ${collectionId} is not that of its mandate.`);
  }
  return { ...collection, account };
}

/** The collections, all from accounts of a kind. @throws BillingError `invalid_input`. */
export function allFrom<Kind extends BankAccountData['kind']>(
  kind: Kind,
  collections: readonly OpenedCollection[],
): readonly CollectionFrom<Kind>[] {
  const strange = collections.find(({ account }) => account.kind !== kind);
  if (strange !== undefined) {
    fail('invalid_input', `${strange.collectionId} is not collected by a file of this format.`);
  }
  return collections as readonly CollectionFrom<Kind>[];
}

/** Collections that differ in what a file says once for many, in the order of that. */
export function groupsOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key) ?? [];
    group.push(item);
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** Letters that have no plain letter in them, and what banks write instead. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  Æ: 'AE',
  æ: 'ae',
  Ø: 'O',
  ø: 'o',
  Œ: 'OE',
  œ: 'oe',
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  Þ: 'Th',
  þ: 'th',
  '&': '+',
};

/** A text in the letters that every bank takes (EPC217-08), cut to a length. */
export function bankText(text: string, maximum: number): string {
  return [...text.normalize('NFD').replaceAll(/\p{M}/gu, '')]
    .map((letter) => plainLetters[letter] ?? letter)
    .join('')
    .replaceAll(/[^A-Za-z0-9/?:().,'+ -]/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .slice(0, maximum)
    .trim();
}
