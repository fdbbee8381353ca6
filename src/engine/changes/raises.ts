import type { RaisePreview, RaiseRow, RaiseView, RaiseWish } from '../../contract/prices.ts';
import { decode, encode, type Json } from '../../contract/wire.ts';
import { fail } from '../../errors.ts';
import { cycleId, parseCycle } from '../../rules/cycle.ts';
import { formatAmount, money } from '../../rules/money.ts';
import { addDays, type PlainDate } from '../../rules/plain-date.ts';
import { boundaryAfter, issueDate } from '../../rules/schedule.ts';
import type { ProductKind } from '../../rules/tax.ts';
import { leadDaysOf, lockClient } from '../agenda.ts';
import { emit, type Scope } from '../context.ts';
import { enqueueMail } from '../mails.ts';
import type { Command, Query } from '../use-case.ts';

/** `prices.previewRaise` (SPEC 2.9). */
export const previewRaise: Query<'prices.previewRaise'> = {
  kind: 'query',
  async run(scope, _caller, input): Promise<RaisePreview> {
    const effectiveFrom = firstIssueDay(scope);
    return { effectiveFrom, rows: await metBy(scope, input, effectiveFrom) };
  },
};

/** The first day on which a period may be issued at the new price. */
function firstIssueDay(scope: Scope): PlainDate {
  return addDays(scope.today, scope.context.catalog.provider.billing.raiseNoticeDays);
}

interface Met extends RaiseRow {
  readonly itemId: string;
  readonly item: string;
}

/** The running items that a raise meets. */
async function metItems(
  scope: Scope,
  wish: RaiseWish,
  effectiveFrom: PlainDate,
): Promise<readonly Met[]> {
  const cycle = cycleId(parseCycle(wish.cycle));
  const { price, planId, addOnId } = wish;
  const rows = await scope.handle
    .selectFrom('package_items')
    .innerJoin('packages', 'packages.id', 'package_items.package_id')
    .selectAll('packages')
    .select([
      'package_items.id as item_id',
      'package_items.name as item_name',
      'package_items.recurring',
      'package_items.quantity',
      'package_items.billed_through',
    ])
    .where('packages.product_id', '=', wish.productId)
    .where('packages.currency', '=', price.currency)
    .where('packages.status', 'in', ['active', 'suspended', 'pending_renewal', 'stopped'])
    .where('packages.cancel_on', 'is', null)
    .$if(planId !== undefined, (query) => query.where('packages.plan_id', '=', planId ?? ''))
    .$if(addOnId === undefined, (query) => query.where('package_items.add_on_id', 'is', null))
    .$if(addOnId !== undefined, (query) =>
      query.where('package_items.add_on_id', '=', addOnId ?? ''),
    )
    .where('package_items.one_time', '=', false)
    .where('package_items.ends_on', 'is', null)
    .where('package_items.billed_through', 'is not', null)
    .orderBy('packages.number')
    .orderBy('package_items.id')
    .execute();
  return rows
    .filter((row) => cycleId(parseCycle(row.cycle)) === cycle && row.recurring !== price.amount)
    .map((row): Met => {
      const lead = leadDaysOf(scope, row.cycle, row.kind as ProductKind);
      const start = row.billed_through ?? scope.today;
      return {
        itemId: row.item_id,
        item: row.item_name,
        packageId: row.id,
        number: row.number,
        clientId: row.client_id,
        name: `${row.plan_name} ${row.product_name}`,
        quantity: row.quantity,
        before: money(row.recurring, row.currency),
        after: price,
        firstPeriodOn: firstPeriod(row.anchor ?? start, row.cycle, { start, lead, effectiveFrom }),
      };
    });
}

async function metBy(
  scope: Scope,
  wish: RaiseWish,
  effectiveFrom: PlainDate,
): Promise<readonly RaiseRow[]> {
  const met = await metItems(scope, wish, effectiveFrom);
  return met.map(({ itemId: _id, item: _name, ...row }) => row);
}

