import { firstSale } from './0001-first-sale.ts';

/** Every migration, in order. A published one is never changed. */
export const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '0001-first-sale', sql: firstSale },
];
