import type { Insertable } from 'kysely';
import { isSettledAtIssue, type Totals } from '../../rules/invoice.ts';
import { entryForInvoice } from '../../rules/ledger.ts';
import type { Money } from '../../rules/money.ts';
import { addDays, type PlainDate } from '../../rules/plain-date.ts';
import type { InvoiceStatesTable } from '../../storage/tables/invoices.ts';
import { post } from '../books/books.ts';
import { emit, type Scope } from '../context.ts';
import { mailTask } from '../mails.ts';
import { enqueue, type NewTask } from '../tasks.ts';
import { addTodo, type NewTodo } from '../todos.ts';
import { applyCredit, creditOf } from './credit.ts';
import { buyerOf, issueDocument, type LineToIssue, sellerOf } from './invoice-documents.ts';
import { invoicePaid } from './invoice-states.ts';
import { asProforma } from './proforma.ts';

/** An invoice to issue by itself; the run issues in batches. */
export interface InvoiceToWrite {
  readonly clientId: string;
  readonly orderId: string | null;
  readonly currency: string;
  readonly dueOn: PlainDate;
  readonly lines: readonly LineToIssue[];
  readonly totals: Totals;
  readonly notes: readonly string[];
  /** Whether reminders and suspension follow when it is not paid (SPEC 16.2). */
  readonly dunned: boolean;
  /** Whether the client's billing account is charged by itself on the due date (SPEC 8.8). */
  readonly charged: boolean;
  /** Waits for a review: neither client nor credit is asked to pay it yet (SPEC 4.10). */
  readonly held?: boolean | undefined;
  /** What the client is told to do, as a to-do. */
  readonly todo: UnpaidWords;
}

/** What an unpaid invoice is for, by which a to-do is worded (SPEC 15.4). */
export type UnpaidKind = 'invoice_unpaid' | 'change_unpaid' | 'usage_unpaid' | 'correction_unpaid';

/** The English of a to-do, and its kind where the lines do not tell. */
export interface UnpaidWords {
  readonly title: string;
  readonly text: string;
  readonly kind?: UnpaidKind;
}

/** What the to-do of an invoice is made from. */
export interface UnpaidInvoice extends Pick<InvoiceToWrite, 'clientId' | 'todo'> {
  readonly lines?: readonly {
    readonly origin: LineToIssue['origin'];
    readonly line: Pick<LineToIssue['line'], 'kind'>;
  }[];
}

/** An invoice that was issued. */
export interface IssuedInvoice {
  readonly invoiceId: string;
  readonly number: string;
  /** Nothing is left to pay: it was free, or credit paid it. */
  readonly paid: boolean;
}

/**
 * Issues one invoice: document, state, books, credit first (SPEC 8.3), to-do and mail. The client
 * must be locked. One of zero is Paid at once (SPEC 4.5).
 */
export async function issueInvoice(scope: Scope, invoice: InvoiceToWrite): Promise<IssuedInvoice> {
  const { clientId, orderId, totals } = invoice;
  const id = scope.context.chance.uuid();
  const free = isSettledAtIssue(totals.total);
  const proforma = await isProforma(scope, clientId, totals.total);
  const contact = await primaryContact(scope, clientId);
  const number = await issueDocument(scope, {
    id,
    kind: proforma ? 'proforma' : 'invoice',
    clientId,
    orderId,
    corrects: null,
    currency: invoice.currency,
    dueOn: invoice.dueOn,
    seller: sellerOf(scope),
    buyer: buyerOf(contact, contact.vat_number),
    lines: invoice.lines,
    totals,
    notes: invoice.notes,
  });
  await scope.handle
    .insertInto('invoice_states')
    .values(stateRow(scope, id, invoice))
    .execute();
  if (!proforma) {
    await post(scope, entryForInvoice({ key: `invoice:${number}`, clientId, totals }), clientId);
  }
  await emit(scope, proforma ? 'proforma.issued' : 'invoice.issued', id, clientId);
  if (free) {
    await invoicePaid(scope, { id, clientId, orderId, total: totals.total });
    return { invoiceId: id, number, paid: true };
  }
  const paid = invoice.held !== true && (await askForPayment(scope, id, invoice, totals.total));
  return { invoiceId: id, number, paid };
}

