import { compactOf, type Hash, same, signed, stampOf } from './sign.ts';
import { type Account, decimal, type Notice, type Order, type World } from './state.ts';

/** What is wrong with an IPN. */
export type IpnFlaw = 'signature' | 'age' | 'future' | 'mode' | 'md5-only' | 'unsigned';

type Fields = Notice['fields'];

const fraud = { WAITING: 'UNDER REVIEW', OK: 'APPROVED', REJECTED: 'DENIED' } as const;

/** An IPN of an order as it is now. */
export function noticeOf(
  world: Pick<World, 'time'>,
  order: Order,
  status: string,
  more: Readonly<Record<string, string>> = {},
): Notice {
  const { IPN_TOTALGENERAL = decimal(order.amount), ...others } = more;
  const fields: Fields = [
    ['SALEDATE', stampOf(order.placedAt)],
    ['REFNO', order.refNo],
    ['REFNOEXT', order.externalReference],
    ['ORDERNO', '0'],
    ['ORDERSTATUS', status],
    ['PAYMETHOD', order.method === 'CC' ? 'Visa/MasterCard' : 'Wire transfer'],
    ['FIRSTNAME', order.name],
    ['LASTNAME', ''],
    ['IPN_PID[]', order.line.slice(0, 8)],
    ['IPN_PNAME[]', order.product],
    ['IPN_PRICE[]', decimal(order.amount)],
    ['IPN_QTY[]', '1'],
    ['IPN_TOTALGENERAL', IPN_TOTALGENERAL],
    ['CURRENCY', order.currency],
    ['FRAUD_STATUS', fraud[order.approve]],
    ['TEST_ORDER', order.test ? '1' : '0'],
    ...Object.entries(others),
    ['IPN_DATE', compactOf(world.time())],
  ];
  return { externalReference: order.externalReference, fields };
}

function changed(fields: Fields, flaw: IpnFlaw | undefined, time: number): Fields {
  const day = 24 * 3600_000;
  return fields.map(([name, value]) => {
    if (name === 'IPN_DATE' && flaw === 'age') return [name, compactOf(time - 8 * day)];
    if (name === 'IPN_DATE' && flaw === 'future') return [name, compactOf(time + 8 * day)];
    if (name === 'TEST_ORDER' && flaw === 'mode') return [name, value === '1' ? '0' : '1'];
    return [name, value];
  });
}

/** What is sent of an IPN, signed with all of the account's hashes. */
export function requestOf(
  notice: Notice,
  account: Account,
  receiver: string,
  time: number,
  flaw?: IpnFlaw,
): Request {
  const fields = changed(notice.fields, flaw, time);
  const values = fields.map(([, value]) => value);
  const key = flaw === 'signature' ? 'another-secret' : account.secretKey;
  const of = (hash: Hash): string => signed(hash, key, values);
  const best: Fields = [
    ['SIGNATURE_SHA2_256', of('sha256')],
    ['SIGNATURE_SHA3_256', of('sha3-256')],
  ];
  const old: Fields = [['HASH', of('md5')]];
  const signatures = flaw === 'unsigned' ? [] : flaw === 'md5-only' ? old : [...old, ...best];
  const form = new URLSearchParams();
  for (const [name, value] of [...fields, ...signatures]) form.append(name, value);
  return new Request(receiver, {
    method: 'POST',
    body: form.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

/** Whether an answer has the receipt without which an IPN is sent again. */
export function isReceipt(notice: Notice, account: Account, status: number, body: string): boolean {
  const first = (name: string): string =>
    notice.fields.find((field) => field[0] === name)?.[1] ?? '';
  const names = ['IPN_PID[]', 'IPN_PNAME[]', 'IPN_DATE'];
  const old = /<EPAYMENT>(\d{14})\|([0-9a-f]{32})<\/EPAYMENT>/.exec(body);
  const now = /<sig algo="(sha256|sha3-256)" date="(\d{14})">([0-9a-f]{64})<\/sig>/.exec(body);
  const hash = now === null ? 'md5' : (now[1] as Hash);
  const date = now?.[2] ?? old?.[1] ?? '';
  const given = now?.[3] ?? old?.[2] ?? '';
  const expected = signed(hash, account.secretKey, [...names.map(first), date]);
  return status === 200 && same(given, expected);
}

/** How the outbox treats what it sends. */
export interface Outbox {
  /** Nothing is sent until it is let go. */
  held: boolean;
  /** How often each is sent. */
  copies: number;
  /** How many of the next are lost. */
  drop: number;
}

/** Sends notices to a receiver, in the background; `idle` waits for all. */
export function createSender(
  outbox: Outbox,
  send: ((notice: Notice) => Promise<boolean>) | null,
): {
  readonly add: (notice: Notice) => void;
  readonly release: (order: 'kept' | 'reversed') => Promise<void>;
  readonly repeat: () => Promise<number>;
  readonly idle: () => Promise<void>;
} {
  const waiting: Notice[] = [];
  const unanswered = new Set<Notice>();
  let running: Promise<void> = Promise.resolve();
  const sendOne = async (notice: Notice): Promise<void> => {
    if (send === null) return;
    for (let copy = 0; copy < outbox.copies; copy += 1) {
      const isTaken = await send(notice).catch(() => false);
      if (isTaken) unanswered.delete(notice);
      else unanswered.add(notice);
    }
  };
  return {
    add: (notice) => {
      if (outbox.drop > 0) {
        outbox.drop -= 1;
        return;
      }
      if (outbox.held) waiting.push(notice);
      else running = running.then(() => sendOne(notice));
    },
    release: async (order) => {
      outbox.held = false;
      const batch = waiting.splice(0);
      for (const notice of order === 'reversed' ? batch.reverse() : batch) {
        running = running.then(() => sendOne(notice));
      }
      await running;
    },
    repeat: async () => {
      for (const notice of [...unanswered]) running = running.then(() => sendOne(notice));
      await running;
      return unanswered.size;
    },
    idle: () => running,
  };
}
