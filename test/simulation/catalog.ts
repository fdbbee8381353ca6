import type { BillingSettings } from '../../src/rules/billing-settings.ts';
import { price } from '../../src/rules/catalog.fixture.ts';
import type { Catalog, Plan, Product } from '../../src/rules/catalog.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { createDice, type Dice } from './dice.ts';

/**
 * The catalog of the scenarios with ways up and down, and the provider's settings of a seed.
 *
 * @param gateway - takes the cards.
 */
export function simulationCatalog(seed: number, gateway: string = 'sandbox'): Catalog {
  const dice = createDice(seed, 'catalog');
  const { provider } = scenarioCatalog();
  return scenarioCatalog({
    provider: {
      billing: drawSettings(dice, provider.billing),
      paymentMethods: provider.paymentMethods.map((method) =>
        method.pluginId === 'sandbox' ? { ...method, pluginId: gateway } : method,
      ),
    },
    products: withPaths,
  });
}

/** The catalog of the scenarios with ways up and down. */
export function catalogWithPaths(): Catalog {
  return scenarioCatalog({ products: withPaths });
}

/** A setting of the provider is another one in a third of the seeds. */
function drawSettings(dice: Dice, usual: BillingSettings): BillingSettings {
  const rarely = <Value>(other: Value, value: Value): Value => (dice.chance(0.33) ? other : value);
  return {
    ...usual,
    cycleMode: rarely({ kind: 'monthly', day: 1, thresholdDay: 20 }, usual.cycleMode),
    proration: rarely('30-day', usual.proration),
    grouping: rarely('month', usual.grouping),
    cancelRefund: rarely('unused', usual.cancelRefund),
    changes: {
      ...usual.changes,
      upgrade: rarely('now-without-credit', usual.changes.upgrade),
      downgrade: rarely('now-with-credit', usual.changes.downgrade),
    },
    invoiced: rarely({ ...usual.invoiced, suspendedPackages: true }, usual.invoiced),
  };
}

function withPaths(product: Product): Product {
  if (product.id === 'web') {
    return { ...product, plans: product.plans.flatMap(webPlans) };
  }
  if (product.id !== 'vps') return product;
  const { stock: _unlimited, ...rest } = product;
  const paths: Record<string, Partial<Plan>> = {
    'vps-s': { upgradesTo: ['vps-m'] },
    'vps-m': { downgradesTo: ['vps-s'], stock: 3 },
  };
  return { ...rest, plans: product.plans.map((plan) => ({ ...plan, ...paths[plan.id] })) };
}

function webPlans(plan: Plan): readonly Plan[] {
  if (plan.id === 'silver') return [{ ...plan, upgradesTo: ['gold'] }, trialOf(plan)];
  if (plan.id !== 'gold') return [plan];
  const monthly = price('EUR', 'monthly', '14.99', '0.00');
  return [{ ...plan, prices: [monthly, ...plan.prices], downgradesTo: ['silver'] }];
}

function trialOf(plan: Plan): Plan {
  return { ...plan, id: 'taster', name: 'Taster', trialDays: 14, upgradesTo: ['gold'] };
}
