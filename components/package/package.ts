import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PackageView } from '../../src/contract/packages.ts';
import { RackrateElement } from '../internal/element.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { openLink } from '../internal/link.ts';
import { Load } from '../internal/load.ts';
import { PanelSignIn } from '../internal/panel-sign-in.ts';
import { explained } from '../internal/problems.strings.ts';
import { property } from '../internal/property.ts';
import { errorState, referenceOf, signedOutState, skeletonRows } from '../internal/states.ts';
import { packageStatus } from '../internal/status-badge.ts';
import { type Direction, packageActions } from './actions.ts';
import { NextInvoice } from './next-invoice.ts';
import { strings } from './package.strings.ts';
import { styles } from './package.styles.ts';
import { addOnTable, changeText, changeTitle, packageFacts, panelOptions } from './parts.ts';

/** Detail of `rr-change-plan`. */
export interface ChangePlanDetail {
  readonly packageId: string;
  readonly direction: Direction;
}

/** Detail of `rr-panel-sign-in`. */
export interface PanelSignInDetail {
  /** Valid once and for a short time. */
  readonly url: string;
}

/**
 * One package: price, period, add-ons, panel options, and Panel login (SPEC 5.8, 5.9).
 *
 * @summary A package, with Panel login.
 * @attr {string} package-id - The package to show.
 * @attr {string} invoice-href - Address of an invoice with `{id}`.
 * @attr {string} list-href - Address of the list of packages; left out: there is no link back.
 * @attr {string} change-href - Address of a change with `{id}` and `{direction}`, which is
 *   `upgrade` or `downgrade`.
 * @attr {string} cancel-href - Address where a package is canceled, with `{id}`.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<PanelSignInDetail>} rr-panel-sign-in - A one-time address of the panel is
 *   there; cancelable: when prevented, the host opens it.
 * @event {CustomEvent<{ invoiceId: string }>} rr-open-invoice - The open invoice was chosen;
 *   cancelable.
 * @event {CustomEvent<ChangePlanDetail>} rr-change-plan - Upgrade or Downgrade was chosen;
 *   cancelable.
 * @event {CustomEvent<{ packageId: string }>} rr-cancel-package - Cancel was chosen; cancelable.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @slot actions - More actions before Panel login.
 * @csspart base - The widget.
 * @csspart head - Title, status and actions.
 * @csspart title - The name.
 * @csspart actions - The actions of the head.
 * @csspart banner - What the status means, and the invoice that is waited for.
 * @csspart facts - Price, period and dates.
 * @csspart addons - The add-ons.
 * @csspart panel-options - Server group, control panel, plan there and user name.
 * @csspart next-invoice - Whether it will be invoiced, when and for how much.
 * @csspart table - The table of add-ons.
 * @csspart row - A row of it.
 * @csspart status - The status.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the package is awaited.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackratePackage extends RackrateElement {
  static override readonly widget: string = 'package';

  static override readonly styles: CSSResultGroup = styles;

  readonly #package: Load<PackageView> = new Load<PackageView>(this, (billing, signal) =>
    billing.packages.get({ packageId: this.packageId }, { signal }),
  );

  readonly #next: NextInvoice = new NextInvoice(this);

  /** The id that was asked for last. */
  #asked = '';

  readonly #panel: PanelSignIn = new PanelSignIn(this, (url) => {
    const detail: PanelSignInDetail = { url };
    return this.emit('rr-panel-sign-in', detail, { cancelable: true });
  });

  /** The package to show. */
  @property({ attribute: 'package-id' })
  packageId: string = '';

  /** Address of an invoice with `{id}`. */
  @property({ attribute: 'invoice-href' })
  invoiceHref: string = '';

  /** Address of the list of packages. */
  @property({ attribute: 'list-href' })
  listHref: string = '';

  /** Address of a change with `{id}` and `{direction}`. */
  @property({ attribute: 'change-href' })
  changeHref: string = '';

  /** Address where a package is canceled, with `{id}`. */
  @property({ attribute: 'cancel-href' })
  cancelHref: string = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The provider may have been there first, and what it asked for is on its way.
    if (!changed.has('packageId') || this.packageId === this.#asked) return;
    this.#panel.forget();
    this.#package.set(undefined);
    this.load();
  }

  protected override load(): void {
    this.#asked = this.packageId;
    if (this.packageId !== '') void this.#package.run();
  }

  protected override render(): TemplateResult {
    return html`<div class="rr" part="base">${this.#renderBody()}</div>`;
  }

  #renderBody(): unknown {
    const { value, error, slow, signedOut } = this.#package;
    const level = this.headingLevel;
    if (signedOut) return html`<section class="rr-panel">${signedOutState(level)}</section>`;
    if (error !== null) {
      const retry = error.code === 'not_found' ? null : (): void => void this.#package.run();
      return html`<section class="rr-panel">
        ${errorState({ title: strings.failed(), error, level, retry })}
      </section>`;
    }
    if (value !== undefined) return this.#renderPackage(value);
    if (!slow) return nothing;
    return html`<section class="rr-panel" aria-busy="true">
      ${skeletonRows(5, strings.loading())}
    </section>`;
  }

  #renderPackage(view: PackageView): TemplateResult {
    return html`<article
      class="rr-stack"
      aria-labelledby="title"
      aria-busy=${this.#package.busy ? 'true' : nothing}
    >
      ${this.#renderHead(view)} ${this.#renderSignInError()} ${this.#renderNote(view)}
      ${this.#renderChange(view)}
      <section class="rr-panel" part="facts" aria-label=${strings.facts()}>
        <div class="rr-panel__body rr-panel__body--only">${packageFacts(view, this.format)}</div>
      </section>
      ${this.#renderColumns(view)} ${this.#next.render(view, this.headingLevel + 1)}
    </article>`;
  }

  #renderHead(view: PackageView): TemplateResult {
    return html`<header class="rr-head" part="head">
      <div class="rr-head__main">
        ${
          this.listHref === ''
            ? nothing
            : html`<a class="rr-back" href=${this.listHref}
                >${icon(icons.back, undefined, true)}${strings.back()}</a
              >`
        }
        <div class="rr-head__line">
          ${heading(this.headingLevel, view.name, { id: 'title', look: 'title' })}
          ${packageStatus(view.status)}
        </div>
      </div>
      <div class="rr-actions rr-actions--fill" part="actions">
        <slot name="actions"></slot>
        ${packageActions({
          view,
          changeHref: this.changeHref,
          cancelHref: this.cancelHref,
          change: (detail) => this.emit('rr-change-plan', detail, { cancelable: true }),
          cancel: (packageId) =>
            this.emit('rr-cancel-package', { packageId }, { cancelable: true }),
        })}
        ${view.canSignIn ? this.#renderSignIn() : nothing}
      </div>
    </header>`;
  }

  #renderSignIn(): TemplateResult {
    const busy = this.#panel.opening !== null;
    return html`<button
      class="rr-btn rr-btn--primary"
      type="button"
      aria-busy=${busy ? 'true' : nothing}
      aria-disabled=${busy ? 'true' : nothing}
      @click=${() => this.#panel.open(this.packageId)}
    >
      ${busy ? icon(icons.renew) : icon(icons.external, undefined, true)}
      ${busy ? strings.signingIn() : strings.panelSignIn()}
    </button>`;
  }

  #renderSignInError(): TemplateResult | typeof nothing {
    const error = this.#panel.problem;
    if (error === null) return nothing;
    return html`<div class="rr-banner rr-banner--bad" part="error" role="alert">
      ${icon(icons.alert)}
      <div>
        <p class="rr-banner__title">${strings.signInFailed()}</p>
        <p>${explained(error)} ${referenceOf(error)}</p>
      </div>
    </div>`;
  }

  /** What the status means, and the invoice that a Pending package waits for. */
  #renderNote(view: PackageView): TemplateResult | typeof nothing {
    const { openInvoice, statusNote } = view;
    if (openInvoice === null && statusNote === null) return nothing;
    const look = view.status === 'suspended' || view.status === 'failed' ? 'bad' : 'plain';
    const words = view.status === 'pending' ? strings.waitsFor : strings.isOpen;
    const title = openInvoice === null ? null : words(openInvoice.number);
    return html`<div class="rr-banner rr-banner--inline rr-banner--${look}" part="banner">
      ${icon(look === 'bad' ? icons.alert : icons.clock)}
      <div>
        ${title === null ? nothing : html`<p class="rr-banner__title">${title}</p>`}
        <p>${statusNote ?? strings.waitsForText()}</p>
      </div>
      ${openInvoice === null ? nothing : this.#renderInvoiceLink(openInvoice)}
    </div>`;
  }

  /** The plan that it changes to, and what that waits for. */
  #renderChange(view: PackageView): TemplateResult | typeof nothing {
    const { pendingChange, openInvoice, cycle } = view;
    if (pendingChange === null) return nothing;
    const { invoice } = pendingChange;
    const shown = invoice === null || invoice.invoiceId === openInvoice?.invoiceId;
    return html`<div class="rr-banner rr-banner--inline rr-banner--plain" part="banner">
      ${icon(icons.clock)}
      <div>
        <p class="rr-banner__title">${changeTitle(pendingChange, cycle)}</p>
        <p>${changeText(pendingChange, this.format)}</p>
      </div>
      ${shown ? nothing : this.#renderInvoiceLink(invoice)}
    </div>`;
  }

  #renderInvoiceLink(invoice: NonNullable<PackageView['openInvoice']>): TemplateResult {
    const { invoiceId } = invoice;
    return html`<div class="rr-banner__actions">
      ${openLink({
        pattern: this.invoiceHref,
        id: invoiceId,
        text: strings.openInvoice(),
        open: () => this.emit('rr-open-invoice', { invoiceId }, { cancelable: true }),
      })}
    </div>`;
  }

  #renderColumns(view: PackageView): TemplateResult | typeof nothing {
    const addOns = view.addOns.length === 0 ? nothing : this.#renderAddOns(view);
    const options = view.panelOptions === null ? nothing : this.#renderPanelOptions(view);
    if (addOns === nothing && options === nothing) return nothing;
    if (addOns === nothing || options === nothing) return html`${addOns}${options}`;
    return html`<div class="rr-columns">${addOns}${options}</div>`;
  }

  #renderAddOns(view: PackageView): TemplateResult {
    return html`<section class="rr-panel" part="addons" aria-labelledby="add-ons">
      <div class="rr-panel__head">
        ${heading(this.headingLevel + 1, strings.addOns(), { id: 'add-ons' })}
      </div>
      ${addOnTable(view, this.format)}
    </section>`;
  }

  #renderPanelOptions(view: PackageView): TemplateResult | typeof nothing {
    if (view.panelOptions === null) return nothing;
    return html`<section class="rr-panel" part="panel-options" aria-labelledby="panel-options">
      <div class="rr-panel__head">
        ${heading(this.headingLevel + 1, strings.panelOptions(), { id: 'panel-options' })}
      </div>
      <div class="rr-panel__body">${panelOptions(view.panelOptions)}</div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-package': RackratePackage;
  }
}
