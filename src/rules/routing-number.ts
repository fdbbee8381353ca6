const weights = [3, 7, 1] as const;

/** How routing numbers begin: Federal Reserve districts, thrifts, electronic ones, cheques. */
const issued = /^(0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/;

/**
 * Whether a text is a routing number: nine digits that begin as such numbers do, and whose sum,
 * weighed by 3, 7 and 1, ends with zero (American Bankers Association; SPEC 9.3).
 */
export function isRoutingNumber(value: string): boolean {
  if (!issued.test(value) || value === '000000000') return false;
  const sum = [...value].reduce(
    (total, digit, place) => total + Number(digit) * (weights[place % 3] ?? 0),
    0,
  );
  return sum % 10 === 0;
}