/** The first period whose issue date is not before the raise is in force. */
function firstPeriod(
  anchor: PlainDate,
  cycle: string,
  when: {
    readonly start: PlainDate;
    readonly lead: number;
    readonly effectiveFrom: PlainDate;
  },
): PlainDate {
  let { start } = when;
  while (issueDate(start, when.lead) < when.effectiveFrom) {
    start = boundaryAfter(anchor, parseCycle(cycle), start);
  }
  return start;
}

interface Campaign {
  readonly wish: RaiseWish;
  readonly rows: readonly Met[];
}

interface Announced {
  readonly campaignId: string;
}

/** `prices.announceRaise` (SPEC 2.9): each client is told, and nobody pays more before that day. */
export const announceRaise: Command<'prices.announceRaise', Announced> = {
  kind: 'command',
  async run(scope, _caller, { commandId: _id, ...wish }): Promise<Announced> {
    const effectiveFrom = firstIssueDay(scope);
    const rows = await metItems(scope, wish, effectiveFrom);
    if (rows.length === 0) {
      fail('invalid_input', 'No running package has that plan, cycle and currency.', {
        field: 'planId',
      });
    }
    const campaignId = scope.context.chance.uuid();
    await scope.handle
      .insertInto('price_campaigns')
      .values({
        id: campaignId,
        document: JSON.stringify(encode({ wish, rows } satisfies Campaign)),
        notice_on: scope.today,
        effective_from: effectiveFrom,
        state: 'noticed',
        created_at: scope.now,
      })
      .execute();
    for (const clientId of clientsOf(rows)) await lockClient(scope, clientId);
    for (const { itemId, item, after, packageId, clientId } of rows) {
      await scope.handle
        .updateTable('package_items')
        .set({ raised_price: after.amount, raised_from: effectiveFrom })
        .where('id', '=', itemId)
        .execute();
      await enqueueMail(scope, {
        event: 'price_raise',
        key: `mail:price_raise:${campaignId}:${packageId}`,
        clientId,
        data: {
          packageId,
          raise: {
            item,
            amount: formatAmount(after),
            currency: after.currency,
            from: effectiveFrom,
          },
        },
      });
    }
    await emit(scope, 'prices.raise_announced', campaignId, null);
    return { campaignId };
  },
  view: campaignView,
};

/** Clients are locked in the order of their ids. */
function clientsOf(rows: readonly Met[]): readonly string[] {
  return [...new Set(rows.map(({ clientId }) => clientId))].sort();
}

async function campaignView(
  scope: Scope,
  _caller: unknown,
  { campaignId }: Announced,
): Promise<RaiseView> {
  const row = await scope.handle
    .selectFrom('price_campaigns')
    .selectAll()
    .where('id', '=', campaignId)
    .executeTakeFirstOrThrow();
  const { rows } = decode(row.document as Json) as Campaign;
  return {
    campaignId,
    noticeOn: row.notice_on,
    effectiveFrom: row.effective_from,
    state: row.state,
    rows: rows.map(({ itemId: _id, item: _name, ...shown }) => shown),
  };
}

/** `prices.withdrawRaise` (SPEC 2.9): periods that were issued at the new price stay. */
export const withdrawRaise: Command<'prices.withdrawRaise', Announced> = {
  kind: 'command',
  async run(scope, _caller, { campaignId }): Promise<Announced> {
    const row = await scope.handle
      .selectFrom('price_campaigns')
      .selectAll()
      .where('id', '=', campaignId)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) {
      fail('not_found', 'There is no such campaign.', { field: 'campaignId' });
    }
    if (row.state === 'withdrawn') return { campaignId };
    const { rows } = decode(row.document as Json) as Campaign;
    for (const clientId of clientsOf(rows)) await lockClient(scope, clientId);
    for (const { itemId, after } of rows) {
      await scope.handle
        .updateTable('package_items')
        .set({ raised_price: null, raised_from: null })
        .where('id', '=', itemId)
        .where('raised_price', '=', after.amount)
        .where('raised_from', '=', row.effective_from)
        .execute();
    }
    await scope.handle
      .updateTable('price_campaigns')
      .set({ state: 'withdrawn' })
      .where('id', '=', campaignId)
      .execute();
    await emit(scope, 'prices.raise_withdrawn', campaignId, null);
    return { campaignId };
  },
  view: campaignView,
};
