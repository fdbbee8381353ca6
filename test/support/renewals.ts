import type { BillingSettings } from '../../src/rules/billing-settings.ts';
import { defaultBilling } from '../../src/rules/billing-settings.ts';
import { price } from '../../src/rules/catalog.fixture.ts';
import type { Catalog, Plan, Product } from '../../src/rules/catalog.ts';
import { formatAmount, money } from '../../src/rules/money.ts';
import { scenarioCatalog } from './scenario-catalog.ts';
import type { World } from './world.ts';

/** The scenario catalog with other settings of billing, and prices in more currencies. */
export function renewalCatalog(
  billing: Partial<BillingSettings> = {},
  provider: Partial<Catalog['provider']> = {},
): Catalog {
  return scenarioCatalog({
    provider: {
      currencies: ['EUR', 'JPY', 'KWD'],
      ...provider,
      billing: { ...defaultBilling, ...billing },
    },
    products: withKuwait,
  });
}

function withKuwait(product: Product): Product {
  if (product.id !== 'web') return product;
  const plans = product.plans.map((plan): Plan => {
    if (plan.id !== 'silver') return plan;
    return { ...plan, prices: [...plan.prices, price('KWD', 'monthly', '2.455', '0.000')] };
  });
  return { ...product, plans };
}

/** Every cycle invoice as one line: number, issue and due date, periods, total. */
export async function renewals(world: World): Promise<readonly string[]> {
  const rows = await world.read((handle) =>
    handle
      .selectFrom('invoices')
      .innerJoin('invoice_lines', 'invoice_lines.invoice_id', 'invoices.id')
      .select([
        'invoices.id',
        'issued_on',
        'due_on',
        'total',
        'currency',
        'period_start',
        'period_end',
      ])
      .where('origin', '=', 'cycle')
      .orderBy('invoices.number')
      .orderBy('position')
      .execute(),
  );
  const invoices = new Map<string, { readonly head: string; readonly periods: Set<string> }>();
  for (const row of rows) {
    const total = `${formatAmount(money(row.total, row.currency))} ${row.currency}`;
    const head = `${row.issued_on} due ${row.due_on}: ${total}`;
    const known = invoices.get(row.id) ?? { head, periods: new Set<string>() };
    known.periods.add(`${row.period_start}/${row.period_end}`);
    invoices.set(row.id, known);
  }
  return [...invoices.values()].map(({ head, periods }) => `${head} for ${[...periods].join(' ')}`);
}

/** Pays all open invoices by hand, as money that came to the bank. */
export async function payAll(world: World): Promise<void> {
  const open = await world.read((handle) =>
    handle
      .selectFrom('invoice_states')
      .select('invoice_id')
      .where('status', '=', 'unpaid')
      .orderBy('invoice_id')
      .execute(),
  );
  for (const { invoice_id: invoiceId } of open) {
    await world.engine.execute(world.operator, 'invoices.markPaid', {
      commandId: world.newId(),
      invoiceId,
      paidOn: world.clock.now().toISOString().slice(0, 10),
      method: 'Bank',
      reference: invoiceId,
    });
  }
  // One after the other, so that what each vendor numbers has the same number each time.
  while ((await world.engine.performDue({ limit: 1 })) > 0);
}
