import { isSettledAtIssue, type Totals } from '../rules/invoice.ts';
import { entryForInvoice } from '../rules/ledger.ts';
import { addDays, type PlainDate } from '../rules/plain-date.ts';
import { post } from './books.ts';
import { emit, type Scope } from './context.ts';
import { applyCredit } from './credit.ts';
import { buyerOf, issueDocument, type LineToIssue, sellerOf } from './invoice-documents.ts';
import { invoicePaid } from './invoice-states.ts';
import { enqueueMail } from './mails.ts';
import { addTodo } from './todos.ts';

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
  /** What the client is told to do, as a to-do. */
  readonly todo: { readonly title: string; readonly text: string };
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
  const contact = await primaryContact(scope, clientId);
  const number = await issueDocument(scope, {
    id,
    kind: 'invoice',
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
  const [firstStep] = scope.context.catalog.provider.billing.dunning.steps;
  const dunned = !free && invoice.dunned && firstStep !== undefined;
  await scope.handle
    .insertInto('invoice_states')
    .values({
      invoice_id: id,
      client_id: clientId,
      status: free ? 'paid' : 'unpaid',
      balance: totals.total.amount,
      sent_at: scope.now,
      next_step_on: dunned ? addDays(invoice.dueOn, firstStep.day) : null,
      charge_on: !free && invoice.charged ? invoice.dueOn : null,
    })
    .execute();
  await post(scope, entryForInvoice({ key: `invoice:${number}`, clientId, totals }), clientId);
  await emit(scope, 'invoice.issued', id, clientId);
  if (free) {
    await invoicePaid(scope, { id, clientId, orderId, total: totals.total });
    return { invoiceId: id, number, paid: true };
  }
  const used = await applyCredit(scope, id);
  const paid = used.amount === totals.total.amount;
  if (!paid) {
    const key = `invoice.unpaid:${id}`;
    const { todo } = invoice;
    const kind = 'invoice_unpaid';
    await addTodo(scope, { key, audience: 'client', kind, ...todo, clientId, invoiceId: id });
  }
  const data = { invoiceId: id };
  await enqueueMail(scope, { event: 'invoice', key: `mail:invoice:${id}`, clientId, data });
  return { invoiceId: id, number, paid };
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
