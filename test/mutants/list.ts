import { bookMutants } from './books.ts';
import { catalogMutants } from './catalog.ts';
import { changeMutants } from './changes.ts';
import { engineMutants } from './engine.ts';
import { invoiceMutants } from './invoices.ts';
import type { Mutant } from './mutant.ts';
import { periodMutants } from './periods.ts';
import { runMutants } from './run.ts';
import { taxMutants } from './taxes.ts';
import { usageMutants } from './usage.ts';

export type { Mutant } from './mutant.ts';

/** Every mutant, by topic. */
export const mutants: readonly Mutant[] = [
  ...catalogMutants,
  ...changeMutants,
  ...periodMutants,
  ...invoiceMutants,
  ...taxMutants,
  ...usageMutants,
  ...runMutants,
  ...bookMutants,
  ...engineMutants,
];
