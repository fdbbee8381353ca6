import type { ChargeRecord } from '../../src/ports/gateway.ts';
import { MismatchError, type MismatchReason } from '../../src/ports/mismatch.ts';
import type { DeclineGroup, Failure } from '../../src/ports/plugin.ts';
import type { Money } from '../../src/rules/money.ts';
import { asObject } from './http.ts';

interface Decline {
  readonly group: DeclineGroup;
  readonly message: string;
}

/** Of a lost or stolen card the client hears no more than of any other decline. */
const neutral = 'The card was declined. Use another card.';

const declines: Readonly<Record<string, Decline>> = {
  '05': { group: 'try_later', message: 'The bank declined the payment. Ask it, or try again.' },
  '41': { group: 'stolen', message: neutral },
  '43': { group: 'stolen', message: neutral },
  '51': { group: 'insufficient_funds', message: 'The card has not enough funds.' },
  '54': { group: 'expired_card', message: 'The card has expired. Use another card.' },
  '82': { group: 'wrong_data', message: 'The security code is wrong. Check it and try again.' },
};

/** What the vendor's record of a charge must agree with. */
export interface Expected {
  readonly account: string;
  readonly publicUrl: string;
  readonly chargeId: string;
  readonly amount: Money;
}

interface VendorRecord {
  readonly id: string;
  readonly status: string;
  readonly captured: bigint;
  readonly code: string;
  readonly label: string;
  readonly body: Readonly<Record<string, unknown>>;
}

function whole(value: unknown, field: string): bigint {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new Error(`The sandbox's record has no such ${field}.`);
  }
  return BigInt(value);
}

function text(body: Readonly<Record<string, unknown>>, field: string): string {
  const value = body[field];
  if (typeof value !== 'string') throw new Error(`The sandbox's record has no ${field}.`);
  return value;
}

function checkRecord(body: unknown, expected: Expected): VendorRecord {
  const record = asObject(body);
  if (record === null) throw new Error('The sandbox answered without a record.');
  const id = text(record, 'id');
  const mismatch = (reason: MismatchReason, message: string): never => {
    throw new MismatchError(reason, id, message);
  };
  if (record['account'] !== expected.account) {
    mismatch('account', 'The record belongs to another account of the sandbox.');
  }
  if (record['mode'] !== 'test') mismatch('mode', 'The record is of another mode of the sandbox.');
  if (record['chargeId'] !== expected.chargeId) {
    mismatch('charge', 'The record is of another charge.');
  }
  const { amount, currency } = expected.amount;
  if (record['currency'] !== currency) {
    const other = text(record, 'currency');
    mismatch('currency', `The record is in ${other}, the charge in ${currency}.`);
  }
  const status = text(record, 'status');
  const asked = whole(record['amount'], 'amount');
  // A charge that was voided before it arrived has no amount.
  if (asked !== amount && !(status === 'voided' && asked === 0n)) {
    mismatch('amount', `The record is over ${asked}, the charge over ${amount} minor units.`);
  }
  const captured = whole(record['captured'], 'captured');
  if (captured > amount) throw new Error('More was captured than was asked.');
  const label = `${text(record, 'brand')} •••• ${text(record, 'last4')}`;
  return { id, status, captured, code: text(record, 'code'), label, body: record };
}

function readDecline(record: VendorRecord): Failure {
  const base = { status: 'failed', vendorCode: record.code, reference: record.id } as const;
  if (record.code === 'expired') {
    return { ...base, code: 'expired', message: 'The confirmation was not answered in time.' };
  }
  if (record.code.startsWith('authentication_')) {
    const message = 'The bank did not confirm that it is you. Try again with the client present.';
    return { ...base, code: 'authentication_failed', message, group: 'authentication' };
  }
  const known = declines[record.code] ?? { group: 'do_not_try_again', message: neutral };
  return { ...base, code: 'declined', ...known };
}

function readCaptured(record: VendorRecord, expected: Expected): ChargeRecord {
  const method = asObject(record.body['method']);
  const settlement = {
    captured: { amount: record.captured, currency: expected.amount.currency },
    statusCode: record.code,
    label: record.label,
  };
  if (method === null) return { status: 'done', reference: record.id, value: settlement };
  const saved = {
    methodReference: text(method, 'id'),
    brand: text(record.body, 'brand'),
    last4: text(record.body, 'last4'),
    expiryMonth: Number(whole(method['expiryMonth'], 'expiry month')),
    expiryYear: Number(whole(method['expiryYear'], 'expiry year')),
  };
  return { status: 'done', reference: record.id, value: { ...settlement, saved } };
}

/**
 * What the vendor's record of a charge says in our words.
 *
 * @throws Error when account, mode, charge, amount or currency are not those of our charge, or the
 *   record has another shape: nothing may be booked on it.
 */
export function readCharge(body: unknown, expected: Expected): ChargeRecord {
  const record = checkRecord(body, expected);
  const { id, status } = record;
  if (status === 'captured') return readCaptured(record, expected);
  if (status === 'declined') return readDecline(record);
  if (status === 'voided') {
    const message = 'The payment was given up.';
    return { status: 'failed', code: 'canceled', message, reference: id };
  }
  if (status === 'challenge') {
    const url = `${expected.publicUrl}${text(record.body, 'challenge')}`;
    return { status: 'pending', reference: id, action: { kind: 'challenge', url } };
  }
  if (status !== 'pending') throw new Error(`The sandbox has an unknown status: ${status}.`);
  const settlesAt = new Date(text(record.body, 'settlesAt'));
  if (Number.isNaN(settlesAt.getTime())) throw new Error('The sandbox gave no date of settlement.');
  return { status: 'pending', reference: id, checkAfter: settlesAt };
}
