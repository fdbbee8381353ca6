import { isSEPACountry, isValidBIC } from 'ibantools';
import * as z from 'zod';
import type { BankAccountInput } from '../contract/bank-accounts.ts';
import { isPlainDate } from '../rules/plain-date.ts';
import { isRoutingNumber } from '../rules/routing-number.ts';
import { regionFaults } from '../rules/us-counties.ts';
import { hasAccountNumber } from './account-numbers.ts';
import { text } from './fields.ts';
import { isIban } from './iban.ts';

/** What is written without what people put between its groups, in upper case. */
function compact(maximum: number): z.ZodString {
  return z
    .string()
    .max(maximum)
    .overwrite((value) => value.replaceAll(/[\s.\u2010-\u2015-]/g, '').toUpperCase());
}

const isState = (value: string): boolean =>
  /^[A-Z]{2}$/.test(value) && regionFaults({ country: 'US', state: value }).length === 0;

const state = z
  .string()
  .max(2)
  .refine(isState, 'Write a state as two upper-case letters, such as TX.');

/** What is sealed may still be no card's: that belongs to the fields of a gateway (SPEC 9.6). */
const noCard = (value: string): boolean => !hasAccountNumber(value);
const cardMessage = 'The number of a card must not come here.';

const consentVersion = text(40);

/** No message says what was typed: errors stand in logs (SPEC 9.7). */
export const bankAccount: z.ZodType<BankAccountInput, unknown> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('us_bank'),
    holder: text(70),
    bankName: text(60),
    bankState: state.exactOptional(),
    accountType: z.enum(['checking', 'savings']),
    routingNumber: compact(20).refine(
      isRoutingNumber,
      'Write the nine digits of the routing number; one of them is wrong.',
    ),
    accountNumber: compact(40)
      .regex(/^\d{4,17}$/, 'An account number has 4 to 17 digits.')
      .refine(noCard, cardMessage),
    licenceNumber: z
      .string()
      .max(30)
      .trim()
      .regex(/^[A-Za-z0-9][A-Za-z0-9 .*-]{2,29}$/, 'Write the number of a licence or ID.')
      .refine(noCard, cardMessage),
    licenceState: state,
    birthDate: z
      .string()
      .refine((value) => isPlainDate(value) && value >= '1900', 'Write a date such as 1980-11-22.')
      .meta({ override: { format: 'date' } }),
    consentVersion,
  }),
  z.strictObject({
    kind: z.literal('iban'),
    holder: text(70),
    iban: compact(60)
      .refine(isIban, 'This is no IBAN; look at its digits.')
      .refine((value) => isSEPACountry(value.slice(0, 2)), 'Write an IBAN of the SEPA area.'),
    bic: compact(20)
      .refine((value) => isValidBIC(value), 'This is no BIC; it has 8 or 11 characters.')
      .exactOptional(),
    consentVersion,
  }),
]);
