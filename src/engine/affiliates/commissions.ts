import { sql } from 'kysely';
import {
  type AffiliateProgram,
  commissionOf,
  commissionTakenBack,
  maturesOn,
  mayPayOut,
} from '../../rules/affiliate.ts';
import { formatAmount, type Money, money, sum } from '../../rules/money.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import { emit, type Scope } from '../context.ts';
import { addTodo, finishTodo } from '../todos.ts';

/** A program of the catalog in force; undefined when it is not offered any more. */
export function programOf(scope: Scope, programId: string): AffiliateProgram | undefined {
  return scope.context.catalog.affiliates?.find(({ id }) => id === programId);
}

interface Referral {
  readonly affiliateId: string;
  /** The client who referred. */
  readonly referrerId: string;
  readonly program: AffiliateProgram;
}

/** Who referred a client, locked: two documents paid at once are not both the first. */
async function lockReferral(scope: Scope, clientId: string): Promise<Referral | null> {
  const row = await scope.handle
    .selectFrom('referrals')
    .innerJoin('affiliates', 'affiliates.id', 'referrals.affiliate_id')
    .select(['affiliates.id', 'affiliates.client_id', 'affiliates.program_id'])
    .where('referrals.client_id', '=', clientId)
    .forUpdate('referrals')
    .executeTakeFirst();
  if (row === undefined) return null;
  const program = programOf(scope, row.program_id);
  return program === undefined ? null : { affiliateId: row.id, referrerId: row.client_id, program };
}

/** Writes what a paid invoice earns for whoever referred its client (SPEC 14.1). */
export async function earnCommission(
  scope: Scope,
  invoice: { readonly id: string; readonly clientId: string },
): Promise<void> {
  const referral = await lockReferral(scope, invoice.clientId);
  if (referral === null) return;
  const { program, affiliateId } = referral;
  const worth = await netOf(scope, invoice.id);
  const credited = await creditsOf(scope, invoice.id);
  const net = less(
    worth,
    credited.map(({ net: part }) => part),
  );
  const earlier = await scope.handle
    .selectFrom('commissions')
    .select((row) => row.fn.sum<string | null>('amount').as('earned'))
    .where('client_id', '=', invoice.clientId)
    .executeTakeFirstOrThrow();
  const earned = commissionOf({
    program,
    net,
    earnedBefore: BigInt(earlier.earned ?? 0) > 0n,
    mode: scope.context.catalog.provider.roundingMode,
  });
  if (earned.amount === 0n) return;
  const matures = maturesOn(program, scope.today);
  const written = await write(scope, {
    affiliateId,
    clientId: invoice.clientId,
    invoiceId: invoice.id,
    causeId: invoice.id,
    amount: earned,
    state: 'waiting',
    maturesOn: matures,
  });
  if (!written) return;
  await expectWork(scope, referral.referrerId, matures);
  await emit(scope, 'commission.earned', invoice.id, referral.referrerId);
}

interface CommissionToWrite {
  readonly affiliateId: string;
  readonly clientId: string;
  readonly invoiceId: string;
  readonly causeId: string;
  readonly amount: Money;
  readonly state: 'waiting' | 'mature';
  readonly maturesOn: PlainDate | null;
}

