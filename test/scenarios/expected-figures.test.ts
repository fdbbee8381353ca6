import { afterEach, beforeEach, expect, it } from 'vitest';
import { add, formatAmount, type Money, money } from '../../src/rules/money.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import { expectedFigures } from '../support/figures.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { payCard } from '../support/shop.ts';
import { createWorld, emptyStore, frenchOrder, placeOrder, type World } from '../support/world.ts';

const expected = Object.entries(expectedFigures);

/** The figures of the file whose names begin so, without that beginning. */
function figures(prefix: string): Record<string, string> {
  const rows = expected.filter(([figure]) => figure.startsWith(prefix));
  return Object.fromEntries(rows.map(([figure, amount]) => [figure.slice(prefix.length), amount]));
}

const euros = (minor: bigint): string => formatAmount(money(minor, 'EUR'));

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

/** The sums of a quote or an invoice as the file names them. */
function sumsOf(document: {
  readonly lines: readonly {
    readonly gross: Money;
    readonly discount: Money;
    readonly net: Money;
  }[];
  readonly gross: Money;
  readonly discount: Money;
  readonly net: Money;
  readonly taxes: readonly { readonly tax: Money }[];
  readonly total: Money;
}): Record<string, string> {
  const rows: [string, Money][] = document.lines.flatMap(({ gross, discount, net }, index) => {
    const name = `line.${index === 0 ? 'silver' : 'ip'}`;
    return [
      [`${name}.gross`, gross],
      [`${name}.discount`, discount],
      [`${name}.net`, net],
    ] as [string, Money][];
  });
  const tax = document.taxes.reduce((sum, row) => add(sum, row.tax), money(0n, 'EUR'));
  const { gross, discount, net, total } = document;
  return Object.fromEntries(
    [...rows, ...Object.entries({ gross, discount, net, tax, total })].map(([name, amount]) => [
      name,
      formatAmount(amount),
    ]),
  );
}

it('[4.1, 7.8, 7.9, 17.1] quote, invoice and books agree with the figures worked out by hand', async () => {
  const order = frenchOrder(world.newId());
  const quote = await world.engine.execute({ kind: 'public' }, 'orders.quote', {
    currency: 'EUR',
    items: order.items,
    promotionCode: 'WELCOME20',
    taxAddress: { country: 'FR' },
  });
  const hand = Object.fromEntries(expected.filter(([name]) => !/^(next|books)\./.test(name)));
  expect(sumsOf(quote)).toEqual(hand);
  expect(quote.next.map(({ total }) => formatAmount(total))).toEqual([figures('next.')['total']]);

  const placed = await placeOrder(world, order);
  const { client, invoiceId } = placed;
  const invoice = await world.engine.execute(client, 'invoices.get', { invoiceId });
  expect(sumsOf(invoice)).toEqual(hand);
  const issued = await bookSums(world);
  expect(Object.fromEntries(Object.entries(issued).map(([k, sum]) => [k, euros(sum)]))).toEqual(
    figures('books.issued.'),
  );

  await payCard(world, placed, 'good');
  const paid = figures('books.paid.');
  const sums = await bookSums(world);
  expect(Object.keys(paid).map((name) => [name, euros(sums[name] ?? 0n)])).toEqual(
    Object.entries(paid),
  );
});
