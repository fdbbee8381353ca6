import { chargeRules } from './charges.ts';
import { documentRules } from './documents.ts';
import { ledgerRules } from './ledger.ts';
import { packageRules } from './packages.ts';
import { periodRules } from './periods.ts';
import type { BookRule } from './rule.ts';

/** Every rule of the books that a statement can check, in RELIABILITY's order. */
export const bookRules: readonly BookRule[] = [
  ...ledgerRules,
  ...documentRules,
  ...periodRules,
  ...chargeRules,
  ...packageRules,
].sort((a, b) => (a.id < b.id ? -1 : 1));
