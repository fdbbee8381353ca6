import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../src/contract/operations.ts';
import { parseMoney } from '../../src/rules/money.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { codeOf, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
let placed: Placed;

/** The French order over 134.68, paid by card. */
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
  placed = await orderAs(world, 'camille');
  await payCard(world, placed, 'good');
  await world.settle();
  await world.events();
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const eur = (text: string) => parseMoney(text, 'EUR');

type Refund = Input<'invoices.refund'>;

function refund(more: Partial<Refund>): Promise<unknown> {
  return world.engine.execute(world.operator, 'invoices.refund', {
    commandId: world.newId(),
    invoiceId: placed.invoiceId,
    amount: eur('10.00'),
    reason: 'goodwill',
    way: 'source',
    note: 'A day without service.',
    ...more,
  });
}

function credit(lines?: Input<'invoices.credit'>['lines']): Promise<unknown> {
  return world.engine.execute(world.operator, 'invoices.credit', {
    commandId: world.newId(),
    invoiceId: placed.invoiceId,
    ...(lines === undefined ? {} : { lines }),
    reason: 'A day without service.',
  });
}

const view = () =>
  world.engine.execute(world.operator, 'invoices.get', { invoiceId: placed.invoiceId });

const refundStates = () =>
  world.read((handle) =>
    handle.selectFrom('refunds').select(['state', 'amount']).orderBy('created_at').execute(),
  );

describe('a refund to its source', () => {
  it('[8.10] goes back to the card, once, and changes no package', async () => {
    await refund({});
    await world.settle();
    expect(await world.events()).toEqual(['refund.created', 'refund.done']);
    expect(world.vendor.state().refunds.map(({ amount }) => amount)).toEqual([1000]);
    expect(await bookSums(world)).toMatchObject({
      'gateway sandbox': 12_468n,
      refund_due: 0n,
      write_off: 1000n,
    });
    const { status, transactions } = await view();
    expect(status).toBe('paid');
    expect(transactions.map(({ kind, status: state }) => [kind, state])).toContainEqual([
      'refund',
      'settled',
    ]);
    const { status: of } = await world.engine.execute(placed.client, 'packages.get', placed);
    expect(of).toBe('active');
  });

  it('[8.10, 4.4] a repeated command is one refund', async () => {
    const commandId = world.newId();
    await refund({ commandId });
    await refund({ commandId });
    await world.settle();
    expect(world.vendor.state().refunds).toHaveLength(1);
  });

  it('[8.10] is never more than was captured and did not go back, those on their way too', async () => {
    await refund({ amount: eur('100.00') });
    expect(await codeOf(refund({ amount: eur('34.69') }))).toBe('invalid_input');
    await refund({ amount: eur('34.68') });
    await world.settle();
    expect(await codeOf(refund({ amount: eur('0.01') }))).toBe('invalid_input');
    expect((await view()).status).toBe('refunded');
  });

  it('[8.10] names its reason: without a credit note or an overpayment there is none', async () => {
    expect(await codeOf(refund({ reason: 'credit_note' }))).toBe('invalid_input');
    expect(await codeOf(refund({ reason: 'overpayment' }))).toBe('invalid_input');
  });

  it('[8.10] for a credit note it comes out of the account credit', async () => {
    const { lines } = await view();
    await credit([{ lineId: lines[0]?.lineId ?? '', net: eur('20.00') }]);
    expect((await bookSums(world))['credit']).toBe(-2400n);
    expect(await codeOf(refund({ reason: 'credit_note', amount: eur('24.01') }))).toBe(
      'invalid_input',
    );
    await refund({ reason: 'credit_note', amount: eur('24.00') });
    await world.settle();
    expect(await bookSums(world)).toMatchObject({ credit: 0n, 'gateway sandbox': 11_068n });
    expect(await codeOf(refund({ reason: 'credit_note', amount: eur('0.01') }))).toBe(
      'invalid_input',
    );
  });

  it.each(['lose-answer', 'lie', 'hang'])('[8.10] %s: asked first, sent once', async (mode) => {
    await world.restart({ callSeconds: 1 });
    await world.fault('refund', mode);
    await refund({});
    world.clock.advance(1);
    await world.settle();
    expect((await refundStates()).map(({ state }) => state)).toEqual(['unknown']);
    world.clock.advance(61);
    await world.settle();
    expect((await refundStates()).map(({ state }) => state)).toEqual(['done']);
    expect(world.vendor.state().refunds).toHaveLength(1);
  });

  it('[8.10] while the gateway is away it is tried again', async () => {
    await world.fault('refund', 'fail');
    await refund({});
    await world.settle();
    expect((await refundStates()).map(({ state }) => state)).toEqual(['created']);
    world.clock.advance(61);
    await world.settle();
    expect((await refundStates()).map(({ state }) => state)).toEqual(['done']);
  });

  it('[8.10] refused, what was set aside is free and an operator hears of it', async () => {
    await world.fault('refund', 'refuse');
    await refund({});
    await world.settle();
    expect(await world.events()).toEqual(['refund.created', 'refund.failed']);
    expect(await bookSums(world)).toMatchObject({ refund_due: 0n, write_off: 0n });
    const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
    expect(rows.map(({ kind }) => kind)).toEqual(['refund_failed']);
    await refund({ amount: eur('134.68') });
    await world.settle();
    expect((await view()).status).toBe('refunded');
  });
});

