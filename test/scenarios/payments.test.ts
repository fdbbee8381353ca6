import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plugin } from '../../src/ports/plugin.ts';
import { parseMoney } from '../../src/rules/money.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import {
  amounts,
  answerChallenge,
  buy,
  codeOf,
  item,
  openOf,
  orderAs,
  type Placed,
  payCard,
} from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const paidEvents = ['invoice.paid', 'charge.succeeded'];
const readyEvents = ['mail.paid', 'package.active', 'mail.welcome'];

/** Placed and settled; the events of that are read. */
async function ordered() {
  const placed = await orderAs(world, 'camille');
  await world.settle();
  await world.events();
  return placed;
}

const invoiceOf = ({ client, invoiceId }: Awaited<ReturnType<typeof ordered>>) =>
  world.engine.execute(client, 'invoices.get', { invoiceId });

describe('a declined card', () => {
  it('[8.1, 8.5] says why and takes nothing; another card pays', async () => {
    const placed = await ordered();
    const declined = await payCard(world, placed, 'poor');
    expect(declined).toMatchObject({
      state: 'failed',
      failure: { code: '51', reason: 'insufficient_funds', tryAgain: true },
    });
    const stolen = await payCard(world, placed, 'stolen');
    expect(stolen.failure).toMatchObject({ reason: 'do_not_try_again', tryAgain: false });
    expect(stolen.failure?.message).not.toMatch(/stolen|lost/i);
    expect(await world.events()).toEqual(['charge.failed', 'charge.failed']);
    expect((await payCard(world, placed, 'good')).state).toBe('succeeded');
    await world.settle();
    expect(await world.events()).toEqual([...paidEvents, ...readyEvents]);
    const { transactions } = await invoiceOf(placed);
    expect(transactions.map(({ status, statusCode }) => [status, statusCode])).toEqual([
      ['settled', '00'],
      ['declined', '43'],
      ['declined', '51'],
    ]);
  });
});

describe('3-D Secure', () => {
  it('[8.1] approved at the bank and resumed, it is paid', async () => {
    const placed = await ordered();
    const charge = await payCard(world, placed, 'challenge');
    expect(charge).toMatchObject({ state: 'action_required', action: { kind: 'challenge' } });
    expect((await invoiceOf(placed)).paymentPending).toBe(true);
    await answerChallenge(world, charge, 'approve');
    const resumed = await world.engine.execute(placed.client, 'payments.resume', {
      commandId: world.newId(),
      chargeId: charge.chargeId,
    });
    expect(resumed.state).toBe('succeeded');
    await world.settle();
    expect(await world.events()).toEqual([...paidEvents, ...readyEvents]);
  });

  it('[8.1] rejected at the bank, nothing is charged', async () => {
    const placed = await ordered();
    const charge = await payCard(world, placed, 'challenge');
    await answerChallenge(world, charge, 'reject');
    const resumed = await world.engine.execute(placed.client, 'payments.resume', {
      commandId: world.newId(),
      chargeId: charge.chargeId,
    });
    expect(resumed.state).toBe('failed');
    expect(amounts([await openOf(world, placed)])).toEqual(['134.68']);
  });

  it('[8.6] canceled by the client, it is voided and can be paid again', async () => {
    const placed = await ordered();
    const { chargeId } = await payCard(world, placed, 'challenge');
    expect(await codeOf(payCard(world, placed, 'good'))).toBe('charge_open');
    const input = { commandId: world.newId(), chargeId };
    const canceled = await world.engine.execute(placed.client, 'payments.cancel', input);
    expect(canceled).toMatchObject({ state: 'voided', failure: { code: 'canceled' } });
    expect((await payCard(world, placed, 'good')).state).toBe('succeeded');
    await world.settle();
    expect(await world.events()).toEqual(['charge.voided', ...paidEvents, ...readyEvents]);
  });

  it('[8.6] left alone, it ends after fifteen minutes and nothing is charged', async () => {
    const placed = await ordered();
    const { chargeId } = await payCard(world, placed, 'challenge');
    world.clock.advance(14 * 60);
    await world.settle();
    expect(await world.events()).toEqual([]);
    world.clock.advance(60);
    await world.settle();
    expect(await world.events()).toEqual(['charge.voided']);
    const ended = await world.engine.execute(placed.client, 'payments.get', { chargeId });
    expect(ended).toMatchObject({ state: 'voided', failure: { code: 'expired' } });
    expect((await payCard(world, placed, 'good')).state).toBe('succeeded');
  });

  it('[8.6] a gateway that cannot void for now is asked again until it has', async () => {
    const placed = await ordered();
    const { chargeId } = await payCard(world, placed, 'challenge');
    await world.fault('void', 'fail', 1);
    const input = { commandId: world.newId(), chargeId };
    const first = await world.engine.execute(placed.client, 'payments.cancel', input);
    expect(first.state).toBe('action_required');
    world.clock.advance(60);
    await world.settle();
    const then = await world.engine.execute(placed.client, 'payments.get', { chargeId });
    expect(then.state).toBe('voided');
  });

  it('[8.6] what the bank captured before the void came is booked, not given up', async () => {
    const placed = await ordered();
    const first = await payCard(world, placed, 'challenge');
    await answerChallenge(world, first, 'approve');
    const input = { commandId: world.newId(), chargeId: first.chargeId };
    const kept = await world.engine.execute(placed.client, 'payments.cancel', input);
    expect(kept.state).toBe('succeeded');
    expect((await invoiceOf(placed)).status).toBe('paid');
  });

  it('[8.6, 8.3] a capture of a voided charge of a canceled invoice becomes credit', async () => {
    const placed = await ordered();
    const charge = await payCard(world, placed, 'late');
    // As if the provider had given it up while the network settled it all the same.
    await world.read((handle) =>
      handle
        .updateTable('charges')
        .set({ state: 'voided', action: null })
        .where('id', '=', charge.chargeId)
        .execute(),
    );
    await world.read((handle) =>
      handle.updateTable('charge_allocations').set({ open: false }).execute(),
    );
    const { invoiceId } = placed;
    const input = { commandId: world.newId(), invoiceId, reason: 'Ordered twice.' };
    await world.engine.execute(world.operator, 'invoices.cancel', input);
    world.clock.advance(31);
    await world.vendor.tick();
    await world.settle();
    expect((await bookSums(world))['credit']).toBe(-13468n);
    const late = await world.engine.execute(placed.client, 'payments.get', charge);
    expect(late.state).toBe('succeeded');
  });
});

