import { isDeepStrictEqual } from 'node:util';
import {
  catalogWith,
  clientToBill,
  itemToBill,
  packageToBill,
} from '../../src/rules/billing-run.fixture.ts';
import { billClient, type ClientToBill, type RunRules } from '../../src/rules/billing-run.ts';
import type { Promotion } from '../../src/rules/catalog-model.ts';
import { money } from '../../src/rules/money.ts';
import { billPlainly, type PlainTerms } from './plain.ts';

/** Milliseconds of each side in one round. */
export interface Round {
  readonly ours: number;
  readonly plain: number;
}

const count = 20_000;
const plain: PlainTerms = { discount: 10, tax: 19, code: 'TEN', termsDays: 14 };
const terms: Promotion = {
  code: plain.code,
  percent: String(plain.discount),
  appliesTo: 'recurring',
  periods: null,
  newClientsOnly: false,
};
const promotion = { terms, periodsLeft: null };
const today = '2027-03-31';

/** Different prices and quantities, so that neither side can be compiled for one case. */
function clientOf(n: number): ClientToBill {
  const one = { billedThrough: today, promotion };
  const plan = itemToBill({
    ...one,
    itemId: `plan ${n}`,
    price: money(BigInt(399 + (n % 977)), 'EUR'),
  });
  const addOn = itemToBill({
    ...one,
    itemId: `add-on ${n}`,
    addOnId: 'ip',
    description: 'Dedicated IP',
    price: money(BigInt(100 + (n % 311)), 'EUR'),
    quantity: 1 + (n % 4),
  });
  const packageId = `package ${n}`;
  return clientToBill([packageToBill({ packageId, anchor: today, items: [plan, addOn] })]);
}

/** Renews the same packages by the rules of a run and by plain integers, in turns. */
export function measureRules(rounds: number): { rounds: readonly Round[]; equal: boolean } {
  const clients = Array.from({ length: count }, (_, n) => clientOf(n));
  const leadDays = { byCycle: {}, default: 0, domain: 0 };
  const rules: RunRules = { catalog: catalogWith({ leadDays }), today, until: today };
  const measured: Round[] = [];
  let lines = 0;
  // The first rounds are for the compiler. Answers are dropped at once, as a run drops them.
  for (let round = -3; round < rounds; round += 1) {
    const start = performance.now();
    for (const client of clients) lines += billPlainly(client, plain).invoices.length;
    const between = performance.now();
    for (const client of clients) lines += billClient(client, rules).invoices.length;
    const end = performance.now();
    if (round >= 0) measured.push({ plain: between - start, ours: end - between });
  }
  const equal = clients.every((client) =>
    isDeepStrictEqual(billClient(client, rules), billPlainly(client, plain)),
  );
  return { rounds: measured, equal: equal && lines === 2 * count * (rounds + 3) };
}
