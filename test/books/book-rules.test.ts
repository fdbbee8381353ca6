import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Handle } from '../../src/storage/database.ts';
import { bookRules } from '../../src/storage/invariants/book-rules.ts';
import { type BookRule, idsThatBreak } from '../../src/storage/invariants/rule.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { orderAs, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

/** A standing line of an item that is billed. */
const billedLine = `select l.* from invoice_lines l join package_items i on i.id = l.item_id
  where l.kind = 'cycle' and l.standing and i.billed_through is not null limit 1`;

/** Statements by which each rule is broken, as a fault of ours might. */
const breaks: Readonly<Record<string, string>> = {
  I01: `update postings set amount = amount + 1 where position = 0`,
  I02a: `update charges set captured = captured + 1 where captured > 0`,
  I02b: `update refunds set state = 'done'`,
  I03: `update invoices set net = -net, tax = -tax, total = -total where kind = 'invoice'`,
  I04a: `update postings set currency = 'USD' where position = 0`,
  I04b: `update charges set currency = 'USD'`,
  I05a: `update invoice_lines set net = net + 1 where position = 0`,
  I05b: `update invoices set document =
    jsonb_set(document, '{total,amount}', '"9999.99"') where kind = 'invoice'`,
  I05c: `update invoice_lines set net = net * 100 where kind = 'reversal'`,
  I05d: `update invoices set net = net * 100, tax = tax * 100, total = total * 100
    where kind = 'credit_note'`,
  I06a: `update postings set amount = -amount where account = 'credit'`,
  I06b: `update invoice_states set balance = balance + 1`,
  I06c: `update postings set client_id = null where account = 'receivable'`,
  I07a: `update invoices set document = jsonb_set(document, '{lines,0,discount,amount}', '"0.01"')
    where kind = 'invoice'`,
  I07b: `update promotion_totals set used = used + 1`,
  I07c: `update promotion_uses set nth = nth + 1`,
  I07d: `insert into affiliates (id, client_id, program_id, code, joined_on)
      select 'a1', client_id, 'p', 'c', issued_on from invoices limit 1;
    insert into commissions (id, affiliate_id, client_id, invoice_id, cause_id, currency, amount,
        state, made_on)
      select 'x1', 'a1', client_id, id, id, 'EUR', 1, 'waiting', issued_on from invoices limit 1`,
  I08a: `drop index one_open_charge;
    insert into charges select (c).* from (select jsonb_populate_record(c,
      '{"id": "second"}') as c from charges c limit 1) as copied;
    update charge_allocations set open = true;
    insert into charge_allocations select 'second', invoice_id, amount, true
      from charge_allocations limit 1`,
  I08b: `update charge_allocations set open = true`,
  I09a: `update charges set captured = amount + 1 where captured > 0`,
  I09b: `update charge_allocations set amount = amount - 1`,
  I10: `update refunds set amount = 1000000`,
  I11a: `update invoice_lines set origin = 'cycle' where kind = 'cycle';
    update packages set activated_on = null`,
  I11b: `update invoice_lines set origin = 'cycle' where kind = 'cycle';
    update packages set status = 'canceled';
    insert into events (name, subject_id, client_id, happened_at)
      select 'package.canceled', id, client_id, '2020-01-01' from packages`,
  I12a: `insert into excused_spans select 'e1', package_id, item_id, period_start,
      period_start + 1, 'hold', period_start from (${billedLine}) as line`,
  I12b: `insert into excused_spans select 'e1', package_id, item_id, period_end + 1,
      period_end + 2, 'hold', period_start from (${billedLine}) as line`,
  I12c: `update package_items set billed_through = billed_through + 1`,
  I12d: `update invoice_lines set period_end = period_start where kind = 'cycle'`,
  I12e: `update packages set next_issue_on = null`,
  I12f: `update clients set next_work_on = null;
    update packages set next_issue_on = '2027-01-01' where status = 'active'`,
  I16a: `drop index one_standing_cycle_line`,
  I16b: `update charges set reference = 'another'`,
  I18a: `update entries set key = 'other:' || key where kind = 'invoice'`,
  I18b: `update invoice_states set balance = balance + 1 where status = 'unpaid'`,
  I18c: `update invoice_states set status = 'unpaid' where balance = 0`,
  I18d: `update transactions set amount = amount - 1 where kind = 'payment'`,
  I20: `update number_series set last = last + 1`,
  I24: `update packages set panel_reference = null`,
  I29: `alter table invoices disable trigger invoices_stand`,
  I47a: `update packages set suspended_for = 'debt', suspended_on = ordered_on;
    insert into events (name, subject_id, client_id, happened_at)
      select name, id, client_id, '2026-12-01' from packages,
        (values ('package.suspended'), ('package.canceled')) as both_at_once (name)`,
  I47b: `update packages set status = 'suspended', suspended_for = 'debt'`,
};

