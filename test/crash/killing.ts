import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { keysOfRepeats, type TaskKindName } from '../../src/engine/tasks.ts';
import type { Store } from '../../src/storage/database.ts';
import { startSandboxVendor, vendorSecret, vendorWebhookSecret } from '../fakes/sandbox-vendor.ts';
import { startSmtp } from '../fakes/smtp.ts';
import { cards } from '../support/shop.ts';
import { type Moment, outerKinds } from './effects.ts';
import { type Life, userNameOf } from './life.ts';
import type { ProcessOrder } from './provider-process.ts';

const script = fileURLToPath(new URL('./provider-process.ts', import.meta.url));

/** Every kind with an outer effect, before and after it. */
export const killings: readonly { readonly kind: TaskKindName; readonly moment: Moment }[] =
  outerKinds.flatMap((kind) => (['before', 'after'] as const).map((moment) => ({ kind, moment })));

/** Runs one process to its end and gives the signal that ended it, or its code. */
async function run(order: ProcessOrder): Promise<string> {
  const child = spawn(process.execPath, [script, JSON.stringify(order)], {
    stdio: ['ignore', 'inherit', 'pipe'],
    // Each process compiles the same modules; kept, they start in half the time.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'rackrate-compile-cache') },
  });
  let errors = '';
  child.stderr.on('data', (part: Buffer) => {
    errors += part.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal === null && code !== 0) throw new Error(errors);
  return signal ?? 'ended';
}

/**
 * Kills a provider's process with SIGKILL at each effect; each next process settles what the dead
 * one left. The vendor and the mail server are real servers in this process.
 */
export async function killAndSettle(
  place: { readonly folder: string } | { readonly url: string },
  open: () => Promise<Store>,
): Promise<void> {
  const vendor = await startSandboxVendor();
  const mail = await startSmtp();
  const start = Date.now();
  const lives: Life[] = [];
  const base = { ...place, vendorUrl: vendor.url, smtpPort: mail.port, secret: vendorSecret };
  for (const [index, killing] of [...killings, null].entries()) {
    const token = (): Promise<string> => vendor.token(cards.challenge);
    const life = { number: index + 1, tokens: [await token(), await token(), await token()] };
    const ended = await run({
      ...base,
      webhookSecret: vendorWebhookSecret,
      // Each begins when the lease of the one before, 5 + 30 seconds, has ended.
      now: new Date(start + index * 40_000).toISOString(),
      finish: lives.slice(-1),
      ...(killing === null ? {} : { crash: { life, ...killing } }),
    });
    expect([killing, ended]).toEqual([killing, killing === null ? 'ended' : 'SIGKILL']);
    if (killing !== null) lives.push(life);
  }
  const store = await open();
  try {
    await expectOneOfEach(store, lives, vendor.vendor.state());
    await expectMails(store, await mail.arrived());
  } finally {
    await store.close();
    await vendor.close();
    await mail.close();
  }
}

async function expectOneOfEach(
  store: Store,
  lives: readonly Life[],
  atVendor: Awaited<ReturnType<typeof startSandboxVendor>>['vendor'] extends {
    state(): infer State;
  }
    ? State
    : never,
): Promise<void> {
  await store.transaction(async (handle) => {
    const users = await handle.selectFrom('contacts').select('user_name').execute();
    expect(users.map((row) => row.user_name).sort()).toEqual(lives.map(userNameOf).sort());
    const packages = await handle.selectFrom('packages').select(['id', 'status']).execute();
    expect(packages.map(({ status }) => status)).toEqual(lives.map(() => 'canceled'));
    const paid = await handle.selectFrom('invoice_states').select(['status', 'balance']).execute();
    // The order's and that of the add-on.
    const settled = { status: 'paid', balance: 0n };
    expect(paid).toEqual(lives.flatMap(() => [settled, settled]));
    const charges = await handle.selectFrom('charges').select(['state', 'captured']).execute();
    const captured = charges.filter(({ state }) => state === 'succeeded');
    expect(captured.map((row) => row.captured)).toEqual(lives.map(() => 13468n));
    expect(charges.filter(({ state }) => state === 'voided')).toHaveLength(lives.length);
    expect(charges).toHaveLength(2 * lives.length);
    const money = await handle.selectFrom('postings').selectAll().execute();
    const total = (account: string): bigint =>
      money.filter((row) => row.account === account).reduce((sum, row) => sum + row.amount, 0n);
    // Ten euros of each went back.
    expect(total('gateway')).toBe((13468n - 1000n) * BigInt(lives.length));
    expect(total('receivable')).toBe(0n);
    const setups = await handle.selectFrom('billing_account_setups').select('state').execute();
    expect(setups.map(({ state }) => state)).toEqual(lives.map(() => 'succeeded'));
    // What is left are dates: when an unpaid order lapses, when a challenge ends, when the call of
    // a worker that died must have ended.
    const left = await handle
      .selectFrom('tasks')
      .select(['kind', 'state'])
      .where('state', '<>', 'done')
      .where('kind', 'not in', ['order.lapse', 'charge.check', 'account.setup'])
      .where('key', 'not like', keysOfRepeats)
      .execute();
    expect(left).toEqual([]);
  });
  const took = atVendor.charges.filter(({ captured }) => captured > 0);
  expect(took.map((row) => row.captured)).toEqual(lives.map(() => 13468));
  const made = atVendor.log.filter(({ method, path, status }) => {
    return method === 'POST' && path === '/v1/accounts' && status === 201;
  });
  expect(made).toHaveLength(lives.length);
  expect(atVendor.accounts).toEqual([]);
  // Cards that were kept and removed are forgotten.
  expect(atVendor.methods).toEqual([]);
}

/** A mail server cannot be asked, so a mail may come again: as the same message. */
async function expectMails(
  store: Store,
  arrived: readonly { readonly messageId: string }[],
): Promise<void> {
  const ids = arrived.map(({ messageId }) => messageId);
  const sent = await store.transaction((handle) =>
    handle.selectFrom('mails').select('key').where('state', '=', 'sent').execute(),
  );
  expect(new Set(ids).size).toBe(sent.length);
  // Those that were under way when the process died come a second time, and never a third.
  const repeats = ids.map((id) => ids.filter((other) => other === id).length);
  expect(Math.max(...repeats)).toBeLessThanOrEqual(2);
}
