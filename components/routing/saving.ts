import type { Billing } from '../../src/billing.ts';
import type { RoutingView } from '../../src/contract/billing-accounts.ts';
import { CommandIds, isUnanswered } from '../internal/command-ids.ts';
import { asBillingError } from '../internal/load.ts';
import { accountChanges, fallbackOf, isReordered, type Wish } from './wish.ts';

/** Saves a wish, one command after the other; a retry after no answer is the same command. */
export class RoutingSaving {
  readonly #commands: CommandIds = new CommandIds();

  /**
   * @returns how it is then.
   * @throws BillingError of the first command that failed; those before it are done.
   */
  async save(billing: Billing, view: RoutingView, wish: Wish): Promise<RoutingView> {
    const { billingAccounts } = billing;
    for (const { row, packageIds } of accountChanges(view, wish)) {
      const { billingAccountId, version, isDefault: makeDefault, owner } = row;
      const ownerContactId = owner?.contactId ?? '';
      const change = { billingAccountId, version, ownerContactId, packageIds, makeDefault };
      await this.#once(change, (commandId) => billingAccounts.change({ commandId, ...change }));
    }
    if (!isReordered(view, wish)) return billingAccounts.routing({});
    const order = { billingAccountIds: fallbackOf(view, wish) };
    return this.#once(order, (commandId) => billingAccounts.setFallback({ commandId, ...order }));
  }

  async #once<Value>(command: object, send: (commandId: string) => Promise<Value>): Promise<Value> {
    const content = JSON.stringify(command);
    try {
      const value = await send(this.#commands.of(content));
      this.#commands.answered(content);
      return value;
    } catch (error) {
      if (!isUnanswered(asBillingError(error))) this.#commands.answered(content);
      throw error;
    }
  }
}
