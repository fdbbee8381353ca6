import { formatAmount, isNegative, isZero, type Money } from './money.ts';

/** A transfer in euros that a code asks for. */
export interface EpcTransfer {
  /** Whom the money goes to, at most 70 characters. */
  readonly name: string;
  readonly iban: string;
  /** 8 or 11 characters; it may be left out within the SEPA area. */
  readonly bic?: string;
  /** 0.01 to 999999999.99. */
  readonly amount: Money;
  /** A creditor reference (ISO 11649), or else a text of at most 140 characters. */
  readonly reference?: string;
  readonly text?: string;
}

/** How the text of a code is written as bytes: UTF-8, or ISO 8859-1 as older apps read it. */
export type EpcCharset = 'utf-8' | 'iso-8859-1';

const charsets: Readonly<Record<EpcCharset, string>> = { 'utf-8': '1', 'iso-8859-1': '2' };

/** What makes a transfer one that no code can ask for. */
export type EpcFault = 'name' | 'IBAN' | 'BIC' | 'amount' | 'reference';

/** What is wrong with a transfer; null: nothing. */
export function epcFault(transfer: EpcTransfer): EpcFault | null {
  const { amount, bic, iban, name, reference, text = '' } = transfer;
  const isPaid = !isZero(amount) && !isNegative(amount) && amount.amount <= 99_999_999_999n;
  if (amount.currency !== 'EUR' || !isPaid) return 'amount';
  if (name === '' || name.length > 70) return 'name';
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return 'IBAN';
  if (bic !== undefined && !/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic)) return 'BIC';
  if (reference !== undefined && !/^RF\d{2}[A-Z0-9]{1,21}$/.test(reference)) return 'reference';
  return text.length > 140 || (reference !== undefined && text !== '') ? 'reference' : null;
}

/**
 * The text of a code that a banking app reads as a transfer (EPC069-12, version 002). Zeros at the
 * end of the amount, and lines without a value at its end, are left out.
 *
 * @returns null for what no code can ask for; {@link epcFault} says why.
 */
export function epcCode(transfer: EpcTransfer, charset: EpcCharset = 'utf-8'): string | null {
  if (epcFault(transfer) !== null) return null;
  const { amount, bic = '', iban, name, reference = '', text = '' } = transfer;
  const written = formatAmount(amount).replace(/\.?0+$/, '');
  const lines = [
    'BCD',
    '002',
    charsets[charset],
    'SCT',
    bic,
    name,
    iban,
    `EUR${written}`,
    '',
    reference,
    text,
  ];
  return lines.join('\n').trimEnd();
}
