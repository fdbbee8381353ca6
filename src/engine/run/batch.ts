import { invariant } from '../../errors.ts';
import { billClient } from '../../rules/billing-run.ts';
import { balanced, entryForInvoice } from '../../rules/ledger.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import { entryRow, postingRows } from '../books/books.ts';
import type { Scope } from '../context.ts';
import {
  contentOf,
  type DocumentToIssue,
  invoiceRow,
  lineRows,
  lineViews,
  sellerOf,
  takeNumbers,
} from '../invoices/invoice-documents.ts';
import { type InvoiceToWrite, invoiceMail, stateRow, unpaidTodo } from '../invoices/issue.ts';
import { asProforma } from '../invoices/proforma.ts';
import { taskRow } from '../tasks.ts';
import { todoRow } from '../todos.ts';
import type { ClaimedClient } from './claim.ts';
import type { Done } from './counts.ts';
import { type NewId, orderedIds } from './ids.ts';
import { loadClients } from './load.ts';
import { bulkInsert } from './tables.ts';
import {
  type BilledClient,
  earliest,
  keepExcused,
  moveItems,
  movePackages,
  scheduleClients,
  toWrite,
} from './write.ts';

/** What a batch did, and which of its clients must be looked at one by one. */
export interface BatchResult {
  readonly done: Done;
  /** Clients that pass a safety bound: nothing was written of them (SPEC 16.8). */
  readonly refused: readonly string[];
  /** Clients for whom something stays due. */
  readonly left: readonly string[];
}

/**
 * Issues what is due for claimed clients who have nothing else to be done and no account credit.
 * The rows are those of `issueInvoice`, by one statement per table whatever the number of clients.
 */
export async function issueBatch(
  scope: Scope,
  clients: readonly ClaimedClient[],
  until: PlainDate,
): Promise<BatchResult> {
  const rules = { catalog: scope.context.catalog, today: scope.today, until };
  const all = (await loadClients(scope, clients, until)).map((loaded): BilledClient => {
    return { loaded, run: billClient(loaded.toBill, rules) };
  });
  const refused = all.filter(({ run }) => run.problems.length > 0);
  const billed = all.filter(({ run }) => run.problems.length === 0);
  const over = new Set(refused.map(({ loaded }) => loaded.toBill.clientId));
  const newId = orderedIds(scope);
  const invoices = billed.flatMap(({ loaded, run }) =>
    run.invoices.map((invoice) => prepare(scope, toWrite(invoice, loaded), loaded.buyer, newId)),
  );
  await moveItems(
    scope,
    billed.flatMap(({ run }) => run.moves),
  );
  await movePackages(scope, billed);
  await keepExcused(scope, billed, newId);
  const states = invoices.map(({ document, invoice }) => stateRow(scope, document.id, invoice));
  const served = clients.filter(({ id }) => !over.has(id));
  const left = await scheduleClients(scope, served, { firsts: earliest(states), until });
  await tellClients(scope, invoices, newId);
  await writeDocuments(scope, invoices, states, newId);
  return {
    done: {
      // Those who are looked at once more are counted then.
      clients: served.length - left.length,
      invoices: invoices.length,
      lines: invoices.reduce((count, { invoice }) => count + invoice.lines.length, 0),
      sums: invoices.map(({ invoice }) => invoice.totals.total),
    },
    refused: [...over],
    left,
  };
}

interface Prepared {
  readonly invoice: InvoiceToWrite;
  readonly document: DocumentToIssue;
}

function prepare(
  scope: Scope,
  invoice: InvoiceToWrite,
  buyer: DocumentToIssue['buyer'],
  newId: NewId,
): Prepared {
  const document: DocumentToIssue = {
    id: newId(),
    kind: asProforma(scope, invoice.totals.total) ? 'proforma' : 'invoice',
    clientId: invoice.clientId,
    orderId: null,
    corrects: null,
    currency: invoice.currency,
    dueOn: invoice.dueOn,
    seller: sellerOf(scope),
    buyer,
    lines: invoice.lines,
    totals: invoice.totals,
    notes: invoice.notes,
  };
  return { invoice, document };
}

/** To-do, mail and event of each invoice: what does not need its number comes before it. */
async function tellClients(
  scope: Scope,
  invoices: readonly Prepared[],
  newId: NewId,
): Promise<void> {
  const { handle, context, now } = scope;
  const todos = invoices.map(({ document, invoice }) =>
    todoRow(scope, unpaidTodo(document.id, invoice), newId()),
  );
  const tasks = invoices.flatMap(({ document, invoice }) => {
    const task = invoiceMail(context, document.id, invoice.clientId);
    return task === null ? [] : [taskRow(scope, task, newId())];
  });
  const events = invoices.map(({ document }) => ({
    name: `${document.kind}.issued`,
    subject_id: document.id,
    client_id: document.clientId,
    happened_at: now,
  }));
  await bulkInsert(handle, 'todos', todos);
  await bulkInsert(handle, 'tasks', tasks);
  await bulkInsert(handle, 'events', events);
}

async function writeDocuments(
  scope: Scope,
  invoices: readonly Prepared[],
  states: readonly ReturnType<typeof stateRow>[],
  newId: NewId,
): Promise<void> {
  if (invoices.length === 0) return;
  const { handle } = scope;
  const made = invoices.map(({ document }) => {
    const views = lineViews(document.lines, newId);
    const content = contentOf(document, views);
    return { document, content, lines: lineRows(document, views) };
  });
  // All are of one kind: what credit would pay at once is issued one by one.
  const kind = made[0]?.document.kind ?? 'invoice';
  const numbers = await takeNumbers(scope, kind, invoices.length);
  const numbered = made.map((one, index) => ({ ...one, number: numbers[index] ?? '' }));
  const rows = numbered.map(({ document, content, number }) =>
    invoiceRow(scope, document, { number, content }),
  );
  await bulkInsert(handle, 'invoices', rows);
  await bulkInsert(handle, 'invoice_states', states);
  await bulkInsert(
    handle,
    'invoice_lines',
    made.flatMap(({ lines }) => lines),
  );
  // A proforma is booked when it is paid (SPEC 7.6).
  if (kind === 'invoice') await writeEntries(scope, numbered, newId);
}

async function writeEntries(
  scope: Scope,
  invoices: readonly { readonly document: DocumentToIssue; readonly number: string }[],
  newId: NewId,
): Promise<void> {
  const booked = invoices.map(({ document: { clientId, totals }, number }) => {
    const entry = entryForInvoice({ key: `invoice:${number}`, clientId, totals });
    invariant(balanced(entry), `The entry ${entry.key} does not balance.`);
    const id = newId();
    return { row: entryRow(scope, entry, { id, clientId }), postings: postingRows(id, entry) };
  });
  await bulkInsert(
    scope.handle,
    'entries',
    booked.map(({ row }) => row),
  );
  await bulkInsert(
    scope.handle,
    'postings',
    booked.flatMap(({ postings }) => postings),
  );
}
