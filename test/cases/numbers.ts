import cardValidator from 'card-validator';
import { validate } from 'node-iso11649';
import { readCardNumber } from '../../plugins/sandbox/client-number.ts';
import { isIban } from '../../src/operations/iban.ts';
import { isVatNumber } from '../../src/operations/vat-number.ts';
import { compactReference, printReference } from '../../src/rules/creditor-reference.ts';
import { type EpcTransfer, epcCode, epcFault } from '../../src/rules/epc-code.ts';
import { isRoutingNumber } from '../../src/rules/routing-number.ts';
import { amount, type Given, has, meaning, text, texts, Unreadable } from './given.ts';
import { type Check, check, type Outcome } from './outcome.ts';

/** ISO 13616: the check digits of an IBAN, and the form of its country. */
export function ibanMod97(given: Given, expect: Given): Outcome {
  return { rule: 'isIban', checks: [check('valid', expect['valid'], isIban(text(given, 'iban')))] };
}

/** The nine digits of a routing number, weighed by 3, 7 and 1. */
export function aba371(given: Given, expect: Given): Outcome {
  const number = text(given, 'routing_number');
  const checks = [check('valid', expect['valid'], isRoutingNumber(number))];
  const last = has(expect, 'check_digit')
    ? [check('check digit', text(expect, 'check_digit'), number.at(-1))]
    : [];
  return { rule: 'isRoutingNumber', checks: [...checks, ...last] };
}

/** The form and the check digits of a country's VAT numbers. */
export function vatCheckDigits(given: Given, expect: Given): Outcome {
  const actual = isVatNumber(text(given, 'vat_number'));
  return { rule: 'isVatNumber', checks: [check('valid', expect['valid'], actual)] };
}

/** ISO 11649: a creditor reference, as it is compared and as it is printed. */
export function iso11649(given: Given, expect: Given): Outcome {
  const reference = text(given, 'reference');
  const made: readonly (readonly [string, () => unknown])[] = [
    ['valid', () => validate(reference)],
    ['compact', () => compactReference(reference)],
    ['printed', () => printReference(reference)],
  ];
  const checks = made
    .filter(([key]) => has(expect, key))
    .map(([key, value]) => check(key, expect[key], value()));
  return { rule: 'creditorReference', checks };
}

/** EPC069-12: the lines of the code that a banking app reads. */
export function epc069(given: Given, expect: Given): Outcome {
  const transfer = transferOf(given);
  if (has(expect, 'error')) {
    const fault = transfer === null ? 'amount' : epcFault(transfer);
    return { rule: 'epcFault', checks: [check('error', text(expect, 'error'), fault)] };
  }
  const code = transfer === null ? null : epcCode(transfer, 'iso-8859-1');
  const lines = code?.split('\n') ?? [];
  const checks: Check[] = [];
  if (has(expect, 'lines')) checks.push(check('lines', texts(expect, 'lines'), lines));
  if (has(expect, 'amount_line')) {
    checks.push(check('amount', text(expect, 'amount_line'), lines[7]));
  }
  if (has(expect, 'byte_length')) {
    const bytes = Buffer.from(code ?? '', 'latin1').length;
    checks.push(check('bytes', text(expect, 'byte_length'), bytes));
  }
  return { rule: 'epcCode', checks };
}

/** Null for an amount that is finer than a cent. */
function transferOf(given: Given): EpcTransfer | null {
  const known = {
    name: text(given, 'name'),
    iban: text(given, 'iban'),
    text: text(given, 'text'),
    ...(has(given, 'bic') ? { bic: text(given, 'bic') } : {}),
  };
  try {
    return { ...known, amount: amount(given, 'amount', 'EUR') };
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** Networks by the names that sources give them. */
const brands: ReadonlyMap<string, string> = new Map([
  ['amex', 'american-express'],
  ['american express', 'american-express'],
  ['diners', 'diners-club'],
  ['dinersclub', 'diners-club'],
  ['discover65', 'discover'],
  ['diners club', 'diners-club'],
  ['short_visa', 'visa'],
  ['vpay', 'visa'],
  ['vpay2', 'visa'],
]);

const brandOf = (name: string): string => {
  const plain = name.toLowerCase();
  return brands.get(plain) ?? plain.replaceAll(' ', '-');
};

/** The check digit of a card number, its network and that network's lengths. */
export function luhn(given: Given, expect: Given): Outcome {
  if (!has(given, 'card_number')) return networkOf(given, expect);
  const { brand, isValid, mayBecome } = readCardNumber(text(given, 'card_number'));
  const named = ['required_brand', 'brand'].find((key) => has(given, key));
  const fits = named === undefined || brandOf(text(given, named)) === brand;
  const checks = [check('valid', expect['valid'], isValid && fits)];
  if (has(expect, 'potentially_valid')) {
    checks.push(check('potentially valid', expect['potentially_valid'], mayBecome));
  }
  if (has(expect, 'brand')) checks.push(check('brand', brandOf(text(expect, 'brand')), brand));
  return { rule: 'readCardNumber', checks };
}

/** What the library knows of a network: it is the table that the numbers are read by. */
function networkOf(given: Given, expect: Given): Outcome {
  const types = cardValidator.creditCardType;
  const known = new Map(Object.values(types.types).map((name) => [name as string, name]));
  const info = types.getTypeInfo(meaning(known, brandOf(text(given, 'brand'))));
  const { code, gaps, lengths, patterns } = info;
  const prefixes = expect['prefixes'];
  const many = Array.isArray(prefixes) ? prefixes.length : 0;
  return {
    rule: 'readCardNumber',
    checks: [
      check('lengths', expect['lengths'], lengths),
      check('gaps', expect['gaps'], gaps),
      check('code', expect['security_code_name'], code.name),
      check('code length', expect['security_code_length'], code.size),
      check('prefixes', prefixes, patterns.slice(0, many)),
      check('all prefixes', expect['prefixes_total'], patterns.length),
    ],
  };
}
