import type { Billing } from '../../src/billing.ts';
import type { BalancePage, BalanceRow, BookDates } from '../../src/contract/books.ts';
import { csvLine } from '../../src/rules/csv.ts';
import { formatAmount } from '../../src/rules/money.ts';

/** Pages of 50 that one file holds at most. */
const mostPages = 400;

const columns = ['date', 'kind', 'reference', 'amount', 'balance', 'credit', 'currency'];

/** Movements as CSV, safe to open in a spreadsheet; names and kinds are those of the contract. */
export function csvOf(rows: readonly BalanceRow[]): string {
  const lines = rows.map(({ on, kind, reference, amount, balance, credit }) =>
    csvLine([
      on,
      kind,
      reference,
      formatAmount(amount),
      formatAmount(balance),
      formatAmount(credit),
      amount.currency,
    ]),
  );
  return [csvLine(columns), ...lines].join('');
}

/** All movements of the days asked for; null when they are too many for one file. */
export async function allRows(
  billing: Billing,
  asked: BookDates & { readonly clientId?: string },
  signal: AbortSignal,
): Promise<readonly BalanceRow[] | null> {
  const rows: BalanceRow[] = [];
  let cursor: string | null = null;
  for (let turn = 0; turn < mostPages; turn += 1) {
    const input: typeof asked & { readonly cursor?: string } =
      cursor === null ? asked : { ...asked, cursor };
    const page: BalancePage = await billing.books.balanceReport(input, { signal });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    cursor = page.next;
  }
  return null;
}

/** The name of the file, with the days where they are not open. */
export function fileName({ from, until }: BookDates): string {
  return `${['balance-report', from, until].filter(Boolean).join('_')}.csv`;
}

/** How long the browser may take to begin with a download, in milliseconds. */
const begin = 10_000;

/** Hands a text to the browser as a file, without a request and under any content policy. */
export function saveFile(root: ParentNode, name: string, text: string): void {
  // The mark tells spreadsheets that the text is UTF-8.
  const blob = new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.hidden = true;
  root.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), begin);
}
