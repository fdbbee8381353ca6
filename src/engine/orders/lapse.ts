import { compareDates } from '../../rules/plain-date.ts';
import { lockClient } from '../agenda.ts';
import { emit } from '../context.ts';
import { writeCreditNote } from '../invoices/credit-notes.ts';
import { giveUpManualCharge } from '../invoices/invoice-commands.ts';
import { lockInvoices } from '../invoices/invoice-states.ts';
import { isBeingPaid } from '../payments/open-charges.ts';
import { type Next, secondsAfter, type TaskKind } from '../tasks.ts';

/** An order that nobody paid lapses: its invoice is credited in full (SPEC 4.8). */
export const lapseOrder: TaskKind = {
  // A date to act on has no outer effect.
  call: () => Promise.resolve(null),
  async record(scope, task): Promise<Next> {
    if (task.clientId !== null) await lockClient(scope, task.clientId);
    const order = await scope.handle
      .selectFrom('orders')
      .selectAll()
      .where('id', '=', task.subjectId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (order.status !== 'unpaid' || order.lapses_on === null || order.invoice_id === null) {
      return { state: 'done' };
    }
    const inAnHour = secondsAfter(scope.now, 3600);
    if (compareDates(scope.today, order.lapses_on) < 0) return { state: 'due', dueAt: inAnHour };
    const [invoice] = await lockInvoices(scope, [order.invoice_id]);
    // Money may be on its way: the order waits for that charge's end.
    if (await isBeingPaid(scope, order.invoice_id)) return { state: 'due', dueAt: inAnHour };
    await giveUpManualCharge(scope, order.invoice_id);
    if (invoice?.status === 'unpaid') {
      await writeCreditNote(scope, invoice, 'The order was not paid in time and has lapsed.');
      await scope.handle
        .updateTable('orders')
        .set({ status: 'lapsed' })
        .where('id', '=', order.id)
        .execute();
      await emit(scope, 'order.lapsed', order.id, order.client_id);
    }
    return { state: 'done' };
  },
};
