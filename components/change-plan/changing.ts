import type { ReactiveController } from 'lit';
import type { Billing } from '../../src/billing.ts';
import type { ChangeQuote, ChangeResult } from '../../src/contract/changes.ts';
import type { PackageChangeView, PackageView } from '../../src/contract/packages.ts';
import type { BillingError } from '../../src/errors.ts';
import type { ConfirmDialog } from '../internal/confirm-dialog.ts';
import type { RackrateElement } from '../internal/element.ts';
import { asBillingError } from '../internal/load.ts';
import { explained } from '../internal/problems.strings.ts';
import { changeWords, quoteWords } from './change-plan.strings.ts';

/** What went wrong with a command. */
export interface Problem {
  readonly title: string;
  readonly text: string;
}

/** What the widget does about a command's end. */
export interface ChangingOptions {
  readonly packageId: () => string;
  readonly done: (result: ChangeResult) => void;
  /** The quote no longer holds. */
  readonly stale: () => Promise<void>;
  /** Something about the package is not as it was shown. */
  readonly outdated: () => void;
}

/** Makes changes and takes them back, one command at a time. */
export class Changing implements ReactiveController {
  busy: boolean = false;
  problem: Problem | null = null;
  /** What came of the last command. */
  result: ChangeResult | null = null;

  readonly #host: RackrateElement;
  readonly #dialog: ConfirmDialog;
  readonly #options: ChangingOptions;
  /** Kept until there was an answer, so that taking back twice is once. */
  #takeBack: { readonly changeId: string; readonly commandId: string } | null = null;

  constructor(host: RackrateElement, dialog: ConfirmDialog, options: ChangingOptions) {
    this.#host = host;
    this.#dialog = dialog;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {}

  /** What shows in place of the form; null once the change waits no more. */
  shown({ pendingChange }: PackageView): ChangeResult | null {
    const { result } = this;
    const waits = ['scheduled', 'awaiting_payment'].includes(result?.change.state ?? '');
    return waits && pendingChange?.changeId !== result?.change.changeId ? null : result;
  }

  /** Forgets what was done. */
  reset(): void {
    this.problem = null;
    this.result = null;
  }

  /** Redeems a quote; redeemed twice it gives the first result (SPEC 5.12). */
  redeem({ token }: ChangeQuote, commandId: string): Promise<void> {
    const packageId = this.#options.packageId();
    return this.#run(
      (billing) => billing.packages.change({ commandId, packageId, token }),
      async (error) => {
        if (error.code === 'quote_changed') {
          await this.#options.stale();
          return;
        }
        this.problem = { title: quoteWords.couldNot(), text: explained(error) };
        if (error.code === 'invalid_transition') this.#options.outdated();
      },
    );
  }

  /** Takes a change back after a question (SPEC 5.13). */
  async takeBack(change: PackageChangeView): Promise<void> {
    if (this.busy || !(await this.#dialog.ask(this.#question(change)))) return;
    const { changeId } = change;
    if (this.#takeBack?.changeId !== changeId) {
      this.#takeBack = { changeId, commandId: crypto.randomUUID() };
    }
    const { commandId } = this.#takeBack;
    const packageId = this.#options.packageId();
    await this.#run(
      (billing) => billing.packages.takeBackChange({ commandId, packageId }),
      async (error) => {
        this.problem = { title: changeWords.couldNotTakeBack(), text: explained(error) };
        if (error.code === 'invalid_transition') this.#options.outdated();
      },
    );
  }

  #question(change: PackageChangeView): Parameters<ConfirmDialog['ask']>[0] {
    const { kind, planName, invoice, effectiveOn } = change;
    return {
      title:
        kind === 'add_ons' ? changeWords.askTakeBackAddOns() : changeWords.askTakeBack(planName),
      text:
        change.state === 'awaiting_payment' && invoice !== null
          ? changeWords.takeBackUnpaid(invoice.number)
          : changeWords.takeBackScheduled(this.#host.format.date(effectiveOn)),
      action: changeWords.takeBackNow(),
      keep: changeWords.keep(),
      danger: true,
    };
  }

  async #run(
    send: (billing: Billing) => Promise<ChangeResult>,
    failed: (error: BillingError) => Promise<void>,
  ): Promise<void> {
    const { billing } = this.#host;
    if (billing === null || this.busy) return;
    this.busy = true;
    this.problem = null;
    this.#host.requestUpdate();
    try {
      const result = await send(billing);
      this.result = result;
      this.#options.done(result);
    } catch (error) {
      await failed(asBillingError(error));
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }
}
