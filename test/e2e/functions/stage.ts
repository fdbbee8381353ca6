import { randomUUID } from 'node:crypto';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import {
  type Answer,
  forget,
  type RunningProvider,
  startBrowser,
  startProvider,
  until,
} from '../provider.ts';
import { fillCardBy } from './card.ts';
import { type Hand, type HandKind, takeHand } from './hands.ts';

/** A provider and a browser that the tests of a file share. */
export interface Stage {
  readonly provider: RunningProvider;
  readonly browser: Browser;
  hand(kind: HandKind): Promise<Hand>;
  /** A command of the operator, which must work. */
  command(path: string, body: object): Promise<Answer['body']>;
  /** The operator marks an invoice paid by a transfer. */
  receive(invoiceId: string): Promise<Answer['body']>;
  /** Waits until a package has a status. */
  packageIs(packageId: string, status: string): Promise<void>;
}

/** Starts them before the tests of a file and stops them after. */
export function openStage(env: Readonly<Record<string, string>> = {}): Stage {
  const open: { provider?: RunningProvider; browser?: Browser } = {};
  const need = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('It has not been started.');
    return value;
  };
  beforeAll(async () => {
    const started = startProvider({ env: { RETRY_SECONDS: '1,1', ...env } });
    open.browser = await startBrowser();
    open.provider = await started;
  });
  afterAll(async () => {
    await open.browser?.close();
    await open.provider?.stop();
    if (open.provider) await forget(open.provider);
  });
  const command = async (path: string, body: object): Promise<Answer['body']> => {
    const content = { commandId: randomUUID(), ...body };
    const answer = await need(open.provider).operator('POST', path, content);
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return {
    get provider() {
      return need(open.provider);
    },
    get browser() {
      return need(open.browser);
    },
    hand: (kind) => takeHand(kind, need(open.browser)),
    command,
    receive(invoiceId) {
      const transfer = { method: 'Bank transfer', reference: invoiceId, paidOn: '2026-01-02' };
      return command(`/invoices/${invoiceId}/mark-paid`, transfer);
    },
    packageIs: (packageId, status) =>
      until(`package ${packageId} to be ${status}`, async () => {
        const { body } = await need(open.provider).operator('GET', `/packages/${packageId}`);
        return body['status'] === status;
      }),
  };
}

/** Opens the portal and signs in. */
export async function signInBy(
  hand: Hand,
  { provider }: Stage,
  { userName, password }: { readonly userName: string; readonly password: string },
): Promise<void> {
  const { page } = hand;
  await page.goto(`${provider.shop}/portal#/`);
  await hand.type(page.getByLabel('User name'), userName);
  await hand.type(page.getByLabel('Password', { exact: true }), password);
  await hand.press(page.getByRole('button', { name: 'Sign in' }));
  await page.getByRole('heading', { name: 'Account', exact: true }).waitFor();
}

/** Goes to a view by the portal's menu. */
export async function menu(hand: Hand, name: string): Promise<void> {
  const entries = hand.page.getByRole('navigation', { name: 'Account', exact: true });
  await hand.press(entries.getByRole('link', { name, exact: true }));
  await view(hand, name === 'Home' ? 'Account' : name);
}

/** Waits for the view with a title. */
export async function view(hand: Hand, title: string | RegExp): Promise<void> {
  const name = { name: title, ...(typeof title === 'string' && { exact: true }) };
  await hand.page.getByRole('heading', name).first().waitFor();
}

/** A value of a list of terms, such as Package ID. */
export function termValue(hand: Hand, term: string): Locator {
  const { page } = hand;
  return page
    .locator('dl > div')
    .filter({ has: page.locator('dt', { hasText: term }) })
    .locator('dd')
    .first();
}

/** Pays what the page of payment shows with a new card. */
export async function payByNewCard(hand: Hand, amount: string, keep = false): Promise<void> {
  const { page } = hand;
  const card = page.getByRole('radio', { name: 'Card', exact: true });
  await hand.check(card);
  await fillCardBy(hand, '4242424242424242');
  if (keep) await hand.check(page.getByLabel('Save as a billing account'));
  await hand.press(page.getByRole('button', { name: `Confirm payment of ${amount}` }));
  await view(hand, `Paid ${amount}`);
}
