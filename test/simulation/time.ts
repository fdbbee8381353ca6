import { type PlainDate, todayIn } from '../../src/rules/plain-date.ts';
import type { Universe } from './universe.ts';

/** The provider's date so many milliseconds from now. */
export function zonedDate({ catalog, now }: Universe, offset = 0): PlainDate {
  return todayIn(catalog.provider.timeZone, new Date(now + offset));
}