let world: World;

/** One client who paid and got a part back, and one who owes; all three kinds of document. */
beforeAll(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
  const placed = await orderAs(world, 'camille', { promotionCode: 'WELCOME20' });
  await payCard(world, placed, 'good');
  await world.settle();
  const { invoiceId } = placed;
  const { lines } = await world.engine.execute(placed.client, 'invoices.get', { invoiceId });
  const net = { amount: 1000n, currency: 'EUR' };
  await world.engine.execute(world.operator, 'invoices.credit', {
    commandId: world.newId(),
    invoiceId,
    lines: [{ lineId: lines[0]?.lineId ?? '', net }],
    reason: 'A day without service.',
  });
  const commandId = world.newId();
  const amount = { amount: 500n, currency: 'EUR' };
  const refund = { amount, reason: 'credit_note', way: 'source', note: 'Asked for.' } as const;
  await world.engine.execute(world.operator, 'invoices.refund', {
    ...refund,
    commandId,
    invoiceId,
  });
  await orderAs(world, 'second');
});
afterAll(() => world.close());

class Undone extends Error {}

/** What breaks a rule after its statements, which are taken back. */
async function brokenIds(rule: BookRule): Promise<readonly string[]> {
  const statements = breaks[rule.id] ?? '';
  let found: readonly string[] = [];
  const run = (handle: Handle, text: string) => sql.raw(text).execute(handle);
  const work = async (handle: Handle): Promise<void> => {
    const guards = statements.includes('trigger') ? [] : ['invoices', 'entries', 'postings'];
    for (const table of guards) await run(handle, `alter table ${table} disable trigger user`);
    for (const statement of statements.split(';')) await run(handle, statement);
    for (const table of guards) await run(handle, `alter table ${table} enable trigger user`);
    found = await idsThatBreak(handle, rule);
    throw new Undone();
  };
  await world.store.transaction(work).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  return found;
}

describe('the rules of the books', () => {
  it('[17.4] all hold over payments, credit notes and refunds', async () => {
    const { checked, violations } = await world.engine.execute(world.operator, 'books.check', {});
    expect(violations).toEqual([]);
    expect(checked).toBe(bookRules.length);
  });

  it('[17.2] entries and their postings are never changed or removed', async () => {
    const statements = [
      'update entries set actor = actor',
      'delete from entries',
      'update postings set amount = amount + 1',
      'delete from postings',
    ];
    for (const statement of statements) {
      const change = world.store.transaction((handle) => sql.raw(statement).execute(handle));
      await expect(change, statement).rejects.toThrow(/never changed/);
    }
  });

  it('[17.4] each rule has a test that breaks it', () => {
    expect(Object.keys(breaks).sort()).toEqual(bookRules.map(({ id }) => id));
  });

  it.each(bookRules.map((rule) => [rule.id, rule.says, rule] as const))(
    '[17.4] %s is seen to be broken: %s',
    async (_id, _says, rule) => {
      expect(await brokenIds(rule)).not.toEqual([]);
    },
  );
});
