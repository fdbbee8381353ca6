import * as z from 'zod';
import type { Area } from '../contract/operation.ts';
import { areas } from '../contract/operation.ts';
import { isCurrency } from '../rules/currency.ts';
import type { Money } from '../rules/money.ts';
import { isPlainDate } from '../rules/plain-date.ts';
import { type RegionAddress, regionFaults } from '../rules/us-counties.ts';
import { hasAccountNumber, hasCardNumber, isCardForPhone } from './account-numbers.ts';
import { isCountry, isHttpUrl, isOrigin, toHostName } from './formats.ts';
import { isVatNumber } from './vat-number.ts';

/** The two schemas of each operation of a noun. */
export type SchemasOf<
  Table extends { [Name in keyof Table]: { input: unknown; output: unknown } },
> = {
  readonly [Name in keyof Table]: {
    readonly input: z.ZodType<Table[Name]['input'], unknown>;
    readonly output: z.ZodType<Table[Name]['output'], unknown>;
  };
};

/** Control characters, broken surrogates, line separators and the marks that turn text around. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const unprintableInNote = /[\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]|(?![\n\t])\p{Cc}/u;

const oneLine = (value: string): boolean => !unprintable.test(value);

/** What is typed into a wrong field must not be kept there (Law 16). */
const noAccount = (value: string): boolean => !hasAccountNumber(value);
const accountMessage = 'The number of a card or an account must not be kept here. Leave it out.';

/** One line of text, trimmed, not empty. */
export function text(maximum = 200): z.ZodType<string, unknown> {
  return z
    .string()
    .max(maximum)
    .trim()
    .min(1, 'Fill this in.')
    .refine(oneLine, 'Control characters and line breaks are not allowed here.')
    .refine(noAccount, accountMessage);
}

/** A line that may be empty, such as a search. */
export function optionalText(maximum = 200): z.ZodType<string, unknown> {
  return z
    .string()
    .max(maximum)
    .trim()
    .refine(oneLine, 'Control characters and line breaks are not allowed here.');
}

/** Free text of several lines, trimmed, not empty. */
export function note(maximum = 2000): z.ZodType<string, unknown> {
  return z
    .string()
    .max(maximum)
    .trim()
    .min(1, 'Fill this in.')
    .refine((value) => !unprintableInNote.test(value), 'Control characters are not allowed here.')
    .refine(noAccount, accountMessage);
}

/** An id: any short text, since one that could not exist is answered as one that does not. */
export const id: z.ZodType<string, unknown> = z
  .string()
  .min(1, 'An id has 1 to 64 characters.')
  .max(64)
  .refine(oneLine, 'Control characters are not allowed here.');

/** An id made by the caller (Law 11). */
export const commandId: z.ZodType<string, unknown> = z.uuid('A command id is a UUID.');

/** A password as typed; never trimmed. */
export const password: z.ZodType<string, unknown> = z
  .string()
  .min(10, 'A password has at least 10 characters.')
  .max(200)
  .refine(oneLine, 'Control characters are not allowed here.');

/** What a client signs in with (SPEC 3.4). */
export const userName: z.ZodType<string, unknown> = z
  .string()
  .min(3)
  .max(64)
  .regex(/^[A-Za-z0-9._@-]+$/, 'A user name has letters, digits and . _ @ - only.')
  .refine(noAccount, accountMessage);

/** An e-mail address of at most 254 characters. */
export const email: z.ZodType<string, unknown> = z
  .string()
  .max(254)
  .trim()
  .pipe(z.email('Write an e-mail address such as name@example.com.'))
  .refine(noAccount, accountMessage);

/** A country of ISO 3166-1, two upper-case letters. */
export const country: z.ZodType<string, unknown> = z
  .string()
  .length(2)
  .refine(isCountry, 'Write a country as two upper-case letters, such as DE.');

/** Of an address: state and county of the United States are of their lists (SPEC 3.2). */
export const region: z.core.$ZodCheck<RegionAddress> = z.superRefine((address, context) => {
  for (const { field, message } of regionFaults(address)) {
    context.addIssue({ code: 'custom', message, path: [field] });
  }
});

/** A phone number as people write it. */
export const phone: z.ZodType<string, unknown> = z
  .string()
  .max(40)
  .trim()
  .regex(/^[+\d(][\d ()./-]{2,}$/, 'Write a phone number such as +49 30 1234567.')
  .refine((value) => !isCardForPhone(value), accountMessage);

/** A language tag, such as `pt-BR`. */
export const language: z.ZodType<string, unknown> = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Write a language such as en or pt-BR.');

/** A VAT number with or without spaces; its check digits are right. */
export const vatNumber: z.ZodType<string, unknown> = z
  .string()
  .max(30)
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 .+*-]{2,}$/, 'Write a VAT number such as DE123456788.')
  .refine(isVatNumber, 'This VAT number is not right. Look at its letters and digits.')
  .refine(noAccount, accountMessage);

