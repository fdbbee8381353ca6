import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { BillingError, type ErrorCode, InvariantError } from '../errors.ts';
import { exitCodeOf, UsageError } from './exit-codes.ts';

const refusal = (code: ErrorCode) => new BillingError(code, 'No.');

describe('exit codes', () => {
  it.each<[number, unknown]>([
    [0, new CommanderError(0, 'commander.helpDisplayed', '')],
    [2, new CommanderError(1, 'commander.unknownOption', '')],
    [2, new UsageError('No.')],
    [1, refusal('not_found')],
    [1, refusal('forbidden')],
    [1, refusal('invalid_transition')],
    [3, refusal('offline')],
    [3, refusal('unavailable')],
    [3, refusal('rate_limited')],
    [3, Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })],
    [3, Object.assign(new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })]))],
    [4, refusal('internal')],
    [4, new InvariantError('No.')],
    [4, new TypeError('No.')],
  ])('[18.1] %i for %s', (code, error) => {
    expect(exitCodeOf(error)).toBe(code);
  });
});
