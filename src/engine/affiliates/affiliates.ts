import type {
  AffiliateProgramView,
  AffiliateView,
  EarningsView,
} from '../../contract/affiliates.ts';
import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import {
  type AffiliateProgram,
  checkPayOut,
  entryForPayOut,
  isSelfReferral,
  type ReferralParty,
} from '../../rules/affiliate.ts';
import { equal, type Money, money, sum } from '../../rules/money.ts';
import { lockClient, scheduleWork } from '../agenda.ts';
import { post } from '../books/books.ts';
import { emit, type Scope } from '../context.ts';
import { listedClient } from '../invoices/invoices.ts';
import type { ClientPrincipal, Command, Query } from '../use-case.ts';
import { matureCommissions, payOutDone, programOf } from './commissions.ts';

/** `affiliates.get` (SPEC 13.1, 14.1). */
export const getAffiliates: Query<'affiliates.get'> = {
  kind: 'query',
  async run(scope, caller, input): Promise<Output<'affiliates.get'>> {
    const clientId = listedClient(caller, input.clientId);
    if (clientId === null) fail('invalid_input', 'Name the client.', { field: 'clientId' });
    const programs = scope.context.catalog.affiliates ?? [];
    return { programs: await programViews(scope, programs, clientId) };
  },
};

async function programViews(
  scope: Scope,
  programs: readonly AffiliateProgram[],
  clientId: string,
): Promise<readonly AffiliateProgramView[]> {
  const joined = await scope.handle
    .selectFrom('affiliates')
    .selectAll('affiliates')
    .select((row) =>
      row
        .selectFrom('referrals')
        .whereRef('referrals.affiliate_id', '=', 'affiliates.id')
        .select((one) => one.fn.countAll<bigint>().as('count'))
        .as('referred'),
    )
    .where('client_id', '=', clientId)
    .execute();
  const earnings = await earningsOf(scope, clientId);
  return programs.map((program) => {
    const row = joined.find(({ program_id }) => program_id === program.id);
    const affiliate: AffiliateView | null =
      row === undefined
        ? null
        : {
            affiliateId: row.id,
            code: row.code,
            link: linkOf(scope, row.code),
            joinedOn: row.joined_on,
            referred: Number(row.referred ?? 0),
            earnings: earnings.get(row.id) ?? [],
          };
    return programView(program, affiliate);
  });
}

function programView(
  program: AffiliateProgram,
  affiliate: AffiliateView | null,
): AffiliateProgramView {
  return {
    programId: program.id,
    name: program.name,
    percent: program.percent ?? null,
    fixed: program.fixed ?? [],
    recurring: program.recurring,
    waitDays: program.waitDays,
    minimumPayout: program.minimumPayout,
    cookieDays: program.cookieDays,
    affiliate,
  };
}

function linkOf(scope: Scope, code: string): string {
  const link = new URL(scope.context.settings.portalUrl);
  link.searchParams.set('ref', code);
  return link.href;
}

/** What was earned, by affiliate and currency. What has matured by its date counts as mature. */
async function earningsOf(
  scope: Scope,
  clientId: string,
): Promise<ReadonlyMap<string, readonly EarningsView[]>> {
  const rows = await scope.handle
    .selectFrom('commissions')
    .innerJoin('affiliates', 'affiliates.id', 'commissions.affiliate_id')
    .select(['affiliates.id', 'commissions.currency', 'commissions.amount', 'commissions.state'])
    .select('commissions.matures_on')
    .where('affiliates.client_id', '=', clientId)
    .orderBy('commissions.currency')
    .execute();
  const earnings = new Map<string, EarningsView[]>();
  for (const id of new Set(rows.map((row) => row.id))) {
    const own = rows.filter((row) => row.id === id);
    const currencies = [...new Set(own.map(({ currency }) => currency))];
    const view = (currency: string): EarningsView => {
      const total = (part: keyof Omit<EarningsView, 'currency'>): Money =>
        sum(
          own
            .filter((row) => row.currency === currency && partOf(scope, row) === part)
            .map(({ amount }) => money(amount, currency)),
          currency,
        );
      return { currency, waiting: total('waiting'), mature: total('mature'), paid: total('paid') };
    };
    earnings.set(id, currencies.map(view));
  }
  return earnings;
}

function partOf(
  scope: Scope,
  row: { readonly state: 'waiting' | 'mature' | 'paid'; readonly matures_on: string | null },
): 'waiting' | 'mature' | 'paid' {
  const due = row.matures_on !== null && row.matures_on <= scope.today;
  return row.state === 'waiting' && due ? 'mature' : row.state;
}

interface Joined {
  readonly affiliateId: string;
}

/** `affiliates.join` (SPEC 14.2). Joining twice gives the same link. */
export const joinProgram: Command<'affiliates.join', Joined> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Joined> {
    const { clientId } = caller.principal as ClientPrincipal;
    if (programOf(scope, input.programId) === undefined) {
      fail('not_found', 'There is no such program.', { field: 'programId' });
    }
    await scope.handle
      .insertInto('affiliates')
      .values({
        id: scope.context.chance.uuid(),
        client_id: clientId,
        program_id: input.programId,
        code: scope.context.chance.secret(9),
        joined_on: scope.today,
      })
      .onConflict((conflict) => conflict.columns(['client_id', 'program_id']).doNothing())
      .execute();
    const { id } = await scope.handle
      .selectFrom('affiliates')
      .select('id')
      .where('client_id', '=', clientId)
      .where('program_id', '=', input.programId)
      .executeTakeFirstOrThrow();
    await emit(scope, 'affiliate.joined', id, clientId);
    return { affiliateId: id };
  },
  view: (scope, _caller, { affiliateId }) => affiliateView(scope, affiliateId),
};

