/** Whether digits end with the right check digit (ISO/IEC 7812-1, annex B: Luhn). */
export function passesLuhn(number: string): boolean {
  const digits = [...number].map(Number).reverse();
  const sum = digits.reduce((total, digit, place) => {
    const weighed = place % 2 === 0 ? digit : digit * 2;
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}
