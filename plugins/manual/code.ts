import { encode } from 'uqr';
import { epcCode } from '../../src/rules/epc-code.ts';
import type { Money } from '../../src/rules/money.ts';
import type { Payee } from './payee.ts';

/** A code to scan, drawn by squares: an SVG path over a square of `size` units. */
interface Code {
  readonly size: number;
  readonly path: string;
}

/**
 * The code by which a banking app fills in a transfer (EPC069-12): for euros to an IBAN; null for
 * all else. Its level of correction is M, as the guideline wants it.
 */
export function transferCode(payee: Payee, amount: Money, reference: string): Code | null {
  const { bic, iban, name } = payee;
  if (iban === undefined) return null;
  const isStructured = /^RF\d{2}[A-Z0-9]{1,21}$/.test(reference);
  const text = epcCode({
    name: name.slice(0, 70),
    iban,
    amount,
    ...(bic === undefined ? {} : { bic }),
    ...(isStructured ? { reference } : { text: reference.slice(0, 140) }),
  });
  if (text === null) return null;
  const { data, size } = encode(text, { ecc: 'M', boostEcc: false, border: 0, maxVersion: 13 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { size, path: squares.join('') };
}
