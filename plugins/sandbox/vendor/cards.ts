/** How a test card behaves. */
export type CardBehavior = 'approve' | 'challenge' | 'late' | 'partial' | 'decline';

/** A test card: what it does, and the status code that the vendor gives for it. */
export interface SandboxCard {
  readonly number: string;
  readonly behavior: CardBehavior;
  /** The code of ISO 8583 that a real network would give, or `3DS`. */
  readonly code: string;
  readonly brand: string;
  readonly title: string;
}

function card(
  number: string,
  behavior: CardBehavior,
  code: string,
  title: string,
  brand = 'Visa',
): SandboxCard {
  return { number, behavior, code, brand, title };
}

/** The test numbers; every other number is refused. Any future expiry and any CVC of 3 digits. */
export const sandboxCards: readonly SandboxCard[] = [
  card('4242424242424242', 'approve', '00', 'Approved'),
  card('5555555555554444', 'approve', '00', 'Approved', 'Mastercard'),
  card('4000000000000002', 'decline', '05', 'Declined: do not honor'),
  card('4000000000009995', 'decline', '51', 'Declined: insufficient funds'),
  card('4000000000000069', 'decline', '54', 'Declined: expired card'),
  card('4000000000000127', 'decline', '82', 'Declined: wrong CVC'),
  card('4000000000009987', 'decline', '41', 'Declined: lost card'),
  card('4000000000009979', 'decline', '43', 'Declined: stolen card'),
  card('4000000000003220', 'challenge', '3DS', 'Asks for 3-D Secure, then as answered'),
  card('4000000000000077', 'late', '00', 'Settles late'),
  card('4000000000000341', 'partial', '10', 'Captures half of the amount'),
];

/** Whether a number's last digit fits the others (ISO/IEC 7812-1, Luhn). */
export function fitsLuhn(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < number.length; index += 1) {
    const digit = Number(number[number.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
