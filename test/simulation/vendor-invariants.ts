import type { Handle } from '../../src/storage/database.ts';
import type { HeldCharge, HeldRefund } from './gateways/index.ts';
import type { Universe } from './universe.ts';

/** What the vendor of the cards holds. */
interface Held {
  readonly pluginId: string;
  readonly charges: readonly HeldCharge[];
  readonly refunds: readonly HeldRefund[];
}

function heldOf({ gateway, vendorState }: Universe): Held {
  if (gateway !== null) {
    return { pluginId: gateway.id, charges: gateway.charges(), refunds: gateway.refunds() };
  }
  const { charges, refunds } = vendorState;
  return {
    pluginId: 'sandbox',
    charges: charges.map(({ chargeId, amount, captured, currency }) => ({
      chargeId,
      amount: BigInt(amount),
      captured: BigInt(captured),
      currency,
    })),
    refunds: refunds.map(({ amount, currency }) => ({ amount: BigInt(amount), currency })),
  };
}

/** Each captured cent is booked once (I02, I17), and an invoice is not charged twice (I08). */
export async function moneyViolations(universe: Universe, handle: Handle): Promise<string[]> {
  const held = heldOf(universe);
  const found: string[] = [];
  const charges = await handle
    .selectFrom('charges')
    .select(['id', 'state', 'captured', 'currency'])
    .where('plugin_id', '=', held.pluginId)
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
  for (const { chargeId, captured } of held.charges) {
    const sum = sums.get(chargeId) ?? 0n;
    if (!known.has(chargeId)) found.push(`the vendor has ${chargeId}, we have not`);
    else if (sum !== capturedOf(held, chargeId)) {
      found.push(`of ${chargeId} ${captured} were captured, ${sum} booked`);
    }
  }
  for (const { id, state } of charges) {
    const captured = capturedOf(held, id);
    if ((state === 'succeeded') !== captured > 0n) {
      found.push(`the charge ${id} is ${state}, and ${captured} were captured`);
    }
  }
  found.push(...(await clearingViolations(held, handle)));
  found.push(...(await doubleCharges(held, handle)));
  return found;
}

/** All that was taken for a charge: a vendor may hold several records of one. */
function capturedOf({ charges }: Held, chargeId: string): bigint {
  const own = charges.filter((row) => row.chargeId === chargeId);
  return own.reduce((sum, { captured }) => sum + captured, 0n);
}

async function clearingViolations(
  { pluginId, charges, refunds }: Held,
  handle: Handle,
): Promise<string[]> {
  const rows = await handle
    .selectFrom('postings')
    .select((row) => ['currency', row.fn.sum<string>('amount').as('sum')])
    .where('account', '=', 'gateway')
    .where('subaccount', '=', pluginId)
    .groupBy('currency')
    .execute();
  return rows.flatMap(({ currency, sum }) => {
    const captured = charges
      .filter((row) => row.currency === currency)
      .reduce((total, row) => total + row.captured, 0n);
    const returned = refunds
      .filter((row) => row.currency === currency)
      .reduce((total, row) => total + row.amount, 0n);
    const held = captured - returned;
    return held === BigInt(sum) ? [] : [`clearing of ${currency}: ${sum}, not ${held}`];
  });
}

/** Two captures of one invoice are right only if the first had been given up before. */
async function doubleCharges({ charges }: Held, handle: Handle): Promise<string[]> {
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
