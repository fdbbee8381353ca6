import type { BookCheck, Violation } from '../../contract/books.ts';
import { bookRules } from '../../storage/invariants/book-rules.ts';
import { idsThatBreak } from '../../storage/invariants/rule.ts';
import type { Scope } from '../context.ts';

/**
 * Runs every rule that the books must keep (SPEC 17.4, RELIABILITY I01–I29). Each is one statement
 * that answers the ids of what breaks it.
 */
export async function checkBooks({ handle }: Pick<Scope, 'handle'>): Promise<BookCheck> {
  const violations: Violation[] = [];
  for (const rule of bookRules) {
    const ids = await idsThatBreak(handle, rule);
    if (ids.length > 0) violations.push({ rule: rule.id, says: rule.says, ids });
  }
  return { checked: bookRules.length, violations };
}