async function affiliateView(scope: Scope, affiliateId: string): Promise<AffiliateProgramView> {
  const row = await scope.handle
    .selectFrom('affiliates')
    .select(['client_id', 'program_id'])
    .where('id', '=', affiliateId)
    .executeTakeFirstOrThrow();
  const program = programOf(scope, row.program_id);
  const views = program === undefined ? [] : await programViews(scope, [program], row.client_id);
  return views[0] ?? fail('not_found', 'This program is not offered any more.');
}

/**
 * Keeps who referred a new client (SPEC 14.2). A code that nobody has, or of the client himself,
 * earns nothing and stops no order.
 */
export async function refer(scope: Scope, clientId: string, code: string): Promise<void> {
  const affiliate = await scope.handle
    .selectFrom('affiliates')
    .select(['id', 'client_id', 'program_id'])
    .where('code', '=', code)
    .executeTakeFirst();
  if (affiliate === undefined || programOf(scope, affiliate.program_id) === undefined) return;
  const parties = await partiesOf(scope, [affiliate.client_id, clientId]);
  const own = parties.filter((party) => party.clientId === affiliate.client_id);
  const referred = parties.filter((party) => party.clientId === clientId);
  if (own.some((one) => referred.some((other) => isSelfReferral(one, other)))) return;
  await scope.handle
    .insertInto('referrals')
    .values({ client_id: clientId, affiliate_id: affiliate.id, referred_on: scope.today })
    .execute();
  await emit(scope, 'client.referred', clientId, clientId);
}

/** The contacts of clients as far as they tell who is behind them. */
async function partiesOf(
  scope: Scope,
  clientIds: readonly string[],
): Promise<readonly ReferralParty[]> {
  const rows = await scope.handle
    .selectFrom('contacts')
    .innerJoin('clients', 'clients.id', 'contacts.client_id')
    .select(['clients.id', 'clients.vat_number', 'contacts.email', 'contacts.street'])
    .select(['contacts.zip', 'contacts.country'])
    .where('clients.id', 'in', clientIds)
    .execute();
  return rows.map(({ id, vat_number, ...rest }) => ({
    ...rest,
    clientId: id,
    vatNumber: vat_number,
  }));
}

/** `affiliates.payOut` (SPEC 14.3): all that is mature in a currency, at once. */
export const payOutCommissions: Command<'affiliates.payOut', Joined> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<Joined> {
    const { affiliateId, amount, way, reference } = input;
    const affiliate = await scope.handle
      .selectFrom('affiliates')
      .select(['client_id', 'program_id'])
      .where('id', '=', affiliateId)
      .executeTakeFirst();
    const program = affiliate === undefined ? undefined : programOf(scope, affiliate.program_id);
    if (affiliate === undefined || program === undefined) {
      fail('not_found', 'There is no such affiliate.', { field: 'affiliateId' });
    }
    if (way === 'by_hand' && reference === undefined) {
      fail('invalid_input', 'Enter the reference of the transfer.', { field: 'reference' });
    }
    const clientId = affiliate.client_id;
    await lockClient(scope, clientId);
    await matureCommissions(scope, clientId, scope.today);
    checkPayOut(program, await takeMature(scope, affiliateId, amount));
    const payoutId = scope.context.chance.uuid();
    await writePayOut(scope, payoutId, input);
    const key = `commission_paid:${payoutId}`;
    await post(scope, entryForPayOut({ key, clientId, amount, way }), clientId);
    await payOutDone(scope, affiliateId);
    await scheduleWork(scope, clientId);
    await emit(scope, 'commission.paid', affiliateId, clientId);
    return { affiliateId };
  },
  view: (scope, _caller, { affiliateId }) => affiliateView(scope, affiliateId),
};

/** What is mature, locked. @throws BillingError `amount_changed` when it is not what was seen. */
async function takeMature(scope: Scope, affiliateId: string, seen: Money): Promise<Money> {
  const rows = await scope.handle
    .selectFrom('commissions')
    .select('amount')
    .where('affiliate_id', '=', affiliateId)
    .where('state', '=', 'mature')
    .where('currency', '=', seen.currency)
    .orderBy('id')
    .forUpdate()
    .execute();
  const mature = money(
    rows.reduce((total, { amount }) => total + amount, 0n),
    seen.currency,
  );
  if (!equal(mature, seen)) {
    fail('amount_changed', 'The mature commissions have changed. Look at them anew.', {
      field: 'amount',
    });
  }
  return mature;
}

async function writePayOut(
  scope: Scope,
  payoutId: string,
  payOut: Pick<
    Parameters<typeof payOutCommissions.run>[2],
    'affiliateId' | 'amount' | 'way' | 'reference'
  >,
): Promise<void> {
  const { affiliateId, amount, way, reference } = payOut;
  await scope.handle
    .insertInto('payouts')
    .values({
      id: payoutId,
      affiliate_id: affiliateId,
      currency: amount.currency,
      amount: amount.amount,
      way,
      reference: reference ?? null,
      made_on: scope.today,
    })
    .execute();
  await scope.handle
    .updateTable('commissions')
    .set({ state: 'paid', payout_id: payoutId })
    .where('affiliate_id', '=', affiliateId)
    .where('state', '=', 'mature')
    .where('currency', '=', amount.currency)
    .execute();
}
