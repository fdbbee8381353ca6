const weights = [3, 7, 1] as const;

/**
 * Whether a text is a routing number: nine digits whose sum, weighed by 3, 7 and 1, ends with zero
 * (American Bankers Association; SPEC 9.3).
 */
export function isRoutingNumber(value: string): boolean {
  if (!/^\d{9}$/.test(value) || value === '000000000') return false;
  const sum = [...value].reduce(
    (total, digit, place) => total + Number(digit) * (weights[place % 3] ?? 0),
    0,
  );
  return sum % 10 === 0;
}
