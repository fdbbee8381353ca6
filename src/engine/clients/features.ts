import type { Feature } from '../../contract/account.ts';
import type { OperationName, Output } from '../../contract/operations.ts';
import { permits } from '../../contract/permissions.ts';
import type { Plan } from '../../rules/catalog.ts';
import { planOnSale } from '../../rules/catalog.ts';
import type { EngineContext } from '../context.ts';
import type { Query } from '../use-case.ts';

/** What a feature needs: an operation that whoever asks may call, and a provider who offers it. */
interface Need {
  readonly operation: OperationName | null;
  readonly offered: (context: EngineContext) => boolean;
}

const always = (): boolean => true;

const needs: { readonly [Name in Feature]: Need } = {
  order: { operation: 'orders.place', offered: sells },
  sign_in: { operation: null, offered: ({ settings }) => settings.features.includes('sign-in') },
  invoices: { operation: 'invoices.list', offered: always },
  pay: { operation: 'payments.pay', offered: collects },
  add_funds: { operation: 'funds.add', offered: takesFunds },
  packages: { operation: 'packages.list', offered: always },
  change_plan: { operation: 'packages.change', offered: hasChanges },
  panel_login: {
    operation: 'packages.signIn',
    offered: ({ plugins }) => plugins.some(({ panel }) => panel?.signIn !== undefined),
  },
  billing_accounts: { operation: 'billingAccounts.list', offered: collects },
  contacts: { operation: 'contacts.list', offered: always },
  affiliates: {
    operation: 'affiliates.get',
    offered: ({ catalog }) => (catalog.affiliates ?? []).length > 0,
  },
  usage: {
    operation: 'packages.list',
    offered: (context) => plansOf(context).some((plan) => (plan.meters ?? []).length > 0),
  },
};

/** `account.features` (SPEC 19.8). */
export const accountFeatures: Query<'account.features'> = {
  kind: 'query',
  run(scope, caller): Promise<Output<'account.features'>> {
    const names = Object.keys(needs) as Feature[];
    const features = names.filter((name) => {
      const { operation, offered } = needs[name];
      const may = operation === null || permits(caller.principal, operation) === 'yes';
      return may && offered(scope.context);
    });
    return Promise.resolve({ features });
  },
};

function plansOf({ catalog }: EngineContext): readonly Plan[] {
  return catalog.products.flatMap(({ plans }) => plans);
}

function sells({ catalog }: EngineContext): boolean {
  return catalog.products.some((product) =>
    product.plans.some((plan) => planOnSale(product, plan)),
  );
}

function collects({ catalog, pluginById }: EngineContext): boolean {
  const { paymentMethods } = catalog.provider;
  return paymentMethods.some(({ pluginId }) => pluginById.get(pluginId)?.gateway !== undefined);
}

function takesFunds(context: EngineContext): boolean {
  return context.catalog.provider.funds !== undefined && collects(context);
}

/** Whether any package can ever change: to another plan, or in its add-ons. */
function hasChanges({ catalog }: EngineContext): boolean {
  return catalog.products.some(
    ({ plans, addOns }) => addOns.length > 0 || plans.some(hasOtherPlans),
  );
}

function hasOtherPlans({ upgradesTo = [], downgradesTo = [] }: Plan): boolean {
  return upgradesTo.length > 0 || downgradesTo.length > 0;
}
