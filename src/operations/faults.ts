import type * as z from 'zod';
import type { Fault } from '../errors.ts';

/** The faults of a refused value, each with its dotted path; an unknown member has a fault each. */
export function faultsOf(error: z.ZodError): readonly Fault[] {
  return error.issues.flatMap((issue): readonly Fault[] => {
    const path = issue.path.map(String);
    if (issue.code !== 'unrecognized_keys') {
      return [{ field: path.join('.'), message: issue.message }];
    }
    return issue.keys.map((key) => ({
      field: [...path, key].join('.').slice(0, 200),
      message: 'There is no such field.',
    }));
  });
}
