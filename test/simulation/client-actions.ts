import type { ChangeWish } from '../../src/contract/changes.ts';
import { cards } from '../support/shop.ts';
import { send } from './commands.ts';
import type { Account } from './people.ts';
import { cancelCharge, pay, resume } from './shopping.ts';
import { later, type Universe } from './universe.ts';

/** Something that a client does. */
export interface ClientAction {
  readonly name: string;
  readonly weight: number;
  /** Whether there is anything to do it with. */
  fits(account: Account): boolean;
  run(universe: Universe, account: Account): void | Promise<void>;
}

const owes = ({ unpaid }: Account): boolean => unpaid.length > 0;
const waits = ({ waiting }: Account): boolean => waiting.length > 0;
const active = ({ packages }: Account): Account['packages'] =>
  packages.filter(({ status }) => status === 'active');
const recurring = (account: Account): Account['packages'] =>
  active(account).filter(({ cycle }) => cycle !== 'one-time');
const runs = (account: Account): boolean => recurring(account).length > 0;

/** What clients do, and how likely each is among those that fit. */
export const clientActions: readonly ClientAction[] = [
  {
    name: 'pay',
    weight: 10,
    fits: owes,
    run: (universe, account) => pay(universe, account, { style: 'once', all: false }),
  },
  {
    name: 'pay all',
    weight: 3,
    fits: owes,
    run: (universe, account) => pay(universe, account, { style: 'once', all: true }),
  },
  {
    name: 'double click',
    weight: 2,
    fits: owes,
    run: (universe, account) => pay(universe, account, { style: 'double-click', all: false }),
  },
  {
    name: 'pay in two tabs',
    weight: 3,
    fits: owes,
    run: (universe, account) => pay(universe, account, { style: 'two-tabs', all: false }),
  },
  {
    name: 'pay on a page left open',
    weight: 3,
    fits: owes,
    run: (universe, account) => payLater(universe, account),
  },
  {
    name: 'pay by a card with too little on it, then on a page left open',
    weight: 2,
    fits: owes,
    run: async (universe, account) => {
      payLater(universe, account);
      await pay(universe, account, { style: 'once', all: false, card: cards.partial });
    },
  },
  { name: 'come back to a payment', weight: 2, fits: waits, run: resume },
  { name: 'give up a payment', weight: 4, fits: waits, run: cancelCharge },
  {
    name: 'sign in at the panel',
    weight: 0.5,
    fits: runs,
    run: (universe, account) => {
      const input = { commandId: universe.newId(), packageId: pickId(universe, active(account)) };
      send(universe, { principal: account.principal, name: 'packages.signIn', input });
    },
  },
  {
    name: 'look at the lists',
    weight: 0.5,
    fits: () => true,
    run: (universe, { principal }) => {
      send(universe, { principal, name: 'invoices.list', input: {} });
      send(universe, { principal, name: 'packages.list', input: {} });
    },
  },
  { name: 'change a package', weight: 3, fits: runs, run: changePlan },
  {
    name: 'take a change back',
    weight: 0.5,
    fits: runs,
    run: (universe, account) => {
      const packageId = pickId(universe, recurring(account));
      const input = { commandId: universe.newId(), packageId };
      send(universe, { principal: account.principal, name: 'packages.takeBackChange', input });
    },
  },
  {
    name: 'cancel a package',
    weight: 0.7,
    fits: runs,
    run: (universe, account) => {
      const when = universe.dice.pick(['now', 'period-end', 'period-end'] as const);
      const packageId = pickId(universe, recurring(account));
      const input = { commandId: universe.newId(), packageId, when, reason: 'Not needed.' };
      send(universe, { principal: account.principal, name: 'packages.cancel', input });
    },
  },
  {
    name: 'let a package go on',
    weight: 0.4,
    fits: runs,
    run: (universe, account) => {
      const packageId = pickId(universe, recurring(account));
      const input = { commandId: universe.newId(), packageId };
      send(universe, { principal: account.principal, name: 'packages.undoCancel', input });
    },
  },
];

/** Pays what a page shows that was opened hours or weeks ago. */
function payLater(universe: Universe, account: Account): void {
  const { dice } = universe;
  const hours = dice.chance(0.5) ? dice.int(1, 24) : dice.int(24, 24 * 20);
  later(universe, hours * 3600_000, 'pay on a page left open', () =>
    pay(universe, account, { style: 'once', all: dice.chance(0.5) }),
  );
}

function pickId({ dice }: Universe, list: readonly { readonly id: string }[]): string {
  return dice.pick(list).id;
}

/** Where each plan leads, up or down. */
const paths: Readonly<Record<string, readonly string[]>> = {
  silver: ['gold'],
  taster: ['gold'],
  gold: ['silver'],
  'vps-s': ['vps-m'],
  'vps-m': ['vps-s'],
};

/** Asks for a quote and redeems it minutes later, at times when it has ended, at times twice. */
function changePlan(universe: Universe, account: Account): void {
  const { dice } = universe;
  const { principal } = account;
  const target = dice.pick(recurring(account));
  const wish = wishFor(universe, target);
  const quote = (): void =>
    send(universe, {
      principal,
      name: 'packages.quoteChange',
      input: wish,
      answered: ({ token }) => {
        const input = { commandId: universe.newId(), packageId: target.id, token };
        const minutes = dice.chance(0.9) ? dice.int(1, 20) : dice.int(20, 60);
        later(universe, minutes * 60_000, 'change', () => {
          const clicks = dice.chance(0.2) ? 2 : 1;
          for (let click = 0; click < clicks; click += 1) {
            send(universe, { principal, name: 'packages.change', input });
          }
        });
      },
    });
  quote();
}

function wishFor(
  { dice }: Universe,
  { id: packageId, planId, cycle }: Account['packages'][number],
): ChangeWish {
  const [planTo] = paths[planId] ?? [];
  if (planTo !== undefined && dice.chance(0.6)) return { packageId, planId: planTo };
  if (planId === 'silver' && dice.chance(0.3)) {
    return { packageId, cycle: cycle === 'monthly' ? 'annual' : 'monthly' };
  }
  return { packageId, addOns: [{ addOnId: 'ip', quantity: dice.int(0, 4) }] };
}
