import { formatAmount, type Money, parseMoney } from '../../src/rules/money.ts';

/**
 * An amount as a client writes it, with a point or a comma before its decimals; null for what is
 * none, or has more decimals than its currency.
 */
export function readAmount(text: string, currency: string): Money | null {
  const plain = text.trim().replace(',', '.');
  if (!/^\d{1,12}(\.\d+)?$/.test(plain)) return null;
  const [whole = '', decimals = ''] = plain.split('.');
  const digits = formatAmount({ amount: 0n, currency }).split('.')[1]?.length ?? 0;
  if (decimals.length > digits) return null;
  const written = decimals.padEnd(digits, '0');
  return parseMoney(written === '' ? whole : `${whole}.${written}`, currency);
}
