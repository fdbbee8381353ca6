import type { Billing } from '../../src/billing.ts';
import type { BillingAccountSetup } from '../../src/contract/billing-accounts.ts';
import type { PaymentMethodView } from '../../src/contract/payments.ts';
import type { RackrateElement } from '../internal/element.ts';
import type { LiveRegion } from '../internal/live-region.ts';
import { asBillingError } from '../internal/load.ts';
import { explained } from '../internal/problems.strings.ts';
import { noteInTab } from '../internal/tab-note.ts';
import type { GatewaySlot } from '../pay/gateway-slot.ts';
import { methodOfCharge } from '../pay/methods.ts';
import { leave, takeStep } from '../pay/next-step.ts';
import type { Problem } from '../pay/parts.ts';
import { setupWords } from './billing-account.strings.ts';
import { SetupPoll } from './setup-poll.ts';
import { setupTitle } from './setup-result.ts';

/** What the keeping of a method needs of its widget. */
export interface KeepingParts {
  readonly gateway: GatewaySlot;
  readonly live: LiveRegion;
  /** The methods that are offered. */
  readonly methods: () => readonly PaymentMethodView[];
  /** Tells the page; whether the widget is to leave for a gateway's page. */
  readonly mayLeave: (url: string) => boolean;
  /** Moves the focus to the result, once it is there. */
  readonly focus: () => void;
  /** The method is kept. */
  readonly kept: (billingAccountId: string) => void;
}

/** Follows the keeping of a method to its end: challenge, page, waiting, result (SPEC 9.6). */
export class Keeping {
  /** How far it has come; null while there is nothing to follow. */
  setup: BillingAccountSetup | null = null;
  /** What the new account is called, once it is read. */
  label: string = '';
  /** Whether a step is under way. */
  busy: boolean = false;
  /** Why a step could not be taken. */
  problem: Problem | null = null;

  readonly #host: RackrateElement;
  readonly #parts: KeepingParts;
  readonly #poll: SetupPoll;

  constructor(host: RackrateElement, parts: KeepingParts) {
    this.#host = host;
    this.#parts = parts;
    this.#poll = new SetupPoll(host, (setup) => this.#heard(setup));
  }

  /** Takes what came of the client's own step; a page of the gateway is opened at once. */
  took(setup: BillingAccountSetup): void {
    if (this.setup?.state !== setup.state) this.#parts.focus();
    this.#show(setup);
    if (setup.action?.kind === 'redirect') this.#leave(setup);
  }

  /** Asks how far a setup is that was begun before. */
  ask(setupId: string): void {
    void this.#poll.ask(setupId);
  }

  /** Forgets it, for the form. */
  stop(): void {
    this.#poll.stop();
    this.setup = null;
    this.label = '';
    this.problem = null;
    this.#host.requestUpdate();
  }

  /** Lets the bank or the gateway ask, then reads what came of it. */
  async step(): Promise<void> {
    const { setup } = this;
    const { billing } = this.#host;
    if (setup === null || billing === null || this.busy) return;
    this.#update(true, null);
    try {
      if (setup.action?.kind === 'redirect') this.#leave(setup);
      else await this.#take(billing, setup);
    } catch (error) {
      this.problem = { title: setupWords.stepFailed(), text: explained(asBillingError(error)) };
    } finally {
      this.#update(false, this.problem);
    }
  }

  async #take(billing: Billing, { setupId, pluginId, action }: BillingAccountSetup): Promise<void> {
    const { gateway, methods, mayLeave } = this.#parts;
    const method = methodOfCharge(methods(), { pluginId });
    const end = await takeStep(action, { gateway, method, mayLeave });
    if (end === 'left') return;
    // Who gave up may have confirmed all the same: the gateway knows.
    const command = { commandId: crypto.randomUUID(), setupId };
    const setup = await billing.billingAccounts.resume(command);
    this.took(setup);
    if (setup.state !== 'action_required') return;
    this.problem = { title: setupWords.notFinished(), text: setupWords.notFinishedText() };
  }

  #leave({ setupId, action }: BillingAccountSetup): void {
    if (action?.kind !== 'redirect') return;
    noteInTab('setup', setupId);
    leave(action, this.#parts.mayLeave);
  }

  /** Shows what came by itself: it is said, but the focus stays where the client is. */
  #heard(setup: BillingAccountSetup): void {
    if (this.setup?.state !== setup.state) {
      this.#parts.live.announce(setupTitle(setup));
      if (this.#host.matches(':focus-within')) this.#parts.focus();
    }
    this.#show(setup);
  }

  #show(setup: BillingAccountSetup): void {
    const before = this.setup?.state;
    this.setup = setup;
    this.problem = null;
    void this.#parts.gateway.use(null);
    this.#poll.follow(setup);
    this.#host.requestUpdate();
    const { billingAccountId, state } = setup;
    if (state !== 'succeeded' || before === state || billingAccountId === null) return;
    this.#parts.live.announce(setupTitle(setup));
    void this.#name(billingAccountId);
    this.#parts.kept(billingAccountId);
  }

  /** What it is called is a help: without it the result is told all the same. */
  async #name(billingAccountId: string): Promise<void> {
    try {
      const row = await this.#host.billing?.billingAccounts.get({ billingAccountId });
      this.label = row?.label ?? '';
      this.#host.requestUpdate();
    } catch {
      this.label = '';
    }
  }

  #update(busy: boolean, problem: Problem | null): void {
    this.busy = busy;
    this.problem = problem;
    this.#host.requestUpdate();
  }
}
