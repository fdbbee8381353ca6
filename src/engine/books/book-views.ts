import type {
  BalancePage,
  BalanceRow,
  BookDates,
  BookEntry,
  PostingView,
} from '../../contract/books.ts';
import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import { csvLine } from '../../rules/csv.ts';
import type { EntryKind } from '../../rules/ledger.ts';
import { formatAmount, money } from '../../rules/money.ts';
import {
  type BalanceReportRow,
  type BooksRequest,
  balanceReport,
  listPostings,
  periodBalances,
} from '../../storage/books.ts';
import { listedClient } from '../invoices/invoices.ts';
import type { Query } from '../use-case.ts';
import { checkBooks } from './check.ts';

/** Rows of a page, and entries of a page of an export. */
const pageSize = 50;
const exportSize = 5000;

type Asked = BookDates & { readonly cursor?: string };

/** One more than a page tells whether there is another. */
function requestOf(input: Asked, clientId: string | null, size: number): BooksRequest {
  const { from = null, until = null, cursor: after = null } = input;
  return { clientId, from, until, after, limit: size + 1 };
}

function pageOf<Row extends { readonly entryId: string }>(
  rows: readonly Row[],
  size: number,
): { readonly rows: readonly Row[]; readonly next: string | null } {
  const shown = rows.slice(0, size);
  return { rows: shown, next: rows.length > size ? (shown.at(-1)?.entryId ?? null) : null };
}

/** `books.balanceReport` (SPEC 13.2). */
export const getBalanceReport: Query<'books.balanceReport'> = {
  kind: 'query',
  async run(scope, caller, input): Promise<BalancePage> {
    const clientId = listedClient(caller, input.clientId);
    if (clientId === null) {
      fail('invalid_input', 'Say whose account is meant.', { field: 'clientId' });
    }
    const request = { ...requestOf(input, clientId, pageSize), clientId };
    const rows = await balanceReport(scope.handle, request);
    const balances = await periodBalances(scope.handle, request);
    return {
      ...pageOf(rows.map(balanceRow), pageSize),
      balances: balances.map(({ currency, opening, closing, credit }) => ({
        opening: money(opening, currency),
        closing: money(closing, currency),
        credit: money(credit, currency),
      })),
    };
  },
};

function balanceRow(row: BalanceReportRow): BalanceRow {
  return {
    entryId: row.id,
    on: row.made_on,
    kind: row.kind as EntryKind,
    reference: row.number ?? referenceOf(row.key),
    amount: money(row.amount, row.currency),
    balance: money(row.balance, row.currency),
    credit: money(row.credit, row.currency),
    invoiceId: row.invoice_id,
  };
}

/** A key is a kind, a colon and what the entry is about. */
function referenceOf(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

/** `books.entries` (SPEC 17.1). */
export const listEntries: Query<'books.entries'> = {
  kind: 'query',
  async run(scope, _caller, input): Promise<Output<'books.entries'>> {
    const request = requestOf(input, input.clientId ?? null, pageSize);
    return pageOf(entriesOf(await listPostings(scope.handle, request)), pageSize);
  },
};

function entriesOf(rows: Awaited<ReturnType<typeof listPostings>>): readonly BookEntry[] {
  const entries = new Map<string, BookEntry & { readonly postings: PostingView[] }>();
  for (const row of rows) {
    const entry = entries.get(row.id) ?? {
      entryId: row.id,
      key: row.key,
      kind: row.kind as EntryKind,
      on: row.made_on,
      clientId: row.client_id,
      actor: row.actor,
      postings: [],
    };
    entries.set(row.id, entry);
    const { account, subaccount, amount, currency } = row;
    if (account === null || amount === null || currency === null) continue;
    entry.postings.push({ account, subaccount, amount: money(amount, currency) });
  }
  return [...entries.values()];
}

const columns = [
  'date',
  'entry',
  'kind',
  'reference',
  'client',
  'account',
  'subaccount',
  'amount',
  'currency',
  'actor',
];

/** `books.export` (SPEC 17.3). */
export const exportEntries: Query<'books.export'> = {
  kind: 'query',
  async run(scope, _caller, input): Promise<Output<'books.export'>> {
    const request = requestOf(input, input.clientId ?? null, exportSize);
    const page = pageOf(entriesOf(await listPostings(scope.handle, request)), exportSize);
    const lines = page.rows.flatMap((entry) =>
      entry.postings.map(({ account, subaccount, amount }) =>
        csvLine([
          entry.on,
          entry.entryId,
          entry.kind,
          referenceOf(entry.key),
          entry.clientId,
          account,
          subaccount,
          formatAmount(amount),
          amount.currency,
          entry.actor,
        ]),
      ),
    );
    const head = input.cursor === undefined ? [csvLine(columns)] : [];
    return { mediaType: 'text/csv', body: [...head, ...lines].join(''), next: page.next };
  },
};

/** `books.check` (SPEC 17.4). */
export const checkAllBooks: Query<'books.check'> = {
  kind: 'query',
  run: (scope) => checkBooks(scope),
};
