import type {
  BillingAccountRow,
  BillingAccountSetup,
} from '../../src/contract/billing-accounts.ts';
import type { Input } from '../../src/contract/operations.ts';
import type { Gateway } from '../../src/ports/gateway.ts';
import type { DeclineGroup } from '../../src/ports/outcome.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { cards } from './shop.ts';
import type { ClientPrincipal, World } from './world.ts';

type Add = Input<'billingAccounts.add'>;

/** Keeps a card of the sandbox for a client. */
export async function addCard(
  world: World,
  client: ClientPrincipal,
  number: string = cards.good,
  more: Partial<Add> = {},
): Promise<BillingAccountSetup> {
  return world.engine.execute(client, 'billingAccounts.add', {
    commandId: world.newId(),
    methodId: 'card',
    gatewayData: { token: await world.cardToken(number) },
    packageIds: [],
    makeDefault: false,
    ...more,
  });
}

/** The accounts that a client sees. */
export async function accountsOf(
  world: World,
  client: ClientPrincipal,
): Promise<readonly BillingAccountRow[]> {
  return (await world.engine.execute(client, 'billingAccounts.list', {})).rows;
}

/** A gateway in front of another one, with members in the place of its own. */
export function inPlace(
  plugins: readonly Plugin[],
  change: (gateway: Gateway) => Partial<Gateway>,
): readonly Plugin[] {
  return plugins.map((plugin) =>
    plugin.id === 'sandbox' && plugin.gateway !== undefined
      ? { ...plugin, gateway: { ...plugin.gateway, ...change(plugin.gateway) } }
      : plugin,
  );
}

/** Has a bank decline kept methods, by the gateway's references of them. */
export function declining(
  plugins: readonly Plugin[],
  groups: ReadonlyMap<string, DeclineGroup>,
): readonly Plugin[] {
  return inPlace(plugins, ({ start }) => ({
    start(input, context) {
      const group = groups.get(input.methodReference ?? '');
      if (group === undefined) return start(input, context);
      const reference = `declined_${input.chargeId}`;
      const message = 'The bank declined the payment.';
      return Promise.resolve({ status: 'failed', code: 'declined', group, message, reference });
    },
  }));
}
