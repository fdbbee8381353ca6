import type { Billing } from '../../src/billing.ts';
import type {
  BillingAccountRow,
  BillingAccountSetup,
} from '../../src/contract/billing-accounts.ts';
import type { Input } from '../../src/contract/operations.ts';
import { CommandIds, isUnanswered } from '../internal/command-ids.ts';
import { asBillingError } from '../internal/load.ts';

type AddInput = Input<'billingAccounts.add'>;

/** What is to be true of an account. */
export type AccountWish = Pick<AddInput, 'packageIds' | 'makeDefault'> & {
  readonly ownerContactId: string;
};

/** Sends what the form holds; the same again after no answer is the same command (Law 11). */
export class Saving {
  readonly #commands: CommandIds = new CommandIds();
  #sent: { readonly content: string; readonly input: AddInput } | null = null;

  /** The gateway's fields hold something else by now. */
  forget(): void {
    this.#sent = null;
  }

  /**
   * Adds an account.
   *
   * @param confirm gives what the gateway's fields hold; it is asked once for the same wish.
   * @returns null when no answer came.
   */
  async add(
    billing: Billing,
    wish: AccountWish & Pick<AddInput, 'methodId' | 'bankAccount'>,
    confirm: () => Promise<Pick<AddInput, 'gatewayData'>>,
  ): Promise<BillingAccountSetup | null> {
    const content = JSON.stringify(wish);
    if (this.#sent?.content !== content) {
      const data = await confirm();
      const returnUrl = location.href;
      const input = { commandId: crypto.randomUUID(), ...wish, ...data, returnUrl };
      this.#sent = { content, input };
    }
    try {
      const setup = await billing.billingAccounts.add(this.#sent.input);
      this.#sent = null;
      return setup;
    } catch (error) {
      if (isUnanswered(asBillingError(error))) return null;
      this.#sent = null;
      throw error;
    }
  }

  /**
   * Changes an account.
   *
   * @returns null when no answer came.
   */
  async change(
    billing: Billing,
    { billingAccountId, version }: BillingAccountRow,
    wish: AccountWish,
  ): Promise<BillingAccountRow | null> {
    const content = JSON.stringify([billingAccountId, version, wish]);
    const command = { commandId: this.#commands.of(content), billingAccountId, version };
    try {
      const row = await billing.billingAccounts.change({ ...command, ...wish });
      this.#commands.answered(content);
      return row;
    } catch (error) {
      if (isUnanswered(asBillingError(error))) return null;
      this.#commands.answered(content);
      throw error;
    }
  }
}
