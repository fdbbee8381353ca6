/** A number as we write it: it cannot be a formula. */
const number = /^-?\d+(\.\d+)?$/;

/** What makes a spreadsheet take a cell for a formula (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r]/;

/**
 * A cell of CSV (RFC 4180), safe to open in a spreadsheet: text that would run as a formula gets an
 * apostrophe before it; null is an empty cell.
 */
export function csvCell(value: string | null): string {
  if (value === null || value === '') return '';
  const safe = formula.test(value) && !number.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line of CSV with its end. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