/** @returns false when the document has had its commission already. */
async function write(scope: Scope, commission: CommissionToWrite): Promise<boolean> {
  const written = await scope.handle
    .insertInto('commissions')
    .values({
      id: scope.context.chance.uuid(),
      affiliate_id: commission.affiliateId,
      client_id: commission.clientId,
      invoice_id: commission.invoiceId,
      cause_id: commission.causeId,
      currency: commission.amount.currency,
      amount: commission.amount.amount,
      state: commission.state,
      matures_on: commission.maturesOn,
      made_on: scope.today,
      payout_id: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['affiliate_id', 'invoice_id', 'cause_id']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return written !== undefined;
}

/** What an invoice is worth to an affiliate: its net, without fees for being late. */
async function netOf(scope: Scope, invoiceId: string): Promise<Money> {
  const row = await scope.handle
    .selectFrom('invoices')
    .leftJoin('invoice_lines', (join) =>
      join
        .onRef('invoice_lines.invoice_id', '=', 'invoices.id')
        .on('invoice_lines.kind', '<>', 'fee'),
    )
    .select(['invoices.currency'])
    .select((one) => one.fn.sum<string | null>('invoice_lines.net').as('net'))
    .where('invoices.id', '=', invoiceId)
    .groupBy('invoices.currency')
    .executeTakeFirstOrThrow();
  return money(BigInt(row.net ?? 0), row.currency);
}

function less(whole: Money, parts: readonly Money[]): Money {
  return money(whole.amount - sum(parts, whole.currency).amount, whole.currency);
}

interface Credited {
  readonly noteId: string;
  /** What the note takes back of the invoice, above zero. */
  readonly net: Money;
}

/** The credit notes that took lines of an invoice back. */
async function creditsOf(scope: Scope, invoiceId: string): Promise<readonly Credited[]> {
  const { rows } = await sql<{ note: string; net: string; currency: string }>`
    select notes.id as note, notes.currency, -sum(lines.net) as net
    from invoice_lines as lines
    join invoices as notes on notes.id = lines.invoice_id and notes.kind = 'credit_note'
    join invoice_lines as reversed on reversed.id = coalesce(lines.reverses, lines.origin_id)
    where reversed.invoice_id = ${invoiceId}
    group by notes.id, notes.currency`.execute(scope.handle);
  return rows.map(({ note, net, currency }) => ({
    noteId: note,
    net: money(BigInt(net), currency),
  }));
}

/**
 * Takes a credit note's share of the commissions back (SPEC 14.2). What was paid out already lowers
 * the next pay-out. Call it when the note's lines stand.
 */
export async function takeBackCommissions(
  scope: Scope,
  note: { readonly id: string; readonly clientId: string },
): Promise<void> {
  const referral = await lockReferral(scope, note.clientId);
  if (referral === null) return;
  const rows = await scope.handle
    .selectFrom('invoice_lines as lines')
    .innerJoin('invoice_lines as reversed', (join) =>
      join.on((check) =>
        check(
          'reversed.id',
          '=',
          check.fn.coalesce(check.ref('lines.reverses'), check.ref('lines.origin_id')),
        ),
      ),
    )
    .select('reversed.invoice_id')
    .distinct()
    .where('lines.invoice_id', '=', note.id)
    .orderBy('reversed.invoice_id')
    .execute();
  for (const { invoice_id } of rows) await takeBack(scope, referral, note, invoice_id);
}

async function takeBack(
  scope: Scope,
  referral: Referral,
  note: { readonly id: string; readonly clientId: string },
  invoiceId: string,
): Promise<void> {
  const made = await scope.handle
    .selectFrom('commissions')
    .selectAll()
    .where('affiliate_id', '=', referral.affiliateId)
    .where('invoice_id', '=', invoiceId)
    .execute();
  const first = made.find(({ cause_id }) => cause_id === invoiceId);
  if (first === undefined) return;
  const { currency } = first;
  const credits = await creditsOf(scope, invoiceId);
  const counted = new Set([note.id, ...made.map(({ cause_id }) => cause_id)]);
  // A note from before the payment lowered what was earned; it takes nothing back.
  const before = credits.filter(({ noteId }) => !counted.has(noteId));
  const since = credits.filter(({ noteId }) => counted.has(noteId));
  const back = commissionTakenBack({
    earned: money(first.amount, currency),
    base: less(
      await netOf(scope, invoiceId),
      before.map(({ net }) => net),
    ),
    credited: sum(
      since.map(({ net }) => net),
      currency,
    ),
    takenBack: sum(
      made.filter((row) => row !== first).map(({ amount }) => money(-amount, currency)),
      currency,
    ),
    mode: scope.context.catalog.provider.roundingMode,
  });
  await write(scope, {
    affiliateId: referral.affiliateId,
    clientId: note.clientId,
    invoiceId,
    causeId: note.id,
    amount: back,
    state: first.state === 'waiting' ? 'waiting' : 'mature',
    maturesOn: first.matures_on,
  });
  await emit(scope, 'commission.taken_back', invoiceId, referral.referrerId);
}

/**
 * Tells the run when a commission matures. The referrer's row is passed over while another holds
 * it, since two who refer each other would wait in a ring: what is mature is decided by its date
 * wherever it counts, so that only the event comes later.
 */
async function expectWork(scope: Scope, clientId: string, day: PlainDate): Promise<void> {
  await sql`
    update clients set next_work_on = least(next_work_on, ${day}::date)
    where id in (select id from clients where id = ${clientId} for update skip locked)
  `.execute(scope.handle);
}

/**
 * Makes a client's commissions mature whose waiting time has ended (SPEC 16.1). The client must be
 * locked.
 *
 * @returns how many.
 */
export async function matureCommissions(
  scope: Scope,
  clientId: string,
  until: PlainDate,
): Promise<number> {
  const rows = await scope.handle
    .updateTable('commissions')
    .set({ state: 'mature' })
    .where('state', '=', 'waiting')
    .where('matures_on', '<=', until)
    .where('affiliate_id', 'in', (query) =>
      query.selectFrom('affiliates').select('id').where('client_id', '=', clientId),
    )
    .returning(['invoice_id', 'affiliate_id', 'amount'])
    .execute();
  for (const { invoice_id, amount } of rows) {
    if (amount > 0n) await emit(scope, 'commission.matured', invoice_id, clientId);
  }
  for (const id of new Set(rows.map(({ affiliate_id }) => affiliate_id))) {
    await askForPayOut(scope, id, clientId);
  }
  return rows.length;
}

/** What has matured and reaches the smallest pay-out is the operator's to pay (SPEC 14.3). */
async function askForPayOut(scope: Scope, affiliateId: string, clientId: string): Promise<void> {
  const { program_id } = await scope.handle
    .selectFrom('affiliates')
    .select('program_id')
    .where('id', '=', affiliateId)
    .executeTakeFirstOrThrow();
  const program = programOf(scope, program_id);
  const sums = await scope.handle
    .selectFrom('commissions')
    .select('currency')
    .select((row) => row.fn.sum<string>('amount').as('amount'))
    .where('affiliate_id', '=', affiliateId)
    .where('state', '=', 'mature')
    .groupBy('currency')
    .orderBy('currency')
    .execute();
  const due = sums
    .map(({ currency, amount }) => money(BigInt(amount), currency))
    .filter((amount) => program !== undefined && mayPayOut(program, amount));
  if (due.length === 0) return;
  const text = due.map((amount) => `${formatAmount(amount)} ${amount.currency}`).join(', ');
  await addTodo(scope, {
    key: payOutTodo(affiliateId),
    audience: 'operator',
    kind: 'commission_due',
    title: 'Pay out commissions',
    text: `Mature when this was written: ${text}.`,
    clientId,
  });
}

/** Takes the to-do of a pay-out off the list. */
export async function payOutDone(scope: Scope, affiliateId: string): Promise<void> {
  await finishTodo(scope, payOutTodo(affiliateId));
}

function payOutTodo(affiliateId: string): string {
  return `commission.due:${affiliateId}`;
}
