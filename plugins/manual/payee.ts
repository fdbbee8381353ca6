import { isValidBIC, isValidIBAN } from 'ibantools';
import { fail } from '../../src/errors.ts';
import type { InstructionDetail } from '../../src/ports/outcome.ts';
import { isRoutingNumber } from '../../src/rules/routing-number.ts';

/** Whom clients pay by hand: by transfer, by cheque, or by a service such as Western Union. */
export interface Payee {
  /** The name on the account, on the cheque, or of who takes the money. */
  readonly name: string;
  /** Of an account that is reached by IBAN; without spaces or with. */
  readonly iban?: string;
  readonly bic?: string;
  /** Of an account in the United States. */
  readonly routingNumber?: string;
  readonly accountNumber?: string;
  readonly bank?: string;
  /** Where a cheque is sent to, or the country in which the money is taken. */
  readonly address?: string;
}

/**
 * Checks a payee, and writes its numbers without spaces.
 *
 * @throws BillingError `invalid_input`, naming the field.
 */
export function checkPayee(payee: Payee): Payee {
  const { bic, iban, name, routingNumber } = payee;
  const refuse = (field: string, text: string): never =>
    fail('invalid_input', text, { field: `payee.${field}` });
  if (name.trim() === '') refuse('name', 'Say whom clients pay.');
  const account = iban?.replaceAll(' ', '');
  if (account !== undefined && !isValidIBAN(account)) refuse('iban', 'This is no IBAN.');
  if (bic !== undefined && !isValidBIC(bic)) refuse('bic', 'This is no BIC.');
  if (routingNumber !== undefined && !isRoutingNumber(routingNumber)) {
    refuse('routingNumber', 'This is no routing number.');
  }
  return { ...payee, ...(account === undefined ? {} : { iban: account }) };
}

/** An IBAN in groups of four, as it is copied. */
const grouped = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/g, '$1 ');

/** The single facts of a payment to a payee, in the order in which a form asks for them. */
export function detailsOf(
  payee: Payee,
  { amount, reference }: { readonly amount: string; readonly reference: string },
): readonly InstructionDetail[] {
  const { accountNumber, address, bank, bic, iban, name, routingNumber } = payee;
  const known: readonly (readonly [InstructionDetail['name'], string | undefined])[] = [
    ['payee', name],
    ['iban', iban === undefined ? undefined : grouped(iban)],
    ['bic', bic],
    ['routing_number', routingNumber],
    ['account_number', accountNumber],
    ['bank', bank],
    ['address', address],
    ['amount', amount],
    ['reference', reference],
  ];
  return known.flatMap(([detail, value]) => (value === undefined ? [] : [{ name: detail, value }]));
}
