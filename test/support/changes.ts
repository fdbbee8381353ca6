import type { ChangeQuote, ChangeResult, ChangeWish } from '../../src/contract/changes.ts';
import type { Principal } from '../../src/contract/operation.ts';
import { defaultBilling } from '../../src/rules/billing-settings.ts';
import { price } from '../../src/rules/catalog.fixture.ts';
import type { Catalog, Plan, Product } from '../../src/rules/catalog.ts';
import { formatAmount } from '../../src/rules/money.ts';
import { scenarioCatalog } from './scenario-catalog.ts';
import { buy, item, type Placed, payCard } from './shop.ts';
import type { World } from './world.ts';

type Changes = Catalog['provider']['billing']['changes'];

const up = ['bronze', 'silver', 'gold', 'platinum'] as const;

/** Four plans at 5, 10, 20 and 40 a month, ten times that a year, each a step up of the last. */
function ladder(web: Product): Product {
  const plans = up.map((id, step): Plan => {
    const monthly = ['5.00', '10.00', '20.00', '40.00'][step] ?? '0.00';
    const annual = ['50.00', '100.00', '200.00', '400.00'][step] ?? '0.00';
    return {
      id,
      name: `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`,
      features: [],
      hidden: false,
      prices: [price('EUR', 'monthly', monthly, '3.00'), price('EUR', 'annual', annual, '3.00')],
      upgradesTo: up.slice(step + 1),
      downgradesTo: up.slice(0, step),
      ...(id === 'platinum' ? { setupOnChange: true } : {}),
    };
  });
  const addOns = web.addOns.map((addOn) =>
    addOn.id === 'ip'
      ? {
          ...addOn,
          prices: [
            price('EUR', 'monthly', '3.00', '0.00'),
            price('EUR', 'annual', '30.00', '0.00'),
          ],
        }
      : addOn,
  );
  return { ...web, plans, addOns };
}

/** What a scenario of changes differs in. */
export interface ChangeCatalog {
  readonly changes?: Partial<Changes>;
  readonly cancelRefund?: 'none' | 'unused';
  readonly products?: (product: Product) => Product;
  readonly provider?: Partial<Catalog['provider']>;
}

/** The catalog of the scenarios of changes; invoices are issued 7 days ahead, terms are 14 days. */
export function changeCatalog(options: ChangeCatalog = {}): Catalog {
  const billing = {
    ...defaultBilling,
    leadDays: { byCycle: { monthly: 7 }, default: 14, domain: 45 },
    changes: {
      ...defaultBilling.changes,
      upgrade: 'now-with-credit',
      downgrade: 'now-with-credit',
      ...options.changes,
    },
    cancelRefund: options.cancelRefund ?? 'none',
  } as const;
  const made = scenarioCatalog({
    provider: { billing, ...options.provider },
    products: (product) => {
      const stepped = product.id === 'web' ? ladder(product) : product;
      return options.products?.(stepped) ?? stepped;
    },
  });
  return made;
}

/** A package that runs, paid by card on 22 November 2026. */
export async function running(
  world: World,
  planId: string,
  cycle: 'monthly' | 'annual' = 'monthly',
  more: { readonly addOns?: Parameters<typeof item>[3]; readonly promotionCode?: string } = {},
): Promise<Placed> {
  const { promotionCode } = more;
  const placed = await buy(world, 'camille', [item('web', planId, cycle, more.addOns)], {
    ...(promotionCode === undefined ? {} : { promotionCode }),
  });
  await payCard(world, placed, 'good');
  await world.settle();
  await world.events();
  return placed;
}

/** A quote of a change, as its client. */
export function quoteOf(
  world: World,
  { client, packageId }: Placed,
  wish: Omit<ChangeWish, 'packageId'>,
  by: Principal = client,
): Promise<ChangeQuote> {
  return world.engine.execute(by, 'packages.quoteChange', { packageId, ...wish });
}

/** Redeems a quote. */
export function redeem(
  world: World,
  { client, packageId }: Placed,
  { token }: Pick<ChangeQuote, 'token'>,
  by: Principal = client,
): Promise<ChangeResult> {
  const commandId = world.newId();
  return world.engine.execute(by, 'packages.change', { commandId, packageId, token });
}

/** Quotes and redeems. */
export async function change(
  world: World,
  placed: Placed,
  wish: Omit<ChangeWish, 'packageId'>,
  by: Principal = placed.client,
): Promise<ChangeResult> {
  return redeem(world, placed, await quoteOf(world, placed, wish, by), by);
}

/** The invoice of a change, for `payCard`. */
export function invoiceOf(placed: Placed, { change: made }: ChangeResult): Placed {
  if (made.invoice === null) throw new Error('The change has no invoice.');
  return { ...placed, invoiceId: made.invoice.invoiceId };
}

/** A change that is paid by card and made. */
export async function changeAndPay(
  world: World,
  placed: Placed,
  wish: Omit<ChangeWish, 'packageId'>,
): Promise<ChangeResult> {
  const made = await change(world, placed, wish);
  if (made.change.state === 'awaiting_payment') {
    await payCard(world, invoiceOf(placed, made), 'good');
  }
  await world.settle();
  return made;
}

/** Documents of a quote as text: kind, then each line's net and days, then the total. */
export function figures(quote: ChangeQuote): readonly string[] {
  return quote.documents.flatMap(({ kind, lines, total }) => [
    kind,
    ...lines.map(
      ({ quantity, net, periodStart, periodEnd }) =>
        `${quantity} ${formatAmount(net)} ${periodStart ?? ''}..${periodEnd ?? ''}`,
    ),
    `total ${formatAmount(total)}`,
  ]);
}

/** The client's account credit, in minor units. */
export async function creditHeld(world: World, { client }: Placed): Promise<bigint> {
  const rows = await world.read((handle) =>
    handle
      .selectFrom('postings')
      .select('amount')
      .where('client_id', '=', client.clientId)
      .where('account', '=', 'credit')
      .execute(),
  );
  return rows.reduce((sum, { amount }) => sum - amount, 0n);
}