describe('other ways', () => {
  it('[8.10] to account credit, only as goodwill', async () => {
    await refund({ way: 'credit' });
    expect(await bookSums(world)).toMatchObject({ credit: -1000n, write_off: 1000n });
    expect(await codeOf(refund({ way: 'credit', reason: 'credit_note' }))).toBe('invalid_input');
  });

  it('[8.10] by hand, with the reference of the transfer', async () => {
    expect(await codeOf(refund({ way: 'by_hand' }))).toBe('invalid_input');
    expect(await codeOf(refund({ way: 'source', reference: 'X' }))).toBe('invalid_input');
    await refund({ way: 'by_hand', reference: 'Transfer 17' });
    expect(await bookSums(world)).toMatchObject({ 'gateway manual': -1000n, refund_due: 0n });
  });

  it('[8.10] what was paid by hand goes back by hand, and no more', async () => {
    const other = await orderAs(world, 'paul');
    const { invoiceId } = other;
    await world.engine.execute(world.operator, 'invoices.markPaid', {
      commandId: world.newId(),
      invoiceId,
      paidOn: '2026-11-22',
      method: 'Bank transfer',
      reference: 'A 17',
    });
    const by = { invoiceId, way: 'by_hand', reference: 'T 1' } as const;
    expect(await codeOf(refund({ invoiceId }))).toBe('invalid_input');
    expect(await codeOf(refund({ ...by, amount: eur('134.69') }))).toBe('invalid_input');
    await refund({ ...by, amount: eur('134.68') });
    expect(await codeOf(refund({ ...by, amount: eur('0.01') }))).toBe('invalid_input');
    await world.settle();
  });

  it('[8.10] is in the currency of its invoice', async () => {
    expect(await codeOf(refund({ amount: parseMoney('1.00', 'USD') }))).toBe('currency_mismatch');
  });
});

describe('a credit note of a part', () => {
  it('[5.14, 7.4] lowers what is open first; the rest stays to be paid', async () => {
    const other = await orderAs(world, 'paul');
    const of = { invoiceId: other.invoiceId };
    const { lines } = await world.engine.execute(world.operator, 'invoices.get', of);
    await world.engine.execute(world.operator, 'invoices.credit', {
      ...of,
      commandId: world.newId(),
      lines: [{ lineId: lines[0]?.lineId ?? '', net: eur('10.00') }],
      reason: 'A promise kept.',
    });
    const after = await world.engine.execute(world.operator, 'invoices.get', of);
    expect([after.status, after.balance]).toEqual(['unpaid', eur('122.68')]);
    await payCard(world, other, 'good');
    await world.settle();
    expect((await world.engine.execute(world.operator, 'invoices.get', of)).status).toBe('paid');
  });

  it('[7.4] cancel takes back what is left, to the cent', async () => {
    const { lines } = await view();
    await credit([{ lineId: lines[0]?.lineId ?? '', net: eur('33.33') }]);
    await world.engine.execute(world.operator, 'invoices.cancel', {
      commandId: world.newId(),
      invoiceId: placed.invoiceId,
      reason: 'All of it.',
    });
    expect(await bookSums(world)).toMatchObject({ revenue: 0n, receivable: 0n, credit: -13_468n });
    expect((await view()).status).toBe('canceled');
    expect(await codeOf(credit())).toBe('invalid_transition');
  });

  it('[6.8, 7.4] credited whole, its days are excused; canceled, they are billed anew', async () => {
    const spans = () =>
      world.read((handle) =>
        handle.selectFrom('excused_spans').select('rule').where('rule', '=', 'credit').execute(),
      );
    const through = () =>
      world.read((handle) => handle.selectFrom('package_items').select('billed_through').execute());
    const before = await through();
    await credit();
    expect(await spans()).toHaveLength(2);
    expect(await through()).toEqual(before);
    const other = await orderAs(world, 'paul');
    await payCard(world, other, 'good');
    await world.settle();
    await world.engine.execute(world.operator, 'invoices.cancel', {
      commandId: world.newId(),
      invoiceId: other.invoiceId,
      reason: 'The wrong buyer.',
    });
    expect(await spans()).toHaveLength(2);
    const days = (await through()).map(({ billed_through }) => billed_through).sort();
    expect(days).toEqual(['2026-11-22', '2026-11-22', '2027-11-22', '2027-11-22']);
    const { next_issue_on } = await world.read((handle) =>
      handle
        .selectFrom('packages')
        .select('next_issue_on')
        .where('id', '=', other.packageId)
        .executeTakeFirstOrThrow(),
    );
    expect(next_issue_on !== null && next_issue_on <= '2026-11-22').toBe(true);
  });
});
