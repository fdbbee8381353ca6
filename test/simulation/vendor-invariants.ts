import type { Handle } from '../../src/storage/database.ts';
import type { Universe } from './universe.ts';

/** Each captured cent is booked once (I02, I17), and an invoice is not charged twice (I08). */
export async function moneyViolations(
  { vendorState }: Universe,
  handle: Handle,
): Promise<string[]> {
  const found: string[] = [];
  const charges = await handle
    .selectFrom('charges')
    .select(['id', 'state', 'captured', 'currency'])
    .where('plugin_id', '=', 'sandbox')
    .execute();
  const booked = await handle
    .selectFrom('transactions')
    .select((row) => ['charge_id', row.fn.sum<string>('amount').as('sum')])
    .where('status', '=', 'settled')
    .where('kind', '=', 'payment')
    .groupBy('charge_id')
    .execute();
  const sums = new Map(booked.map(({ charge_id, sum }) => [charge_id, BigInt(sum)]));
  const known = new Set(charges.map(({ id }) => id));
  for (const held of vendorState.charges) {
    const captured = BigInt(held.captured);
    if (!known.has(held.chargeId)) found.push(`the vendor has ${held.chargeId}, we have not`);
    else if ((sums.get(held.chargeId) ?? 0n) !== captured) {
      found.push(
        `of ${held.chargeId} ${captured} were captured, ${sums.get(held.chargeId) ?? 0n} booked`,
      );
    }
  }
  const held = new Map(vendorState.charges.map((row) => [row.chargeId, row]));
  for (const { id, state } of charges) {
    const captured = held.get(id)?.captured ?? 0;
    if ((state === 'succeeded') !== captured > 0) {
      found.push(`the charge ${id} is ${state}, and ${captured} were captured`);
    }
  }
  found.push(...(await clearingViolations(vendorState, handle)));
  found.push(...(await doubleCharges(vendorState, handle)));
  return found;
}

async function clearingViolations(
  { charges, refunds }: Universe['vendorState'],
  handle: Handle,
): Promise<string[]> {
  const rows = await handle
    .selectFrom('postings')
    .select((row) => ['currency', row.fn.sum<string>('amount').as('sum')])
    .where('account', '=', 'gateway')
    .where('subaccount', '=', 'sandbox')
    .groupBy('currency')
    .execute();
  return rows.flatMap(({ currency, sum }) => {
    const captured = charges
      .filter((row) => row.currency === currency)
      .reduce((total, row) => total + BigInt(row.captured), 0n);
    const returned = refunds
      .filter((row) => row.currency === currency)
      .reduce((total, row) => total + BigInt(row.amount), 0n);
    const held = captured - returned;
    return held === BigInt(sum) ? [] : [`clearing of ${currency}: ${sum}, not ${held}`];
  });
}

/** Two captures of one invoice are right only if the first had been given up before. */
async function doubleCharges(
  { charges }: Universe['vendorState'],
  handle: Handle,
): Promise<string[]> {
  const rows = await handle
    .selectFrom('charge_allocations')
    .innerJoin('charges', 'charges.id', 'charge_id')
    .innerJoin('invoices', 'invoices.id', 'invoice_id')
    .select(['invoice_id', 'charge_id', 'charges.created_at', 'invoices.total'])
    .where('charges.state', '=', 'succeeded')
    .execute();
  const ends = await handle
    .selectFrom('events')
    .select('subject_id')
    .where('name', 'in', ['charge.failed', 'charge.voided'])
    .execute();
  const givenUp = new Set(ends.map(({ subject_id }) => subject_id));
  const found: string[] = [];
  for (const invoiceId of new Set(rows.map((row) => row.invoice_id))) {
    const own = rows.filter((row) => row.invoice_id === invoiceId && !givenUp.has(row.charge_id));
    const whole = own.filter(({ charge_id }) => {
      const held = charges.find(({ chargeId }) => chargeId === charge_id);
      return held !== undefined && held.captured === held.amount;
    });
    if (whole.length > 1) found.push(`the invoice ${invoiceId} was charged ${whole.length} times`);
  }
  return found;
}
