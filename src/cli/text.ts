import { formatAmount, type Money } from '../rules/money.ts';

/** An amount as an operator reads it: `12.50 EUR`. */
export function amountText(amount: Money): string {
  return `${formatAmount(amount)} ${amount.currency}`;
}

/** Amounts one after the other; a dash for none. */
export function amountsText(amounts: readonly Money[]): string {
  return amounts.length === 0 ? '-' : amounts.map(amountText).join(', ');
}

/** A table in columns of spaces; a dash for what is missing. */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const cells = [head, ...rows.map((row) => row.map((cell) => String(cell ?? '-')))];
  const widths = head.map((_name, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  );
  return cells
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Facts under each other, names first. */
export function factsText(facts: Readonly<Record<string, string | number | null>>): string {
  const width = Math.max(...Object.keys(facts).map((name) => name.length));
  return Object.entries(facts)
    .map(([name, value]) => `${name.padEnd(width)}  ${value ?? '-'}`)
    .join('\n');
}
