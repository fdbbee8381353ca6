import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { RoutingView } from '../../src/contract/billing-accounts.ts';
import type { BillingError } from '../../src/errors.ts';
import { accountWords } from '../billing-account-list/account.strings.ts';
import { expiryBanners } from '../billing-account-list/parts.ts';
import { RackrateElement } from '../internal/element.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { asBillingError, Load } from '../internal/load.ts';
import { explained } from '../internal/problems.strings.ts';
import { property, state } from '../internal/property.ts';
import {
  emptyState,
  errorState,
  referenceOf,
  signedOutState,
  skeletonRows,
} from '../internal/states.ts';
import { type FallbackActions, fallbackPanel } from './fallback.ts';
import { strings } from './routing.strings.ts';
import { styles } from './routing.styles.ts';
import { RoutingSaving } from './saving.ts';
import { routingTable } from './table.ts';
import { countChanges, fallbackOf, movedTo, noWish, type Wish } from './wish.ts';

/**
 * Who pays what: each package with the accounts that are charged for it in order, when it renews
 * and whether its account ends before; and which accounts step in (SPEC 8.8, 9.9, 19.6).
 *
 * @summary Which account pays what, and what steps in.
 * @attr {string} client-id - For operators: of which client; left out: of who is signed in.
 * @attr {string} list-href - Address of the list of accounts; left out: there is no link back.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent} rr-routing-saved - It is saved who pays what.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart head - Title and the way back.
 * @csspart title - The title.
 * @csspart expiring - What an account that expires will hit.
 * @csspart table - The table of packages.
 * @csspart row - A row.
 * @csspart input - The choice of who pays a package.
 * @csspart chain - The accounts that are charged for a package, in order.
 * @csspart fallback - The accounts that step in.
 * @csspart step - One of them.
 * @csspart actions - What is not saved yet, discard and save.
 * @csspart errors - What was not saved.
 * @csspart toast - What was done.
 * @csspart status - That an account expires, or a payer is changed.
 * @csspart empty - The empty state.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while it is awaited.
 * @cssproperty --rr-accent - The one accent.
 * @cssproperty --rr-density - Height of rows; 1 when left out.
 */
export class RackrateRouting extends RackrateElement {
  static override readonly widget: string = 'routing';

  static override readonly styles: CSSResultGroup = styles;

  readonly #view: Load<RoutingView> = new Load<RoutingView>(this, (billing, signal) =>
    billing.billingAccounts.routing(this.#client(), { signal }),
  );

  readonly #live: LiveRegion = new LiveRegion(this);
  readonly #saving: RoutingSaving = new RoutingSaving();
  #asked: string | null = null;
  #focusNext = '';
  #telling = false;

  @state()
  protected wish: Wish = noWish;

  @state()
  protected busy: boolean = false;

  @state()
  protected problem: BillingError | null = null;

  @state()
  protected done: string = '';

  @state()
  protected dragged: string | null = null;

  /** For operators: of which client; they see it, and change nothing (SPEC 9.1). */
  @property({ attribute: 'client-id' })
  clientId: string = '';

