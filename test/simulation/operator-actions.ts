import { type Money, money } from '../../src/rules/money.ts';
import { addDays } from '../../src/rules/plain-date.ts';
import { send } from './commands.ts';
import { operator } from './people.ts';
import { zonedDate } from './time.ts';
import { later, peek, type Universe } from './universe.ts';

const day = 24 * 3600_000;

/** Something that the operator does. */
export interface OperatorAction {
  readonly name: string;
  readonly weight: number;
  run(universe: Universe): Promise<void>;
}

/** What the operator does. */
export const operatorActions: readonly OperatorAction[] = [
  { name: 'mark paid', weight: 4, run: markPaid },
  { name: 'cancel an invoice', weight: 1, run: cancelInvoice },
  { name: 'refund', weight: 2, run: refund },
  { name: 'wait for a promise', weight: 1, run: promise },
  { name: 'change a package', weight: 4, run: changePackage },
  { name: 'try a package again', weight: 6, run: retryPackage },
  { name: 'move a package', weight: 0.5, run: movePackage },
  { name: 'stop or reopen a client', weight: 1, run: changeClient },
  { name: 'run ahead', weight: 1, run: runAhead },
];

async function markPaid(universe: Universe): Promise<void> {
  const invoice = await someInvoice(universe, ['unpaid']);
  if (invoice === null) return;
  send(universe, {
    principal: operator,
    name: 'invoices.markPaid',
    input: {
      commandId: universe.newId(),
      invoiceId: invoice.id,
      paidOn: zonedDate(universe, -day),
      method: 'Bank transfer',
      reference: `statement ${universe.newId().slice(-6)}`,
    },
  });
}

async function cancelInvoice(universe: Universe): Promise<void> {
  const invoice = await someInvoice(universe, ['unpaid', 'paid']);
  if (invoice === null) return;
  const input = { commandId: universe.newId(), invoiceId: invoice.id, reason: 'By hand.' };
  send(universe, { principal: operator, name: 'invoices.cancel', input });
}

/** Sends back what a canceled invoice had been paid with, or a part of a paid one as goodwill. */
async function refund(universe: Universe): Promise<void> {
  const { dice } = universe;
  const invoice = await someInvoice(universe, dice.chance(0.6) ? ['canceled'] : ['paid']);
  if (invoice === null) return;
  const part = dice.pick([1n, 2n, 3n]);
  const amount = money(invoice.total.amount / part || 1n, invoice.total.currency);
  const input = {
    commandId: universe.newId(),
    invoiceId: invoice.id,
    amount,
    reason: invoice.status === 'paid' ? ('goodwill' as const) : ('credit_note' as const),
    way: dice.pick(['source', 'source', 'credit'] as const),
    note: 'By hand.',
  };
  send(universe, { principal: operator, name: 'invoices.refund', input });
}

async function promise(universe: Universe): Promise<void> {
  const invoice = await someInvoice(universe, ['unpaid']);
  if (invoice === null) return;
  const until = addDays(zonedDate(universe), universe.dice.int(1, 20));
  const input = { commandId: universe.newId(), invoiceId: invoice.id, until };
  send(universe, { principal: operator, name: 'invoices.promise', input });
}

interface SomeInvoice {
  readonly id: string;
  readonly status: string;
  readonly total: Money;
}

async function someInvoice(
  universe: Universe,
  statuses: readonly ('unpaid' | 'paid' | 'canceled')[],
): Promise<SomeInvoice | null> {
  const rows = await peek(universe, (handle) =>
    handle
      .selectFrom('invoices')
      .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
      .select(['invoices.id', 'status', 'total', 'currency'])
      .where('kind', '=', 'invoice')
      .where('total', '>', 0n)
      .where('status', 'in', statuses)
      .orderBy('number')
      .execute(),
  );
  if (rows.length === 0) return null;
  const { id, status, total, currency } = universe.dice.pick(rows);
  return { id, status, total: money(total, currency) };
}

/** Which status an operator gives a package, by the one that it has. */
const nextStatus = {
  active: ['suspended', 'suspended', 'canceled', 'stopped'],
  suspended: ['active', 'active', 'active', 'canceled'],
  stopped: ['active'],
  pending: ['canceled'],
  failed: ['canceled'],
  work_in_progress: ['active', 'active', 'completed'],
} as const;

async function changePackage(universe: Universe): Promise<void> {
  const { dice } = universe;
  const rows = await packagesIn(universe, Object.keys(nextStatus));
  if (rows.length === 0) return;
  const { id, status } = dice.pick(rows);
  const to = dice.pick(nextStatus[status as keyof typeof nextStatus]);
  const change = (wanted: typeof to): void =>
    send(universe, {
      principal: operator,
      name: 'packages.changeStatus',
      input: { commandId: universe.newId(), packageId: id, status: wanted, reason: 'By hand.' },
    });
  change(to);
  // A change of mind, while the first change may still be on its way to the panel.
  if (to === 'suspended' && dice.chance(0.5)) {
    later(universe, dice.int(1000, 600_000), 'change of mind', () => change('active'));
  }
}

async function packagesIn(
  universe: Universe,
  statuses: readonly string[],
): Promise<readonly { id: string; status: string }[]> {
  return peek(universe, (handle) =>
    handle
      .selectFrom('packages')
      .select(['id', 'status'])
      .where('status', 'in', statuses)
      .orderBy('number')
      .execute(),
  );
}

async function retryPackage(universe: Universe): Promise<void> {
  for (const { id } of await packagesIn(universe, ['failed'])) {
    const input = { commandId: universe.newId(), packageId: id };
    send(universe, { principal: operator, name: 'packages.retry', input });
  }
}

async function movePackage(universe: Universe): Promise<void> {
  const packages = await packagesIn(universe, ['active', 'suspended']);
  const clients = await allClients(universe);
  if (packages.length === 0 || clients.length < 2) return;
  const input = {
    commandId: universe.newId(),
    packageId: universe.dice.pick(packages).id,
    toClientId: universe.dice.pick(clients).id,
    reason: 'By hand.',
  };
  send(universe, { principal: operator, name: 'packages.move', input });
}

async function changeClient(universe: Universe): Promise<void> {
  const clients = await allClients(universe);
  if (clients.length === 0) return;
  const { id, status } = universe.dice.pick(clients);
  const to = status === 'active' ? 'suspended' : 'active';
  const input = {
    commandId: universe.newId(),
    clientId: id,
    status: to,
    reason: 'By hand.',
  } as const;
  send(universe, { principal: operator, name: 'clients.changeStatus', input });
}

function allClients(universe: Universe): Promise<readonly { id: string; status: string }[]> {
  return peek(universe, (handle) =>
    handle.selectFrom('clients').select(['id', 'status']).orderBy('number').execute(),
  );
}

/** Issues ahead of time, while the daily run may be at work. */
async function runAhead(universe: Universe): Promise<void> {
  const until = addDays(zonedDate(universe), universe.dice.int(0, 20));
  const input = { commandId: universe.newId(), until };
  send(universe, { principal: operator, name: 'runs.start', input });
}
