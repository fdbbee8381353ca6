import { sameSecret } from '../crypto.ts';
import type { ChargeRow, EventType, VendorState } from './state.ts';

/** A no of the vendor, with its HTTP status and its code. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    field?: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
    this.details = details;
  }

  /** The refusal as a JSON answer. */
  toResponse(): Response {
    const { code, message, field } = this;
    const error = field === undefined ? { code, message } : { code, message, field };
    return Response.json({ error, ...this.details }, { status: this.status });
  }
}

/** What the vendor's routes share. */
export interface VendorCore {
  readonly state: VendorState;
  readonly secret: string;
  /** The name of the merchant's account; its publishable key is `pk_` and this. */
  readonly account: string;
  readonly settleAfterSeconds: number;
  /** The plans on sale, or null when every name is one. */
  readonly plans: readonly string[] | null;
  /** Milliseconds since 1970. */
  now(): number;
  /** Keeps the state; every change is saved before it is answered. */
  save(): void;
  nextId(prefix: string): string;
  /** Puts a webhook for a charge in line. */
  announce(charge: ChargeRow, type?: EventType): void;
}

const maximumBody = 16_384;
const maximumAmount = 999_999_999_999;

/** A JSON object of a request with none but the fields allowed. @throws Refusal */
export async function readObject(
  request: Request,
  allowed: readonly string[],
): Promise<{ readonly body: Readonly<Record<string, unknown>>; readonly text: string }> {
  const text = await request.text();
  if (text.length > maximumBody) throw new Refusal(413, 'too_large', 'The body is too large.');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refusal(400, 'invalid_json', 'The body is not JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refusal(400, 'invalid_json', 'The body is not a JSON object.');
  }
  for (const field of Object.keys(body)) {
    if (!allowed.includes(field)) {
      throw new Refusal(400, 'unknown_field', `There is no field "${field}".`, field);
    }
  }
  return { body: body as Record<string, unknown>, text };
}

/** A text field that must be there and fit. @throws Refusal */
export function needText(
  body: Readonly<Record<string, unknown>>,
  field: string,
  maximum = 255,
): string {
  const value = body[field];
  if (value === undefined || value === null || value === '') {
    throw new Refusal(400, 'missing_field', `The field "${field}" is missing.`, field);
  }
  if (typeof value !== 'string' || value.length > maximum) {
    throw new Refusal(400, 'invalid_field', `The field "${field}" is not such a text.`, field);
  }
  return value;
}

/** A yes or no that must be there. @throws Refusal */
export function needFlag(body: Readonly<Record<string, unknown>>, field: string): boolean {
  const value = body[field];
  if (typeof value !== 'boolean') {
    throw new Refusal(400, 'invalid_field', `The field "${field}" is true or false.`, field);
  }
  return value;
}

/** An amount in whole minor units above 0. @throws Refusal */
export function needAmount(body: Readonly<Record<string, unknown>>): number {
  const { amount } = body;
  if (amount === undefined) {
    throw new Refusal(400, 'missing_field', 'The field "amount" is missing.', 'amount');
  }
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount)) {
    throw new Refusal(400, 'invalid_amount', 'An amount is whole minor units.', 'amount');
  }
  if (amount <= 0) throw new Refusal(400, 'invalid_amount', 'An amount is above 0.', 'amount');
  if (amount > maximumAmount) {
    throw new Refusal(400, 'amount_too_large', 'The amount is too large.', 'amount');
  }
  return amount;
}

/** Lets only the bearer of the secret pass. @throws Refusal */
export function needBearer(request: Request, secret: string): void {
  const header = request.headers.get('authorization') ?? '';
  if (!sameSecret(header, `Bearer ${secret}`)) {
    throw new Refusal(401, 'unauthorized', 'The key does not fit.');
  }
}