/** What account credit pays at once is an invoice from the beginning (SPEC 7.6, 8.3). */
async function isProforma(scope: Scope, clientId: string, total: Money): Promise<boolean> {
  if (!asProforma(scope, total)) return false;
  return (await creditOf(scope, clientId, total.currency)).amount < total.amount;
}

/**
 * Uses the client's credit, then asks for the rest by to-do and mail (SPEC 8.3). The client must be
 * locked.
 *
 * @returns whether credit paid it all.
 */
export async function askForPayment(
  scope: Scope,
  id: string,
  invoice: UnpaidInvoice,
  open: Money,
): Promise<boolean> {
  const used = await applyCredit(scope, id);
  const paid = used.amount === open.amount;
  if (!paid) await addTodo(scope, unpaidTodo(id, invoice));
  const mail = invoiceMail(scope.context, id, invoice.clientId);
  if (mail !== null) await enqueue(scope, mail);
  return paid;
}

/** The row that stands beside an invoice at issue: what is open, and what the run does next. */
export function stateRow(
  scope: Pick<Scope, 'context' | 'now' | 'today'>,
  id: string,
  invoice: Pick<InvoiceToWrite, 'clientId' | 'dueOn' | 'totals' | 'dunned' | 'charged'>,
): Insertable<InvoiceStatesTable> {
  const { clientId, dueOn, totals } = invoice;
  const free = isSettledAtIssue(totals.total);
  const { steps } = scope.context.catalog.provider.billing.dunning;
  // One that is issued late needs no reminder that it will be due.
  const taken = steps.findIndex(
    ({ day, do: action }) => action !== 'remind' || addDays(dueOn, day) > scope.today,
  );
  const first = steps[taken];
  const dunned = !free && invoice.dunned && first !== undefined;
  return {
    invoice_id: id,
    client_id: clientId,
    status: free ? 'paid' : 'unpaid',
    balance: totals.total.amount,
    sent_at: scope.now,
    dunning_step: dunned ? taken : 0,
    next_step_on: dunned ? addDays(dueOn, first.day) : null,
    charge_on: !free && invoice.charged ? dueOn : null,
  };
}

/** What an open invoice asks the client to do, until it is paid. */
export function unpaidTodo(id: string, { clientId, todo, lines }: UnpaidInvoice): NewTodo {
  return {
    key: `invoice.unpaid:${id}`,
    audience: 'client',
    kind: kindOf(lines ?? []),
    ...todo,
    clientId,
    invoiceId: id,
  };
}

function kindOf(lines: NonNullable<UnpaidInvoice['lines']>): UnpaidKind {
  const from = (origin: LineToIssue['origin']): boolean =>
    lines.some((one) => one.origin === origin);
  if (from('usage')) return 'usage_unpaid';
  if (!from('change')) return 'invoice_unpaid';
  // A change that charges something has other lines too; this one takes a credit note back.
  const corrects = lines.every(({ line }) => line.kind === 'reversal');
  return corrects ? 'correction_unpaid' : 'change_unpaid';
}

/** The task that mails an invoice; null without a mailer. */
export function invoiceMail(
  context: Pick<Scope['context'], 'plugins'>,
  id: string,
  clientId: string,
): NewTask | null {
  const data = { invoiceId: id };
  return mailTask(context, { event: 'invoice', key: `mail:invoice:${id}`, clientId, data });
}

async function primaryContact(
  scope: Scope,
  clientId: string,
): Promise<Parameters<typeof buyerOf>[0] & { readonly vat_number: string | null }> {
  return scope.handle
    .selectFrom('contacts')
    .innerJoin('clients', 'clients.id', 'contacts.client_id')
    .selectAll('contacts')
    .select('clients.vat_number')
    .where('contacts.client_id', '=', clientId)
    .where('contacts.is_primary', '=', true)
    .executeTakeFirstOrThrow();
}