/** A domain name, given back in its ASCII form in lower case. */
export const domainName: z.ZodType<string, unknown> = z
  .string()
  .max(253)
  .trim()
  .overwrite((value) => toHostName(value) ?? '')
  .min(1, 'Write a domain name such as example.com.')
  .refine(noAccount, accountMessage);

/** A page's origin: https, or http on this machine. */
export const origin: z.ZodType<string, unknown> = z
  .string()
  .max(300)
  .refine(isOrigin, 'Write an origin such as https://panel.example.');

/** An address of a page. */
export const url: z.ZodType<string, unknown> = z
  .string()
  .max(2000)
  .refine(isHttpUrl, 'Write an address that begins with https:// or http://.')
  .refine(noAccount, accountMessage);

/** A code of ISO 4217. */
export const currency: z.ZodType<string, unknown> = z
  .string()
  .refine(isCurrency, 'Write a currency such as EUR.')
  .meta({ override: { pattern: '^[A-Z]{3}$' } });

/** A calendar date. */
export const plainDate: z.ZodType<string, unknown> = z
  .string()
  .refine(isPlainDate, 'Write a date such as 2026-11-22.')
  .meta({ override: { format: 'date' } });

/** A place in a list, as a page gave it. */
export const cursor: z.ZodType<string, unknown> = z.string().min(1).max(1000).refine(oneLine);

/** How many of an add-on. */
export const quantity: z.ZodType<number, unknown> = z.int().min(0).max(1000);

/** What a gateway's browser half gave; never a card number (Law 16). */
export const gatewayData: z.ZodType<Readonly<Record<string, string>>, unknown> = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/), z.string().max(500))
  .refine((value) => Object.keys(value).length <= 20, 'At most 20 entries.')
  .refine(
    (value) => !Object.values(value).some((one) => hasCardNumber(one) || hasAccountNumber(one)),
    "A card number or account number must not come here; use the gateway's own fields.",
  );

/** Areas that a session or contact may be limited to. */
export const area: z.ZodType<Area, unknown> = z.enum(areas);

/** No more than PostgreSQL's bigint holds with room for sums. */
const largest = 10n ** 18n;

/** The most that a caller may name, in minor units; far above any invoice, far below overflow. */
const largestInput = 10n ** 15n;

const moneyMembers: readonly string[] = ['amount', 'currency'];
const moneyForm = 'Write an amount such as { "amount": "12.50", "currency": "EUR" }.';

const moneyDocument = {
  type: 'object',
  description: 'An amount: a decimal string with the decimals of its currency.',
  properties: {
    amount: { type: 'string', pattern: '^-?(0|[1-9][0-9]*)(\\.[0-9]{1,4})?$' },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  },
  required: ['amount', 'currency'],
  additionalProperties: false,
} as const;

/** Tells an unknown member of an amount as such, like one of any other object. */
function moneyUpTo(limit: bigint): z.ZodType<Money, unknown> {
  const check = z.superRefine((value: unknown, context) => {
    const refuse = (message: string, ...path: string[]): void =>
      context.addIssue({ code: 'custom', message, path });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      refuse(moneyForm);
      return;
    }
    const keys = Object.keys(value).filter((key) => !moneyMembers.includes(key));
    if (keys.length > 0) context.addIssue({ code: 'unrecognized_keys', keys, input: { ...value } });
    const { amount, currency: code } = value as { amount?: unknown; currency?: unknown };
    if (typeof code !== 'string' || !isCurrency(code)) {
      refuse('Write a currency such as EUR.', 'currency');
    }
    if (typeof amount !== 'bigint') refuse(moneyForm, 'amount');
    else if (amount > limit || amount < -limit) refuse('The amount is too large.', 'amount');
  });
  // A check added by a method would leave a schema below it that no API page can show.
  const schema: z.ZodType = new z.ZodCustom({
    type: 'custom',
    check: 'custom',
    fn: () => true,
    checks: [check],
  });
  return schema as z.ZodType<Money, unknown>;
}

/** An amount in memory; on the wire a decimal string (Law 3). */
export const money: z.ZodType<Money, unknown> = moneyUpTo(largest).meta({
  id: 'Money',
  override: moneyDocument,
});

/** Whether a value is as {@link money} allows it, without what would be said of any other. */
export function isOutputMoney(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const key in value) if (key !== 'amount' && key !== 'currency') return false;
  const { amount, currency: code } = value as { amount?: unknown; currency?: unknown };
  if (typeof amount !== 'bigint' || amount > largest || amount < -largest) return false;
  return typeof code === 'string' && isCurrency(code);
}

/** An amount that a caller names: at most 10^15 minor units either way. */
export const inputMoney: z.ZodType<Money, unknown> = moneyUpTo(largestInput).meta({
  override: moneyDocument,
});

/** An input with no members. */
export const nothing: z.ZodType<Record<string, never>, unknown> = z.strictObject({});

/** Any text of an output. */
export const out: z.ZodType<string, unknown> = z.string();

/** Text of an output that may be missing. */
export const outOrNull: z.ZodType<string | null, unknown> = z.string().nullable();

/** A whole number of an output. */
export const outCount: z.ZodType<number, unknown> = z.int();
