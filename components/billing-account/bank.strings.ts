import { msg, str } from '@lit/localize';
import type { BankAccountKind, MandateText } from '../../src/contract/bank-accounts.ts';

/** The texts of bank data. */
export const bankWords = {
  kind: (): string => msg('Kind of bank account'),
  iban: (): string => msg('IBAN'),
  ibanKind: (): string => msg('With IBAN'),
  usKind: (): string => msg('In the United States'),
  bic: (): string => msg('BIC'),
  bicHint: (): string => msg('Only for accounts outside the EU.'),
  holder: (): string => msg('Account holder'),
  bankName: (): string => msg('Bank name'),
  bankState: (): string => msg('State of the home branch'),
  accountType: (): string => msg('Type of account'),
  checking: (): string => msg('Checking account'),
  savings: (): string => msg('Savings account'),
  routingNumber: (): string => msg('Routing number'),
  routingHint: (): string => msg('Nine digits, at the bottom left of a check.'),
  accountNumber: (): string => msg('Account number'),
  licenceNumber: (): string => msg('License or ID number'),
  licenceState: (): string => msg('State of the license or ID'),
  birthDate: (): string => msg('Date of birth'),
  consent: (): string => msg('Your agreement'),
  choose: (): string => msg('Choose'),
  missing: (): string => msg('Fill this in.'),
  routingFault: (): string => msg('A routing number has nine digits. Compare it with a check.'),
  agree: (): string => msg('Agree, so that due invoices can be collected.'),
  sealed: (): string =>
    msg('It is sealed when it arrives. Only an operator with the pass-phrase can read it.'),
};

/** What the client agrees to (SPEC 9.10). */
export function mandateWords(kind: BankAccountKind, { creditor }: MandateText): string {
  return kind === 'iban'
    ? msg(
        str`I allow ${creditor} to collect due invoices by SEPA direct debit, and my bank to pay.`,
      )
    : msg(str`I allow ${creditor} to collect due invoices from this account by ACH debit.`);
}

/** What goes with it: who collects, when one is told, how it is taken back. */
export function mandateNotes(
  kind: BankAccountKind,
  { creditorId, noticeDays }: MandateText,
  days: string,
): readonly string[] {
  const told =
    noticeDays[kind] === 1
      ? msg('You are told of each collection 1 day before.')
      : msg(str`You are told of each collection ${days} days before.`);
  return [
    ...(kind === 'iban' && creditorId !== null
      ? [msg(str`Creditor identifier ${creditorId}.`)]
      : []),
    told,
    ...(kind === 'iban' ? [msg('Your bank refunds a collection within eight weeks.')] : []),
    msg('You can take it back at any time.'),
  ];
}
