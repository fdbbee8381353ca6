import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manual } from '../../plugins/manual/index.ts';
import type { ChargeView } from '../../src/contract/payments.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { openOf, orderAs, type Placed } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
let placed: Placed;
beforeEach(async () => {
  const transfer = manual({
    instructions: 'Transfer {amount} with the reference {reference}.',
    payee: { name: 'Host & Co', iban: 'DE02120300000000202051' },
    reference: 'creditor',
  });
  world = await createWorld({
    catalog: scenarioCatalog(),
    store: await emptyStore(),
    plugins: (list) => [...list.filter(({ id }) => id !== 'manual'), transfer],
  });
  placed = await orderAs(world, 'camille');
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

async function payByTransfer(): Promise<ChargeView> {
  return world.engine.execute(placed.client, 'payments.pay', {
    commandId: world.newId(),
    invoiceIds: [placed.invoiceId],
    confirmedTotal: await openOf(world, placed),
    methodId: 'transfer',
  });
}

describe('a bank transfer', () => {
  it('[8.1, 8.11] has a reference of its own, by which its invoice is found and paid', async () => {
    const { action } = await payByTransfer();
    if (action?.kind !== 'instructions') throw new Error('There are no instructions.');
    expect(action.code).not.toBeNull();
    const printed = action.details.find(({ name }) => name === 'reference')?.value ?? '';
    expect(printed).toMatch(/^RF\d\d /);
    for (const search of [printed, printed.replaceAll(' ', ''), printed.toLowerCase()]) {
      const { rows } = await world.engine.execute(world.operator, 'invoices.list', { search });
      expect(rows.map(({ invoiceId }) => invoiceId)).toEqual([placed.invoiceId]);
    }
    const none = { search: 'RF18 5390 0754 7034' };
    expect((await world.engine.execute(world.operator, 'invoices.list', none)).rows).toEqual([]);
    const { status } = await world.engine.execute(world.operator, 'invoices.markPaid', {
      commandId: world.newId(),
      invoiceId: placed.invoiceId,
      paidOn: '2026-11-22',
      method: 'Bank transfer',
      reference: printed,
    });
    expect(status).toBe('paid');
  });

  it('[8.1] asked for again it is the same reference', async () => {
    const first = await payByTransfer();
    const again = await payByTransfer();
    expect(again.chargeId).not.toBe(first.chargeId);
    expect(again.action).toEqual(first.action);
  });
});
