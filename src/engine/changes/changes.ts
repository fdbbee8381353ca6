import { sql } from 'kysely';
import type { ChangeQuote, ChangeWish } from '../../contract/changes.ts';
import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import type { ChangeActor, ChangeTarget } from '../../rules/change-target.ts';
import { formatAmount } from '../../rules/money.ts';
import { scheduleIssue, scheduleWork } from '../agenda.ts';
import type { Scope } from '../context.ts';
import { changeView, packageView } from '../packages/package-view.ts';
import { secondsAfter } from '../tasks.ts';
import { type Caller, type Command, ownerOf, type Query } from '../use-case.ts';
import { lockOwnPackage } from './cancel.ts';
import { enqueuePlanChange } from './change-panel.ts';
import { digestOf, type PreparedChange, prepareChange } from './change-quote.ts';
import { changeIdOf, readPromise, signPromise } from './change-token.ts';
import { openChange, takeScheduledBack } from './change-undo.ts';
import { insertChange, writeChange } from './change-write.ts';
import { giveUp } from './changes-due.ts';

/** Minutes for which a quote holds (SPEC 5.12). */
const quoteMinutes = 30;

function actorOfChange({ principal }: Caller): ChangeActor {
  return principal.kind === 'client' ? 'client' : 'operator';
}

function targetOf({ planId, cycle, addOns }: ChangeWish): ChangeTarget {
  return {
    ...(planId === undefined ? {} : { planId }),
    ...(cycle === undefined ? {} : { cycle }),
    ...(addOns === undefined
      ? {}
      : { addOns: addOns.map(({ addOnId, quantity }) => ({ id: addOnId, quantity })) }),
  };
}

/**
 * `packages.quoteChange` (SPEC 5.11). It goes the way of the change itself, so that the two agree
 * to the cent, and takes back all that it wrote on that way.
 */
export const quoteChange: Query<'packages.quoteChange'> = {
  kind: 'query',
  rehearses: true,
  async run(scope, caller, input): Promise<ChangeQuote> {
    const row = await lockOwnPackage(scope, caller, input.packageId);
    const target = targetOf(input);
    const wanted = { target, by: actorOfChange(caller), on: scope.today };
    await sql`savepoint quote_of_change`.execute(scope.handle);
    const { quote } = await prepareChange(scope, row.id, wanted);
    await sql`rollback to savepoint quote_of_change`.execute(scope.handle);
    const ends = secondsAfter(scope.now, quoteMinutes * 60);
    const token = await signPromise(scope.context, {
      packageId: row.id,
      target,
      on: scope.today,
      digest: await digestOf(scope, quote),
      nonce: scope.context.chance.secret(9),
      ends: ends.getTime(),
    });
    return { ...quote, token, expiresAt: ends.toISOString() };
  },
};

interface Changed {
  readonly packageId: string;
  readonly changeId: string;
}

/** `packages.change` (SPEC 5.12): redeems a quote. */
export const change: Command<'packages.change', Changed> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Changed> {
    const promise = await readPromise(scope.context, input.token);
    if (promise.packageId !== input.packageId) {
      fail('invalid_input', 'This quote is of another package.', { field: 'token' });
    }
    const row = await lockOwnPackage(scope, caller, input.packageId);
    const changeId = await changeIdOf(scope.context, input.token);
    if (await isRedeemed(scope, changeId)) return { packageId: row.id, changeId };
    if (scope.now.getTime() > promise.ends) {
      fail('quote_changed', 'This quote has ended. Look at a new one.', { field: 'token' });
    }
    const wanted = { target: promise.target, by: actorOfChange(caller), on: promise.on };
    const prepared = await prepareChange(scope, row.id, wanted);
    if ((await digestOf(scope, prepared.quote)) !== promise.digest) {
      const { dueNow } = prepared.quote;
      const sum = `${formatAmount(dueNow)} ${dueNow.currency}`;
      fail('quote_changed', `The price has changed: ${sum} is due now. Look at a new quote.`, {
        field: 'token',
      });
    }
    await redeem(scope, changeId, prepared);
    return { packageId: row.id, changeId };
  },
  view: answer,
};

async function isRedeemed(scope: Scope, changeId: string): Promise<boolean> {
  const row = await scope.handle
    .selectFrom('package_changes')
    .select('id')
    .where('id', '=', changeId)
    .executeTakeFirst();
  return row !== undefined;
}

async function redeem(
  scope: Scope,
  changeId: string,
  { state, planned, quote }: PreparedChange,
): Promise<void> {
  if (planned !== null) {
    await writeChange(scope, { changeId, state, planned });
    return;
  }
  // The package is what the day began with: all that is written is that this was asked for.
  const { row } = state;
  const earlier = await scope.handle
    .selectFrom('package_changes')
    .select('document')
    .where('package_id', '=', row.id)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  await insertChange(scope, row, {
    id: changeId,
    kind: quote.kind,
    state: 'taken_back',
    effective_on: quote.effectiveOn,
    document: JSON.stringify(earlier.document),
  });
  await enqueuePlanChange(scope, row.id);
  await scheduleIssue(scope, row.id);
  await scheduleWork(scope, row.client_id);
}

async function answer(
  scope: Scope,
  caller: Caller,
  { packageId, changeId }: Changed,
): Promise<Output<'packages.change'>> {
  const row = await scope.handle
    .selectFrom('package_changes')
    .selectAll()
    .where('id', '=', changeId)
    .executeTakeFirstOrThrow();
  return {
    change: await changeView(scope, row),
    hostingPackage: await packageView(scope, packageId, ownerOf(caller.principal)),
  };
}

/** `packages.takeBackChange` (SPEC 5.13): of a change that waits for its payment or its day. */
export const takeBackChange: Command<'packages.takeBackChange', Changed> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Changed> {
    const row = await lockOwnPackage(scope, caller, input.packageId);
    const open = await openChange(scope, row.id);
    if (open === undefined) {
      fail('invalid_transition', 'No change of this package waits.', {
        field: 'packageId',
        reason: 'no_change',
      });
    }
    if (open.state === 'scheduled') await takeScheduledBack(scope, open);
    else await giveUp(scope, open, 'taken_back', 'The change was taken back.');
    return { packageId: row.id, changeId: open.id };
  },
  view: answer,
};
