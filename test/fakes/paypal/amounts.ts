import { malformed, refused } from './faults.ts';
import { type Amount, asObject, type Json, text } from './state.ts';

const currencies =
  'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD';
const withoutDecimals = ['HUF', 'JPY', 'TWD'];

/** Hundredths of an amount. */
export function hundredths({ value }: Amount): bigint {
  const [whole = '0', fraction = ''] = value.split('.');
  return BigInt(`${whole}${fraction.padEnd(2, '0')}`);
}

/** An amount of hundredths. */
export function amountOf(units: bigint, currency_code: string): Amount {
  const digits = units.toString().padStart(3, '0');
  const whole = digits.slice(0, -2);
  if (withoutDecimals.includes(currency_code)) return { currency_code, value: whole };
  return { currency_code, value: `${whole}.${digits.slice(-2)}` };
}

/** Reads an amount of a request. @throws PayPalFault for one that the API does not take. */
export function readAmount(value: Json | undefined, field: string): Amount {
  const given = asObject(value);
  const currency_code = text(given, 'currency_code');
  const written = text(given, 'value');
  if (currency_code === null)
    throw malformed('MISSING_REQUIRED_PARAMETER', `${field}/currency_code`);
  if (written === null) throw malformed('MISSING_REQUIRED_PARAMETER', `${field}/value`);
  if (!/^((-?[0-9]+)|(-?([0-9]+)?[.][0-9]+))$/.test(written) || written.length > 32) {
    throw malformed('INVALID_PARAMETER_SYNTAX', `${field}/value`);
  }
  if (!currencies.split(' ').includes(currency_code)) throw refused('INVALID_CURRENCY_CODE');
  const [whole = '', fraction = ''] = written.split('.');
  const digits = withoutDecimals.includes(currency_code) ? 0 : 2;
  if (fraction.length > digits) throw refused('DECIMAL_PRECISION');
  if (whole.length > 15) throw refused('MAX_VALUE_EXCEEDED');
  const amount = { currency_code, value: written };
  if (written.startsWith('-') || hundredths(amount) === 0n) {
    throw refused('CANNOT_BE_ZERO_OR_NEGATIVE');
  }
  return amount;
}

/** What PayPal keeps of a payment: 2.99 % and 0.39. */
export function feeOf(amount: Amount): Amount {
  const fee = (hundredths(amount) * 299n + 5000n) / 10_000n + 39n;
  const isWhole = withoutDecimals.includes(amount.currency_code);
  return amountOf(isWhole ? (fee / 100n + 1n) * 100n : fee, amount.currency_code);
}
