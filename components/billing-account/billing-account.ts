import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Billing } from '../../src/billing.ts';
import type { BillingAccountRow } from '../../src/contract/billing-accounts.ts';
import { RackrateElement } from '../internal/element.ts';
import { type FieldErrors, FormController } from '../internal/form.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { asBillingError, Load } from '../internal/load.ts';
import { property, state } from '../internal/property.ts';
import { errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import { takeFromTab } from '../internal/tab-note.ts';
import { GatewaySlot } from '../pay/gateway-slot.ts';
import { type Problem, problemBanner } from '../pay/parts.ts';
import { bankFields, bankInput, checkBank } from './bank.ts';
import { accountHead, actionBar, conflictBanner } from './bars.ts';
import { strings } from './billing-account.strings.ts';
import { styles } from './billing-account.styles.ts';
import { Keeping } from './keeping.ts';
import { type Entry, entryOf, type Opened, openAccount, pickables } from './opened.ts';
import { PackagePicker } from './picker.ts';
import { type AccountWish, Saving } from './saving.ts';
import { accountSections, restingPanel } from './sections.ts';
import { setupResult } from './setup-result.ts';
import {
  type AccountForm,
  type AccountId,
  type AccountValues,
  accountIds,
  labels,
  packageIds,
  paths,
  valuesOf,
} from './values.ts';

/** Detail of `rr-billing-account-saved`. */
export interface BillingAccountSavedDetail {
  readonly billingAccountId: string;
  /** Whether it was added by this. */
  readonly added: boolean;
}

/**
 * One billing account: its kind, the gateway's own fields, its owner, what it pays; without
 * `billing-account-id` a new one (SPEC 9.1 to 9.6). A card number is only ever in the gateway's
 * fields.
 *
 * @summary Edit or add a billing account.
 * @attr {string} billing-account-id - The account to edit; left out: a new one.
 * @attr {string} setup-id - A setup whose result is shown first, such as after a gateway's page.
 * @attr {string} list-href - Address of the list of accounts; left out: there is no link back.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<BillingAccountSavedDetail>} rr-billing-account-saved - The account is saved.
 * @event {CustomEvent<{ url: string }>} rr-redirect - A gateway's own page is to be opened;
 *   cancelable: when prevented, the host opens it.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot rr-gateway - The gateway's fields, put there by the widget itself.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart head - Title and the way back.
 * @csspart title - What the account is called.
 * @csspart form - The form.
 * @csspart section - A group of fields.
 * @csspart methods - The kinds of account.
 * @csspart bank - The fields of bank data, which the provider's key seals.
 * @csspart gateway - The frame around a gateway's own fields.
 * @csspart picker - The two lists of packages.
 * @csspart list - One of them.
 * @csspart moves - The buttons between them.
 * @csspart field - A field.
 * @csspart label - Its label.
 * @csspart input - Its input.
 * @csspart hint - Its hint.
 * @csspart errors - What has to be changed, or went wrong.
 * @csspart conflict - That the account was changed meanwhile.
 * @csspart actions - Cancel, discard and save.
 * @csspart result - How far the keeping of a method has come.
 * @csspart toast - What was done.
 * @csspart status - That the account expires.
 * @csspart empty - That there is nothing to choose from.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the account is awaited.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackrateBillingAccount extends RackrateElement {
  static override readonly widget: string = 'billing-account';

  static override readonly styles: CSSResultGroup = styles;

  readonly #opened: Load<Opened> = new Load<Opened>(this, (billing, signal) =>
    openAccount(billing, signal, this.billingAccountId),
  );

  readonly #form: AccountForm = new FormController(this, labels);
  readonly #live: LiveRegion = new LiveRegion(this);
  readonly #saving: Saving = new Saving();
  readonly #picker: PackagePicker = new PackagePicker(
    this,
    (text) => this.#live.announce(text),
    () => this.#form.set('packages', this.#picker.chosen.join()),
  );

  readonly #gateway: GatewaySlot = new GatewaySlot(
    this,
    () => this.#saving.forget(),
    () => ({ amount: null, save: true }),
  );

  readonly #keeping: Keeping = new Keeping(this, {
    gateway: this.#gateway,
    live: this.#live,
    methods: () => (this.#taken?.options.methods ?? []).map(({ method }) => method),
    mayLeave: (url) => this.emit('rr-redirect', { url }, { cancelable: true }),
    focus: () => {
      this.#focusNext = '#result';
    },
    kept: (billingAccountId) => this.#told({ billingAccountId, added: true }),
  });

  /** What was asked for last; null before the first time. */
  #asked: string | null = null;
  /** What the form was filled from, and with what. */
  #taken: Opened | undefined;
  #saved: AccountValues | null = null;
  #focusNext = '';
  #telling = false;

  @state()
  protected conflict: boolean = false;

  @state()
  protected problem: Problem | null = null;

  @state()
  protected done: string = '';

  /** The account to edit. */
  @property({ attribute: 'billing-account-id' })
  billingAccountId: string = '';

  /** A setup whose result is shown first. */
  @property({ attribute: 'setup-id' })
  setupId: string = '';

  /** Address of the list of accounts. */
  @property({ attribute: 'list-href' })
  listHref: string = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    const asks = changed.has('billingAccountId') || changed.has('setupId');
    if (asks && this.#asked !== null && this.#asked !== this.#what) this.#begin();
    const opened = this.#opened.value;
    if (opened !== undefined && opened !== this.#taken && !this.dirty) this.#take(opened);
  }

  protected override updated(): void {
    if (this.#keeping.setup === null) void this.#gateway.use(this.#entry.method);
    if (this.#focusNext === '') return;
    const target = this.renderRoot.querySelector<HTMLElement>(this.#focusNext);
    if (target === null) return;
    this.#focusNext = '';
    target.focus();
  }

  /** Whether something was changed that is not saved; other widgets' refreshes leave it alone. */
  get dirty(): boolean {
    const saved = this.#saved;
    return saved !== null && accountIds.some((id) => this.#form.value(id) !== saved[id]);
  }

  get #what(): string {
    return `${this.billingAccountId} ${this.setupId}`;
  }

  /** What is to be entered for the chosen kind. */
  get #entry(): Entry {
    return entryOf(this.#taken, this.#form.value('method'));
  }

  protected override load(): void {
    if (this.#telling) return;
    const first = this.#asked === null;
    this.#asked = this.#what;
    if (this.billingAccountId === '' && this.#keeping.setup === null) {
      const setupId = this.setupId || (first ? takeFromTab('setup') : null);
      if (setupId) this.#keeping.ask(setupId);
    }
    if (!this.dirty) void this.#opened.run();
  }

  /** Forgets what was there, for another account. */
  #begin(): void {
    this.#keeping.stop();
    this.#saved = null;
    this.#taken = undefined;
    this.#saving.forget();
    this.conflict = false;
    this.problem = null;
    this.done = '';
    this.#opened.set(undefined);
    this.load();
  }

  #take(opened: Opened): void {
    this.#taken = opened;
    this.#fill(valuesOf(opened));
  }

  #fill(values: AccountValues): void {
    this.#saved = values;
    this.#form.reset(values);
    if (this.#taken === undefined) return;
    this.#picker.fill(pickables(this.#taken), packageIds(this.#form));
  }

  /** What the answer of a command gave is newer than what could be asked for. */
  #told(detail: BillingAccountSavedDetail): void {
    this.emit('rr-billing-account-saved', detail);
    this.#telling = true;
    this.context?.refresh.notify();
    this.#telling = false;
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const { billing } = this;
    const opened = this.#taken;
    if (billing === null || opened === undefined || this.#form.busy) return;
    this.conflict = false;
    this.problem = null;
    this.done = '';
    const { account } = opened;
    const send = async (): Promise<void> =>
      account === null ? this.#add(billing) : this.#change(billing, opened, account);
    const { bank } = this.#entry;
    const check = (): FieldErrors<AccountId> =>
      bank === null ? {} : checkBank({ form: this.#form, ...bank });
    await this.#form.submit(check, send, paths);
  }

  get #wish(): AccountWish {
    return {
      ownerContactId: this.#form.value('owner'),
      packageIds: packageIds(this.#form),
      makeDefault: this.#form.value('default') !== '',
    };
  }

  async #add(billing: Billing): Promise<void> {
    const { bank, method } = this.#entry;
    const wish = {
      ...this.#wish,
      methodId: this.#form.value('method'),
      ...(bank === null ? {} : { bankAccount: bankInput({ form: this.#form, ...bank }) }),
    };
    const setup = await this.#saving.add(billing, wish, async () =>
      method !== null ? { gatewayData: await this.#gateway.confirm() } : {},
    );
    if (setup === null) return this.#unanswered();
    // Bank data is gone from the page as soon as it is taken.
    if (this.#saved !== null) this.#form.reset(this.#saved);
    this.#keeping.took(setup);
  }

  async #change(billing: Billing, opened: Opened, account: BillingAccountRow): Promise<void> {
    try {
      const row = await this.#saving.change(billing, account, this.#wish);
      if (row === null) this.#unanswered();
      else this.#keep(row, opened);
    } catch (caught) {
      if (asBillingError(caught).code !== 'stale_version') throw caught;
      this.conflict = true;
      this.#focusNext = '#conflict';
    }
  }

  #unanswered(): void {
    this.problem = { title: strings.unanswered(), text: strings.unansweredText() };
  }

  #keep(row: BillingAccountRow, opened: Opened): void {
    this.done = strings.saved(row.label);
    this.#live.announce(this.done);
    this.#saved = null;
    this.#opened.set({ ...opened, account: row });
    this.#told({ billingAccountId: row.billingAccountId, added: false });
    // What it took from others, and the default mark, is in their rows.
    void this.#opened.run();
  }

  #discard(): void {
    if (this.#saved === null) return;
    this.#fill(this.#saved);
    this.done = strings.discarded();
    this.#live.announce(this.done);
    this.#focusNext = '#save';
  }

  #loadAgain(): void {
    this.#saved = null;
    this.conflict = false;
    this.#focusNext = '#title';
    void this.#opened.run();
  }

  /** Back to the form, with a command of its own. */
  #again(): void {
    this.setupId = '';
    this.#asked = this.#what;
    this.#keeping.stop();
    this.#saved = null;
    this.#focusNext = '#title';
    void this.#opened.run();
  }

  protected override render(): TemplateResult {
    return html`<div class="rr" part="base">${this.#live.render()} ${this.#renderState()}</div>`;
  }

  #renderState(): unknown {
    const { error, slow, signedOut } = this.#opened;
    const level = this.headingLevel;
    if (this.#keeping.setup !== null) return this.#renderSetup();
    if (signedOut) return html`<section class="rr-panel">${signedOutState(level)}</section>`;
    if (error !== null && !this.dirty) {
      const retry = error.code === 'not_found' ? null : (): void => this.load();
      return html`<section class="rr-panel">
        ${errorState({ title: strings.failed(), error, level, retry })}
      </section>`;
    }
    if (this.#taken !== undefined) return this.#renderAccount(this.#taken);
    if (!slow) return nothing;
    return html`<section class="rr-panel" aria-busy="true">
      ${skeletonRows(6, strings.loading())}
    </section>`;
  }

  #renderSetup(): unknown {
    const { setup, label, busy, problem } = this.#keeping;
    if (setup === null) return nothing;
    const { headingLevel: level, listHref } = this;
    const actions = { step: () => void this.#keeping.step(), again: () => this.#again() };
    return html`<div class="rr-stack">
      ${problemBanner(problem)}
      ${setupResult({ setup, label, level, busy, listHref, actions })}
      <slot name="rr-gateway"></slot>
    </div>`;
  }

  #renderAccount(opened: Opened): TemplateResult {
    const resting = restingPanel(opened, this.headingLevel + 1);
    if (resting === null) return this.#renderForm(opened);
    return html`<div class="rr-stack">${accountHead(opened.account, this)} ${resting}</div>`;
  }

  #renderFields(): TemplateResult | typeof nothing {
    const { bank, method } = this.#entry;
    if (bank !== null) return bankFields({ form: this.#form, format: this.format, ...bank });
    if (method === null) return nothing;
    return html`<div class="rr-choice__body">${this.#gateway.render()}</div>`;
  }

  #renderForm(opened: Opened): TemplateResult {
    const { busy } = this.#form;
    return html`<form
      class="rr-stack"
      part="form"
      novalidate
      aria-labelledby="title"
      @submit=${(event: Event) => void this.#save(event)}
    >
      ${accountHead(opened.account, this)} ${this.#form.renderSummary()}
      ${problemBanner(this.problem)}
      ${this.conflict ? conflictBanner(() => this.#loadAgain()) : nothing}
      <div class="rr-panel">
        ${accountSections({
          form: this.#form,
          opened,
          picker: this.#picker,
          level: this.headingLevel + 1,
          choose: (methodId) => this.#form.set('method', methodId),
          body: this.#renderFields(),
        })}
        ${actionBar({
          busy,
          done: this.dirty ? '' : this.done,
          listHref: opened.account === null ? this.listHref : '',
          discard:
            opened.account !== null && this.dirty && !busy ? (): void => this.#discard() : null,
        })}
      </div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-billing-account': RackrateBillingAccount;
  }
}
