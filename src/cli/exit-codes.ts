import { CommanderError } from 'commander';
import { errorCodes, InvariantError, isBillingError } from '../errors.ts';

/** How the command ends, for scripts: documented in docs/cli.md. */
export const exitCodes = {
  /** Done. */
  ok: 0,
  /** A rule refused it: nothing was changed. */
  refused: 1,
  /** The command or its options are wrong. */
  usage: 2,
  /** Server, database or gateway cannot be reached now; the same may work later. */
  unreachable: 3,
  /** The books break a rule, or the program has a fault. */
  broken: 4,
} as const;

/** The exit code of an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof InvariantError) return exitCodes.broken;
  if (!isBillingError(error)) return connectionFailed(error) ? exitCodes.unreachable : 4;
  if (error.code === 'internal') return exitCodes.broken;
  return errorCodes[error.code].status >= 500 || error.code === 'rate_limited'
    ? exitCodes.unreachable
    : exitCodes.refused;
}

/** Codes with which the system says that a database is not there. */
const away = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'ECONNRESET', '57P03', '28P01', '3D000'];

function connectionFailed(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, errors } = error as { readonly code?: unknown; readonly errors?: unknown };
  if (Array.isArray(errors)) return errors.some(connectionFailed);
  return typeof code === 'string' && away.includes(code);
}

/** The command was called in a wrong way; the message says how it is right. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
