import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { CatalogView } from '../../src/contract/catalog.ts';
import type { ChangeResult, ChangeWish } from '../../src/contract/changes.ts';
import type {
  AddOnOfferView,
  PackageChangeView,
  PackageView,
} from '../../src/contract/packages.ts';
import { ConfirmDialog } from '../internal/confirm-dialog.ts';
import { RackrateElement } from '../internal/element.ts';
import { heading } from '../internal/heading.ts';
import { hrefOf } from '../internal/link.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { Load } from '../internal/load.ts';
import { property, state } from '../internal/property.ts';
import { errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import { quoteWords, strings } from './change-plan.strings.ts';
import { styles } from './change-plan.styles.ts';
import { Changing } from './changing.ts';
import { confirmText } from './confirm-text.ts';
import { addOnSection, type OfferView, planSection } from './offers.ts';
import { changeHead, noOffer, problemBanner } from './parts.ts';
import { type ChangeActions, changeResult, pendingBanner, resultTitle } from './pending.ts';
import { quotePanel } from './quote.ts';
import { ChangeQuoting } from './quoting.ts';
import {
  addOnWish,
  type Direction,
  firstCycle,
  offerOf,
  productOf,
  type Quantities,
} from './wishes.ts';

/** Detail of `rr-package-changed`. */
export interface PackageChangedDetail {
  readonly packageId: string;
  readonly change: PackageChangeView;
}

const nothingChosen: Quantities = new Map();

/**
 * Upgrade or downgrade of a package: another plan or cycle, or other add-ons, each by a quote that
 * says every line, what is due and what follows (SPEC 5.10 to 5.19).
 *
 * @summary Perform upgrade and Adjust add-ons, with a quote.
 * @attr {string} package-id - The package to change.
 * @attr {'upgrade' | 'downgrade'} direction - What is offered; `upgrade` when left out.
 * @attr {string} package-href - Address of a package with `{id}`.
 * @attr {string} invoice-href - Address of an invoice with `{id}`.
 * @attr {string} pay-href - Address where an invoice is paid, with `{id}`; it is opened when a
 *   change waits for its payment and no listener prevented `rr-pay`.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<PackageChangedDetail>} rr-package-changed - A change was made or taken back.
 * @event {CustomEvent<{ invoiceIds: string[] }>} rr-pay - The invoice of a change is to be paid;
 *   cancelable.
 * @event {CustomEvent<{ invoiceId: string }>} rr-open-invoice - An invoice was chosen; cancelable.
 * @event {CustomEvent<{ packageId: string }>} rr-open-package - The package was chosen; cancelable.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart head - Title and the present plan.
 * @csspart title - The title.
 * @csspart banner - A change that waits, or what stands in the way.
 * @csspart plans - The section Packages.
 * @csspart plan - A plan.
 * @csspart cycle - The choice of the billing cycle.
 * @csspart addons - The section Add-ons.
 * @csspart quote - The quote.
 * @csspart why - The explanation of an amount.
 * @csspart result - What came of the change.
 * @csspart dialog - The question before a change is taken back.
 * @csspart errors - What went wrong with a change.
 * @csspart empty - Nothing is offered.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the package is awaited.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackrateChangePlan extends RackrateElement {
  static override readonly widget: string = 'change-plan';

  static override readonly styles: CSSResultGroup = styles;

  readonly #package: Load<PackageView> = new Load<PackageView>(this, (billing, signal) =>
    billing.packages.get({ packageId: this.packageId }, { signal }),
  );

  /** Prices and features are an extra: without them the offers show all the same. */
  readonly #catalog: Load<CatalogView> = new Load<CatalogView>(this, (billing, signal) =>
    billing.catalog.get({}, { signal }),
  );

  readonly #quoting: ChangeQuoting = new ChangeQuoting(this, () =>
    this.#live.announce(quoteWords.changed()),
  );

  readonly #live: LiveRegion = new LiveRegion(this);

  readonly #dialog: ConfirmDialog = new ConfirmDialog(this);

  readonly #changing: Changing = new Changing(this, this.#dialog, {
    packageId: () => this.packageId,
    done: (result) => this.#took(result),
    stale: () => this.#renew(),
    outdated: () => void this.#package.run(),
  });

  #asked = '';

  /** What gets the focus when it is there. */
  #focusNext: '#quote' | '#result' | null = null;

  @state()
  protected cycle: string = '';

  @state()
  protected chosen: Quantities = nothingChosen;

  @state()
  protected openLine: string | null = null;

  /** The package to change. */
  @property({ attribute: 'package-id' })
  packageId: string = '';

  /** What is offered. */
  @property()
  direction: string = 'upgrade';

  /** Address of a package with `{id}`. */
  @property({ attribute: 'package-href' })
  packageHref: string = '';

  /** Address of an invoice with `{id}`. */
  @property({ attribute: 'invoice-href' })
  invoiceHref: string = '';

  /** Address where an invoice is paid, with `{id}`. */
  @property({ attribute: 'pay-href' })
  payHref: string = '';

  get #direction(): Direction {
    return this.direction === 'downgrade' ? 'downgrade' : 'upgrade';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const turned = changed.has('direction') && this.hasUpdated;
    const another = changed.has('packageId') && this.packageId !== this.#asked;
    if (!turned && !another) return;
    this.#reset();
    if (!another) return;
    this.#package.set(undefined);
    this.load();
  }

  protected override updated(): void {
    const next = this.#focusNext;
    const target = next === null ? null : this.renderRoot.querySelector<HTMLElement>(next);
    if (target === null) return;
    this.#focusNext = null;
    target.focus();
  }

  protected override load(): void {
    this.#asked = this.packageId;
    if (this.packageId === '') return;
    void this.#package.run();
    if (this.#catalog.value === undefined) void this.#catalog.run();
  }

  #reset(): void {
    this.#forget();
    this.#changing.reset();
  }

  #forget(): void {
    this.#quoting.drop();
    this.cycle = '';
    this.chosen = nothingChosen;
    this.openLine = null;
  }

  async #ask(wish: ChangeWish | null): Promise<void> {
    if (wish === null || this.#changing.busy) return;
    this.#changing.problem = null;
    this.openLine = null;
    await this.#quoting.ask(wish);
    const { quote, wish: asked } = this.#quoting;
    if (asked !== wish) return;
    this.#focusNext = '#quote';
    this.requestUpdate();
    if (quote !== undefined) this.#live.announce(confirmText(quote, this.format));
  }

  #chooseQuantity({ addOnId, quantity }: AddOnOfferView, wanted: number): void {
    const chosen = new Map(this.chosen);
    if (wanted === quantity) chosen.delete(addOnId);
    else chosen.set(addOnId, wanted);
    this.chosen = chosen;
    // A quote of other add-ons than those that show would mislead.
    if (this.#quoting.wish?.addOns !== undefined) this.#quoting.drop();
  }

  #confirm(): void {
    const { quote, busy } = this.#quoting;
    if (quote === undefined || busy) return;
    void this.#changing.redeem(quote, this.#quoting.commandId(quote));
  }

  /** A quote that no longer holds is replaced, and never redeemed unseen. */
  async #renew(): Promise<void> {
    const differs = await this.#quoting.again();
    if (!differs && this.#quoting.error === null) this.#quoting.notice = 'renewed';
    this.#focusNext = '#quote';
    this.#live.announce(differs ? quoteWords.changed() : quoteWords.renewed());
  }

  #took(result: ChangeResult): void {
    const { change, hostingPackage } = result;
    this.#forget();
    this.#package.set(hostingPackage);
    this.#focusNext = '#result';
    this.#live.announce(resultTitle(result, this.format));
    const detail: PackageChangedDetail = { packageId: hostingPackage.packageId, change };
    this.emit('rr-package-changed', detail);
    this.context?.refresh.notify();
    const { state: to, invoice } = change;
    if (to === 'awaiting_payment' && invoice !== null) this.#pay(invoice.invoiceId);
  }

  #pay(invoiceId: string): void {
    const mine = this.emit('rr-pay', { invoiceIds: [invoiceId] }, { cancelable: true });
    if (mine && this.payHref !== '') location.assign(hrefOf(this.payHref, invoiceId));
  }

  protected override render(): TemplateResult {
    return html`<div class="rr" part="base">
      ${this.#live.render()} ${this.#renderBody()} ${this.#dialog.render()}
    </div>`;
  }

  #renderBody(): unknown {
    const { value, error, slow, signedOut } = this.#package;
    const level = this.headingLevel;
    if (signedOut) return html`<section class="rr-panel">${signedOutState(level)}</section>`;
    // What came of a change stays, though the package could not be loaded again.
    if (error !== null && this.#changing.result === null) {
      const retry = error.code === 'not_found' ? null : (): void => void this.#package.run();
      return html`<section class="rr-panel">
        ${errorState({ title: strings.failed(), error, level, retry })}
      </section>`;
    }
    if (value !== undefined) return this.#renderPackage(value);
    if (!slow) return nothing;
    return html`<section class="rr-panel" aria-busy="true">
      ${skeletonRows(4, strings.loading())}
    </section>`;
  }

  #renderPackage(view: PackageView): TemplateResult {
    const result = this.#changing.shown(view);
    return html`<div class="rr-stack">
      ${this.#renderHead(view)} ${problemBanner(this.#changing.problem)}
      ${
        result === null
          ? this.#renderOffer(view)
          : changeResult({
              result,
              format: this.format,
              level: this.headingLevel + 1,
              actions: this.#actions(),
            })
      }
    </div>`;
  }

  #renderHead(view: PackageView): TemplateResult {
    const { packageId } = view;
    return changeHead({
      view,
      direction: this.#direction,
      level: this.headingLevel,
      format: this.format,
      packageHref: this.packageHref,
      open: () => this.emit('rr-open-package', { packageId }, { cancelable: true }),
    });
  }

  #actions(): ChangeActions {
    return {
      busy: this.#changing.busy,
      invoiceHref: this.invoiceHref,
      openInvoice: (invoiceId) => this.emit('rr-open-invoice', { invoiceId }, { cancelable: true }),
      pay: (invoiceId) => this.#pay(invoiceId),
      takeBack: (change) => void this.#changing.takeBack(change),
    };
  }

  #renderOffer(view: PackageView): TemplateResult {
    const { pendingChange } = view;
    const offer = offerOf(view, this.#direction);
    const waits = pendingChange?.state === 'awaiting_payment';
    const level = this.headingLevel + 1;
    const none = (): TemplateResult => noOffer(view, this.#direction, level, this.format);
    const offered = offer === null ? none() : this.#renderForms(view, offer);
    return html`${
      pendingChange === null ? nothing : pendingBanner(pendingChange, this.format, this.#actions())
    }
    ${waits ? nothing : offered}`;
  }

  #renderForms(view: PackageView, offer: OfferView['offer']): TemplateResult {
    const options = this.#offerView(view, offer);
    return html`<div class="rr-columns">
      <div class="rr-stack" part="form">${planSection(options)} ${addOnSection(options)}</div>
      <aside class="rr-columns__aside--stick" aria-label=${quoteWords.title()}>
        ${this.#quoting.wish === null ? this.#renderHint() : this.#renderQuote()}
      </aside>
    </div>`;
  }

  #offerView(view: PackageView, offer: OfferView['offer']): OfferView {
    const { packageId } = view;
    const cycle = this.cycle === '' ? firstCycle(offer, view.cycle) : this.cycle;
    return {
      view,
      offer,
      direction: this.#direction,
      product: productOf(this.#catalog.value, view),
      format: this.format,
      level: this.headingLevel + 1,
      busy: this.#changing.busy,
      cycle,
      chooseCycle: (chosen) => {
        this.cycle = chosen;
      },
      perform: (planId) => void this.#ask({ packageId, planId, cycle }),
      chosen: this.chosen,
      choose: (addOn, quantity) => this.#chooseQuantity(addOn, quantity),
      adjust: () => void this.#ask(addOnWish(packageId, this.chosen)),
    };
  }

  #renderHint(): TemplateResult {
    return html`<section class="rr-panel" part="quote">
      <div class="rr-panel__head">${heading(this.headingLevel + 1, quoteWords.title())}</div>
      <p class="rr-panel__body rr-muted">${quoteWords.hint()}</p>
    </section>`;
  }

  #renderQuote(): TemplateResult {
    const { quote, error, busy, notice } = this.#quoting;
    const { invoiceHref, openInvoice, pay } = this.#actions();
    return quotePanel({
      quote,
      error,
      quoting: busy,
      notice,
      busy: this.#changing.busy,
      format: this.format,
      level: this.headingLevel + 1,
      open: this.openLine,
      toggle: (id) => {
        this.openLine = this.openLine === id ? null : id;
      },
      retry: () => void this.#quoting.again(),
      confirm: () => this.#confirm(),
      invoiceHref,
      openInvoice,
      pay,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-change-plan': RackrateChangePlan;
  }
}