describe('a late settlement', () => {
  it('[8.13] shows as pending and is settled by the webhook', async () => {
    const placed = await ordered();
    const charge = await payCard(world, placed, 'late');
    expect(charge.state).toBe('pending');
    expect(await invoiceOf(placed)).toMatchObject({ status: 'unpaid', paymentPending: true });
    expect(await codeOf(payCard(world, placed, 'good'))).toBe('charge_open');
    world.clock.advance(31);
    await world.vendor.tick();
    await world.settle();
    expect(await world.events()).toEqual([...paidEvents, ...readyEvents]);
  });

  it('[8.13] without a webhook it is found by asking', async () => {
    const placed = await ordered();
    await payCard(world, placed, 'late');
    world.clock.advance(31);
    // The first look finds it still pending: nobody moved the vendor on yet.
    await world.settle();
    const { id } = world.vendor.state().charges[0] ?? { id: '' };
    await world.vendorFetch(`/admin/settle/${id}`, {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox-secret', 'content-type': 'application/json' },
      body: '{}',
    });
    world.clock.advance(3600);
    await world.settle();
    expect(await world.events()).toEqual([...paidEvents, ...readyEvents]);
  });

  it('[8.13] grants the service at once where the provider wants that', async () => {
    await world.close();
    const provider = { provisionOnPending: true };
    world = await createWorld({
      catalog: scenarioCatalog({ provider }),
      store: await emptyStore(),
    });
    const placed = await ordered();
    await payCard(world, placed, 'late');
    await world.settle();
    expect(await world.events()).toEqual(['package.active', 'mail.welcome']);
    world.clock.advance(31);
    await world.vendor.tick();
    await world.settle();
    expect(await world.events()).toEqual([...paidEvents, 'mail.paid']);
    expect(world.vendor.state().accounts).toHaveLength(1);
  });
});

/** A gateway by hand that does what it is asked, and whose answers do not arrive for a while. */
function losingAnswers(plugin: Plugin, isLost: () => boolean): Plugin {
  const { gateway } = plugin;
  if (gateway?.kind !== 'manual') return plugin;
  const start: typeof gateway.start = async (charge, world) => {
    const record = await gateway.start(charge, world);
    if (isLost()) throw new Error('The connection broke before the answer.');
    return record;
  };
  return { ...plugin, gateway: { ...gateway, start } };
}

async function byTransfer(placed: Placed) {
  return world.engine.execute(placed.client, 'payments.pay', {
    commandId: world.newId(),
    invoiceIds: [placed.invoiceId],
    confirmedTotal: parseMoney('134.68', 'EUR'),
    methodId: 'transfer',
  });
}

/** How many times a gateway is still to be asked about a charge. */
async function checksDue(): Promise<number> {
  const rows = await world.read((handle) =>
    handle
      .selectFrom('tasks')
      .select('id')
      .where('kind', '=', 'charge.check')
      .where('state', 'in', ['due', 'unknown'])
      .execute(),
  );
  return rows.length;
}

