import type { BillingError, ErrorCode } from '../../src/errors.ts';

const unanswered: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'offline',
  'unavailable',
  'internal',
  'in_progress',
]);

/**
 * The id of a command, the same for the same content until there was an answer, so that a retry
 * after an unknown one is no second command (Law 11).
 */
export class CommandIds {
  readonly #ids: Map<string, string> = new Map();

  /** @param content what the command does; it is kept in memory only. */
  of(content: string): string {
    const known = this.#ids.get(content) ?? crypto.randomUUID();
    this.#ids.set(content, known);
    return known;
  }

  /** There was an answer: the same again would be another command. */
  answered(content: string): void {
    this.#ids.delete(content);
  }
}

/** Whether a command may have been done all the same. */
export function isUnanswered(error: BillingError): boolean {
  return unanswered.has(error.code);
}
