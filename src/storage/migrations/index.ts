import { firstSale } from './0001-first-sale.ts';
import { billingEngine } from './0002-billing-engine.ts';
import { contactFields } from './0003-contacts.ts';
import { moneyIn } from './0004-money-in.ts';
import { sealedAccounts } from './0005-sealed-accounts.ts';

/** Every migration, in order. A published one is never changed. */
export const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '0001-first-sale', sql: firstSale },
  { name: '0002-billing-engine', sql: billingEngine },
  { name: '0003-contacts', sql: contactFields },
  { name: '0004-money-in', sql: moneyIn },
  { name: '0005-sealed-accounts', sql: sealedAccounts },
];