describe('paying by hand', () => {
  it('[8.1, 8.11] gives instructions; the operator marks it paid and the package starts', async () => {
    const placed = await ordered();
    const charge = await byTransfer(placed);
    const { number } = await invoiceOf(placed);
    expect(charge.action).toEqual({
      kind: 'instructions',
      text: `Transfer 134.68 EUR with the reference ${number}.`,
      reference: number,
      details: [],
      code: null,
    });
    const marked = {
      commandId: world.newId(),
      invoiceId: placed.invoiceId,
      paidOn: '2026-11-21',
      method: 'Bank transfer',
      reference: 'SEPA-77',
    };
    const future = { ...marked, commandId: world.newId(), paidOn: '2026-11-23' };
    const markPaid = (input: typeof marked) =>
      world.engine.execute(world.operator, 'invoices.markPaid', input);
    expect(await codeOf(markPaid(future))).toBe('invalid_input');
    const paid = await markPaid(marked);
    expect(paid.transactions).toMatchObject([{ kind: 'manual', on: '2026-11-21' }]);
    expect(await markPaid(marked)).toEqual(paid);
    await world.settle();
    expect(await world.events()).toEqual(['charge.voided', 'invoice.paid', ...readyEvents]);
    const other = await orderAs(world, 'other');
    const twice = { ...marked, commandId: world.newId(), invoiceId: other.invoiceId };
    expect(await codeOf(markPaid(twice))).toBe('conflict');
  });

  it('[8.1] the instructions stay, however often the client comes back to them', async () => {
    const placed = await ordered();
    const charge = await byTransfer(placed);
    const input = { commandId: world.newId(), chargeId: charge.chargeId };
    const resumed = await world.engine.execute(placed.client, 'payments.resume', input);
    expect(resumed).toMatchObject({ state: 'pending', action: charge.action });
    expect(await checksDue()).toBe(0);
  });

  it('[8.1, 8.5] an answer that was lost is given anew, with the instructions', async () => {
    let lost = true;
    await world.restart({
      plugins: (list) => list.map((plugin) => losingAnswers(plugin, () => lost)),
    });
    const placed = await ordered();
    const charge = await byTransfer(placed);
    expect(charge.state).toBe('unknown');
    lost = false;
    world.clock.advance(3600);
    await world.settle();
    const { chargeId } = charge;
    const then = await world.engine.execute(placed.client, 'payments.get', { chargeId });
    expect(then).toMatchObject({ state: 'pending', action: { kind: 'instructions' } });
    expect(await checksDue()).toBe(0);
  });

  it('[8.11] a card that is on its way stops the mark', async () => {
    const placed = await ordered();
    await payCard(world, placed, 'challenge');
    const call = world.engine.execute(world.operator, 'invoices.markPaid', {
      commandId: world.newId(),
      invoiceId: placed.invoiceId,
      paidOn: '2026-11-22',
      method: 'Cash',
      reference: '1',
    });
    expect(await codeOf(call)).toBe('charge_open');
  });
});

it('[8.3] a partial capture lowers the balance; the rest can be paid', async () => {
  const placed = await ordered();
  expect((await payCard(world, placed, 'partial')).captured).toEqual(parseMoney('67.34', 'EUR'));
  expect(await invoiceOf(placed)).toMatchObject({ status: 'unpaid', partlyPaid: true });
  expect(await world.events()).toEqual(['charge.succeeded']);
  await payCard(world, placed, 'good');
  await world.settle();
  expect(await world.events()).toEqual([...paidEvents, ...readyEvents]);
});

it('[8.1] another sum than the one that was seen is not charged', async () => {
  const placed = await ordered();
  const confirmedTotal = parseMoney('134.67', 'EUR');
  expect(await codeOf(payCard(world, placed, 'good', { confirmedTotal }))).toBe('amount_changed');
  expect(world.vendor.state().charges).toEqual([]);
});

it('[8.1, 9.6] a kept card pays the next order; only brand and last four are shown', async () => {
  const placed = await ordered();
  await payCard(world, placed, 'good', { save: true });
  const options = await world.engine.execute(placed.client, 'payments.options', { invoiceIds: [] });
  expect(options.billingAccounts).toMatchObject([{ label: 'Visa •••• 4242', isDefault: true }]);
  const next = await buy(world, placed.client, [item('support', 'hour', 'one-time')]);
  const { billingAccountId } = options.billingAccounts[0] ?? { billingAccountId: '' };
  const paid = await world.engine.execute(placed.client, 'payments.pay', {
    commandId: world.newId(),
    invoiceIds: [next.invoiceId],
    confirmedTotal: await openOf(world, next),
    billingAccountId,
  });
  expect(paid).toMatchObject({ state: 'succeeded', method: 'Visa •••• 4242' });
});
