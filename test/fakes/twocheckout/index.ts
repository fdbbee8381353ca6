import { serveApi, serveSignature } from './api.ts';
import { type TwoCheckoutControls, twoCheckoutControls } from './controls.ts';
import { disturbed, type TwoCheckoutTarget, type TwoCheckoutTrouble, targetOf } from './disturb.ts';
import { createSender, type IpnFlaw, isReceipt, noticeOf, type Outbox, requestOf } from './ipn.ts';
import { servePages } from './pages.ts';
import type { Account, Notice, State, World } from './state.ts';

export type { TwoCheckoutTarget, TwoCheckoutTrouble } from './disturb.ts';
export type { IpnFlaw } from './ipn.ts';
export type { Order, Payer } from './state.ts';

/** What a fake 2Checkout needs of the world, and the account that it keeps. */
export interface FakeTwoCheckoutOptions extends Partial<Account> {
  readonly now: () => Date;
  /** Fresh hex, at least 16 digits. */
  readonly chance: () => string;
  /** Where the API and the pages are, without a slash at its end. */
  readonly publicUrl: string;
  /** Whether refunds are approved without being asked to; true unless told. */
  readonly approvesRefunds?: boolean;
  /** Where IPNs go; without `deliver` they are read by `sent`. */
  readonly webhookUrl?: string;
  readonly deliver?: (request: Request) => Promise<Response>;
}

/** A 2Checkout with one account, in memory. */
export interface FakeTwoCheckout extends TwoCheckoutControls, Account {
  /** Every path of 2Checkout: the API and its pages. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly publicUrl: string;
  readonly state: State;
  /** Makes the next request of a kind go wrong. */
  readonly disturb: (
    target: TwoCheckoutTarget,
    trouble: TwoCheckoutTrouble,
    times?: number,
  ) => void;
  /** IPNs since the last call, oldest first. */
  readonly sent: () => readonly Request[];
  /** The newest IPN about a charge, with something wrong or nothing. */
  readonly ipn: (chargeId: string, flaw?: IpnFlaw) => Request;
  /** Whether an answer to the newest IPN about a charge has its receipt. */
  readonly isReceipt: (chargeId: string, reply: Response) => Promise<boolean>;
  readonly outbox: Outbox;
  /** Sends what was held back. */
  readonly release: (order?: 'kept' | 'reversed') => Promise<void>;
  /** Sends again what has no receipt yet; how many still have none. */
  readonly repeat: () => Promise<number>;
  /** Resolves when all IPNs are delivered. */
  readonly idle: () => Promise<void>;
}

function createDisturbances(): {
  readonly disturb: FakeTwoCheckout['disturb'];
  readonly next: (target: TwoCheckoutTarget | null) => TwoCheckoutTrouble | null;
} {
  const troubles: { target: TwoCheckoutTarget; trouble: TwoCheckoutTrouble; times: number }[] = [];
  return {
    disturb: (target, trouble, times = 1) => {
      troubles.push({ target, trouble, times });
    },
    next: (target) => {
      const found = troubles.find((row) => row.target === target && row.times > 0);
      if (found === undefined) return null;
      found.times -= 1;
      return found.trouble;
    },
  };
}

function accountOf(options: FakeTwoCheckoutOptions): Account {
  const { buyLinkSecretWord, live = false, merchantCode, secretKey } = options;
  return {
    merchantCode: merchantCode ?? 'FAKEMERCHANT',
    secretKey: secretKey ?? 'fake-secret-key-0123456789',
    buyLinkSecretWord: buyLinkSecretWord ?? 'fake-buy-link-secret-word',
    live,
  };
}

function createWorld(options: FakeTwoCheckoutOptions, account: Account): Omit<World, 'emit'> {
  const state: State = { carts: new Map(), orders: new Map(), notices: [], serial: 0 };
  return {
    account,
    state,
    approvesRefunds: options.approvesRefunds ?? true,
    time: () => options.now().getTime(),
    chance: options.chance,
    number: () => {
      state.serial += 1;
      return String(210_000_000 + state.serial);
    },
  };
}

/**
 * A 2Checkout that behaves as the real one does: signed buy links, its page, orders that wait for
 * the money and for the review of frauds, the REST API with its clock, refunds that are looked at,
 * and IPNs that want their receipt.
 */
export function createFakeTwoCheckout(options: FakeTwoCheckoutOptions): FakeTwoCheckout {
  const account = accountOf(options);
  const parts = createWorld(options, account);
  const { deliver, webhookUrl: receiver = 'https://shop.example/api/webhooks/twocheckout' } =
    options;
  const outbox: Outbox = { held: false, copies: 1, drop: 0 };
  const request = (notice: Notice, flaw?: IpnFlaw): Request =>
    requestOf(notice, account, receiver, parts.time(), flaw);
  const send = async (notice: Notice): Promise<boolean> => {
    const reply = await deliver?.(request(notice));
    return reply !== undefined && isReceipt(notice, account, reply.status, await reply.text());
  };
  const sender = createSender(outbox, deliver === undefined ? null : send);
  const world: World = {
    ...parts,
    emit: (order, status, more) => {
      const notice = noticeOf(parts, order, status, more);
      parts.state.notices.push(notice);
      sender.add(notice);
    },
  };
  const newest = (chargeId: string): Notice => {
    const found = parts.state.notices.findLast((one) => one.externalReference === chargeId);
    if (found === undefined) throw new Error(`Nothing was told of ${chargeId}.`);
    return found;
  };
  const disturbances = createDisturbances();
  let told = 0;
  return {
    ...account,
    ...twoCheckoutControls(world),
    publicUrl: options.publicUrl,
    fetch: (asked) => {
      const { pathname } = new URL(asked.url);
      const target = targetOf(asked.method, pathname);
      const trouble = disturbances.next(target);
      return disturbed(asked, trouble, async (given) => {
        const page = await servePages(world, given, trouble);
        if (page !== null) return page;
        if (pathname === '/checkout/api/encrypt/generate/signature') {
          return serveSignature(world, given);
        }
        return serveApi(world, given, trouble, target);
      });
    },
    state: parts.state,
    disturb: disturbances.disturb,
    sent: () => {
      const fresh = parts.state.notices.slice(told);
      told = parts.state.notices.length;
      return fresh.map((notice) => request(notice));
    },
    ipn: (chargeId, flaw) => request(newest(chargeId), flaw),
    isReceipt: async (chargeId, reply) =>
      isReceipt(newest(chargeId), account, reply.status, await reply.text()),
    outbox,
    release: (order = 'kept') => sender.release(order),
    repeat: () => sender.repeat(),
    idle: () => sender.idle(),
  };
}