  /** Address of the list of accounts. */
  @property({ attribute: 'list-href' })
  listHref: string = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('clientId') || this.#asked === null || this.#asked === this.clientId) return;
    this.#view.set(undefined);
    this.wish = noWish;
    this.problem = null;
    this.done = '';
    this.load();
  }

  protected override updated(): void {
    if (this.#focusNext === '') return;
    const target = this.renderRoot.querySelector<HTMLElement>(this.#focusNext);
    this.#focusNext = '';
    target?.focus();
  }

  protected override load(): void {
    if (this.#telling) return;
    this.#asked = this.clientId;
    if (!this.dirty) void this.#view.run();
  }

  /** Whether something was changed that is not saved; other widgets' refreshes leave it alone. */
  get dirty(): boolean {
    return this.#changes > 0;
  }

  get #changes(): number {
    const view = this.#view.value;
    return view === undefined ? 0 : countChanges(view, this.wish);
  }

  #client(): { readonly clientId?: string } {
    return this.clientId === '' ? {} : { clientId: this.clientId };
  }

  #choose(packageId: string, payer: string | null): void {
    this.done = '';
    this.wish = { ...this.wish, payers: new Map([...this.wish.payers, [packageId, payer]]) };
  }

  #order(fallback: readonly string[], said: string): void {
    this.done = '';
    this.wish = { ...this.wish, fallback };
    this.#live.announce(said);
  }

  readonly #actions: FallbackActions = {
    move: (id, place, part) => {
      const order = movedTo(this.#fallback, id, place);
      const at = this.format.number(order.indexOf(id) + 1);
      this.#order(order, strings.moved(this.#label(id), at, this.format.number(order.length)));
      if (part !== null) this.#focusNext = `#${CSS.escape(`${part}-${id}`)}`;
    },
    add: (id) => {
      this.#order([...this.#fallback, id], strings.added(this.#label(id)));
      this.#focusNext = `#${CSS.escape(`drop-${id}`)}`;
    },
    drop: (id) => {
      const rest = this.#fallback.filter((one) => one !== id);
      this.#order(rest, strings.dropped(this.#label(id)));
      this.#focusNext = `#${CSS.escape(`add-${id}`)}`;
    },
    drag: (id) => {
      this.dragged = id;
    },
  };

  get #fallback(): readonly string[] {
    const view = this.#view.value;
    return view === undefined ? [] : fallbackOf(view, this.wish);
  }

  #label(id: string): string {
    const rows = this.#view.value?.accounts ?? [];
    return rows.find(({ billingAccountId }) => billingAccountId === id)?.label ?? '';
  }

  async #save(): Promise<void> {
    const { billing } = this;
    const view = this.#view.value;
    if (billing === null || view === undefined || this.busy || !this.dirty) return;
    this.busy = true;
    this.problem = null;
    this.done = '';
    try {
      this.#view.set(await this.#saving.save(billing, view, this.wish));
      this.wish = noWish;
      this.done = strings.saved();
      this.#live.announce(this.done);
      this.#focusNext = '#done';
      this.emit('rr-routing-saved');
    } catch (caught) {
      this.problem = asBillingError(caught);
      this.#focusNext = '#problem';
      // What was saved is so by now; the rest of the wish stays.
      await this.#readAgain();
    } finally {
      this.busy = false;
      this.#tellOthers();
    }
  }

  /** Without it what is shown is older; the next saving says so. */
  async #readAgain(): Promise<void> {
    try {
      const view = await this.billing?.billingAccounts.routing(this.#client());
      if (view !== undefined) this.#view.set(view);
    } catch {
      this.requestUpdate();
    }
  }

  #tellOthers(): void {
    this.#telling = true;
    this.context?.refresh.notify();
    this.#telling = false;
  }

  #discard(): void {
    this.wish = noWish;
    this.problem = null;
    this.done = strings.discarded();
    this.#live.announce(this.done);
    this.#focusNext = '#done';
  }

  protected override render(): TemplateResult {
    return html`<div class="rr" part="base">
      ${this.#live.render()}
      <div class="rr-stack">
        <header class="rr-head" part="head">
          <div class="rr-head__main">
            ${
              this.listHref === ''
                ? nothing
                : html`<a class="rr-back" href=${this.listHref}
                    >${icon(icons.back, undefined, true)}${strings.back()}</a
                  >`
            }
            ${heading(this.headingLevel, strings.title(), { id: 'title', look: 'title' })}
          </div>
        </header>
        ${this.#renderBody()}
      </div>
    </div>`;
  }

  #renderBody(): unknown {
    const { value, error, slow, signedOut } = this.#view;
    const level = this.headingLevel + 1;
    const panel = (content: unknown): TemplateResult =>
      html`<section class="rr-panel" aria-labelledby="title">${content}</section>`;
    if (signedOut) return panel(signedOutState(level));
    if (error !== null && !this.dirty) {
      const retry = (): void => this.load();
      return panel(errorState({ title: strings.failed(), error, level, retry }));
    }
    if (value === undefined) return slow ? panel(skeletonRows(4, strings.loading())) : nothing;
    return this.#renderView(value);
  }

  #renderView(view: RoutingView): TemplateResult {
    const { wish, format, busy } = this;
    const level = this.headingLevel + 1;
    const edits = this.clientId === '';
    const paidByDefault = view.packages.filter(({ billingAccountId }) => billingAccountId === null);
    const [title, text] = [strings.none(), strings.noneText()];
    const choose = (packageId: string, payer: string | null): void =>
      this.#choose(packageId, payer);
    return html`${this.#renderProblem()}
    ${expiryBanners({ rows: view.accounts, paidByDefault }, format)}
    ${
      view.packages.length === 0
        ? html`<section class="rr-panel">
            ${emptyState({ icon: icons.card, title, text, level })}
          </section>`
        : routingTable({ view, wish, format, level, edits, busy, choose })
    }
    ${fallbackPanel({
      view,
      order: this.#fallback,
      dragged: this.dragged,
      format,
      level,
      edits,
      actions: this.#actions,
    })}
    ${this.#renderBar()}`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { problem } = this;
    if (problem === null) return nothing;
    const stale = problem.code === 'stale_version';
    return html`<div
      class="rr-banner rr-banner--bad"
      part="errors"
      id="problem"
      role="alert"
      tabindex="-1"
    >
      ${icon(icons.alert)}
      <div>
        <p class="rr-banner__title">${strings.notSaved()}</p>
        <p>${stale ? accountWords.stale() : explained(problem)} ${referenceOf(problem)}</p>
        ${this.dirty ? html`<p>${strings.notSavedText()}</p>` : nothing}
      </div>
    </div>`;
  }

  #renderBar(): TemplateResult | typeof nothing {
    const { busy, done } = this;
    const changes = this.#changes;
    if (changes === 0) {
      return done === ''
        ? nothing
        : html`<div class="rr-toast rr-toast--good" part="toast" id="done" tabindex="-1">
            ${icon(icons.paid)}
            <p>${done}</p>
          </div>`;
    }
    return html`<div class="rr-bar" part="actions">
      <p>${strings.changes(changes, this.format.number(changes))}</p>
      <div class="rr-actions rr-actions--fill">
        <button
          class="rr-btn rr-btn--quiet"
          type="button"
          aria-disabled=${busy ? 'true' : nothing}
          @click=${() => !busy && this.#discard()}
        >
          ${strings.discard()}
        </button>
        <button
          class="rr-btn rr-btn--primary"
          type="button"
          id="save"
          aria-disabled=${busy ? 'true' : nothing}
          @click=${() => void this.#save()}
        >
          ${busy ? strings.saving() : strings.save()}
        </button>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-routing': RackrateRouting;
  }
}
