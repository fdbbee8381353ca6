import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Billing } from '../../src/billing.ts';
import type { PackageView } from '../../src/contract/packages.ts';
import { ConfirmDialog } from '../internal/confirm-dialog.ts';
import { RackrateElement } from '../internal/element.ts';
import { selectField, textField } from '../internal/field.ts';
import { type FieldErrors, FormController } from '../internal/form.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { openLink } from '../internal/link.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { asBillingError, Load } from '../internal/load.ts';
import { explained } from '../internal/problems.strings.ts';
import { property, state } from '../internal/property.ts';
import { errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import { type ReasonId, reasons, strings } from './cancel.strings.ts';
import { styles } from './cancel.styles.ts';
import { hasPeriodEnd } from './cancelable.ts';
import { outcome, outcomeTitle } from './outcome.ts';
import { effectPanel, effects, problemBanner, type When, whenChoice } from './parts.ts';

/** Detail of `rr-package-canceled`. */
export interface PackageCanceledDetail {
  readonly packageId: string;
  /** The first day that it does not run any more; null: it was canceled now, or the end undone. */
  readonly cancelOn: string | null;
  readonly status: PackageView['status'];
}

type FieldId = 'reason' | 'details';

const labels = (): { readonly [Field in FieldId]: string } => ({
  reason: strings.reason(),
  details: strings.details(),
});

/**
 * Cancels a package now or at the end of its period, with a reason, and undoes that until it takes
 * effect (SPEC 5.21).
 *
 * @summary Cancel a package.
 * @attr {string} package-id - The package to cancel.
 * @attr {string} package-href - Address of a package with `{id}`.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<PackageCanceledDetail>} rr-package-canceled - It was canceled, or that was
 *   undone.
 * @event {CustomEvent<{ packageId: string }>} rr-open-package - The package was chosen; cancelable.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart head - The title.
 * @csspart title - The title.
 * @csspart when - The choice of when it ends.
 * @csspart effects - What happens.
 * @csspart cancel - The button that cancels.
 * @csspart dialog - The question before it.
 * @csspart result - When it ends, or that it is canceled.
 * @csspart errors - What went wrong.
 * @csspart empty - It cannot be canceled.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the package is awaited.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackrateCancel extends RackrateElement {
  static override readonly widget: string = 'cancel';

  static override readonly styles: CSSResultGroup = styles;

  readonly #package: Load<PackageView> = new Load<PackageView>(this, (billing, signal) =>
    billing.packages.get({ packageId: this.packageId }, { signal }),
  );

  readonly #form: FormController<FieldId> = new FormController<FieldId>(this, labels);

  readonly #live: LiveRegion = new LiveRegion(this);

  readonly #dialog: ConfirmDialog = new ConfirmDialog(this);

  #asked = '';

  #focusResult = false;

  /** Kept until there was an answer, so that a command sent twice is one. */
  #command: { readonly content: string; readonly commandId: string } | null = null;

  @state()
  protected when: When | null = null;

  @state()
  protected busy: boolean = false;

  @state()
  protected problem: { readonly title: string; readonly text: string } | null = null;

  /** Whether the cancellation was just undone. */
  @state()
  protected undone: boolean = false;

  /** The package to cancel. */
  @property({ attribute: 'package-id' })
  packageId: string = '';

  /** Address of a package with `{id}`. */
  @property({ attribute: 'package-href' })
  packageHref: string = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('packageId') || this.packageId === this.#asked) return;
    this.#package.set(undefined);
    this.#form.reset();
    this.when = null;
    this.problem = null;
    this.undone = false;
    this.load();
  }

  protected override updated(): void {
    if (!this.#focusResult) return;
    const result = this.renderRoot.querySelector<HTMLElement>('#result');
    if (result === null) return;
    this.#focusResult = false;
    result.focus();
  }

  protected override load(): void {
    this.#asked = this.packageId;
    if (this.packageId !== '') void this.#package.run();
  }

  #whenOf(view: PackageView): When {
    if (!hasPeriodEnd(view)) return 'now';
    return this.when ?? 'period-end';
  }

  #check(): FieldErrors<FieldId> {
    const reason = this.#form.value('reason');
    if (reason === '') return { reason: strings.missingReason() };
    const bare = reason === 'other' && this.#form.value('details').trim() === '';
    return bare ? { details: strings.missingDetails() } : {};
  }

  /** What the provider reads. */
  #reason(): string {
    const label = reasons[this.#form.value('reason') as ReasonId]();
    const details = this.#form.value('details').trim();
    return details === '' ? label : `${label}: ${details}`;
  }

  async #submit(event: Event, view: PackageView): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const when = this.#whenOf(view);
    const ready = await this.#form.submit(
      () => this.#check(),
      async () => true,
    );
    if (ready !== true || !(await this.#confirmed(view, when))) return;
    const { packageId } = this;
    const reason = this.#reason();
    await this.#run(`${packageId} ${when} ${reason}`, strings.couldNot(), (billing, commandId) =>
      billing.packages.cancel({ commandId, packageId, when, reason }),
    );
  }

  #confirmed(view: PackageView, when: When): Promise<boolean> {
    const { name } = view;
    const sentences = effects(view, when, this.format);
    return this.#dialog.ask({
      title: when === 'now' ? strings.askNow(name) : strings.askAtEnd(name),
      text: html`<ul class="rr-effects">
        ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
      </ul>`,
      action: when === 'now' ? strings.continueNow() : strings.continueAtEnd(),
      keep: strings.keep(name),
      danger: true,
    });
  }

  #undo(): Promise<void> {
    const { packageId } = this;
    return this.#run(`${packageId} undo`, strings.couldNotUndo(), (billing, commandId) =>
      billing.packages.undoCancel({ commandId, packageId }),
    );
  }

  async #run(
    content: string,
    failed: string,
    send: (billing: Billing, commandId: string) => Promise<PackageView>,
  ): Promise<void> {
    const { billing } = this;
    if (billing === null || this.busy) return;
    if (this.#command?.content !== content) {
      this.#command = { content, commandId: crypto.randomUUID() };
    }
    this.busy = true;
    this.problem = null;
    try {
      this.#took(await send(billing, this.#command.commandId));
    } catch (caught) {
      const error = asBillingError(caught);
      if (!error.mayRetry && error.code !== 'internal') this.#command = null;
      this.problem = { title: failed, text: explained(error) };
      if (error.code === 'invalid_transition') void this.#package.run();
    } finally {
      this.busy = false;
    }
  }

  #took(view: PackageView): void {
    this.#command = null;
    this.#package.set(view);
    this.undone = view.cancelOn === null && view.status !== 'canceled';
    this.#form.reset();
    this.#focusResult = true;
    this.#live.announce(outcomeTitle(view, this.undone, this.format));
    const { packageId, cancelOn, status } = view;
    const detail: PackageCanceledDetail = { packageId, cancelOn, status };
    this.emit('rr-package-canceled', detail);
    this.context?.refresh.notify();
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
    if (error !== null) {
      const retry = error.code === 'not_found' ? null : (): void => void this.#package.run();
      return html`<section class="rr-panel">
        ${errorState({ title: strings.failed(), error, level, retry })}
      </section>`;
    }
    if (value !== undefined) return this.#renderPackage(value);
    if (!slow) return nothing;
    return html`<section class="rr-panel" aria-busy="true">
      ${skeletonRows(3, strings.loading())}
    </section>`;
  }

  #renderPackage(view: PackageView): TemplateResult {
    return html`<div class="rr-stack">
      ${this.#renderHead(view)} ${this.problem === null ? nothing : problemBanner(this.problem)}
      ${this.#renderState(view)}
    </div>`;
  }

  #renderHead(view: PackageView): TemplateResult {
    const { domainName, packageId } = view;
    return html`<header class="rr-head" part="head">
      <div class="rr-head__main">
        ${openLink({
          pattern: this.packageHref,
          id: packageId,
          text: html`${icon(icons.back, undefined, true)}${strings.back()}`,
          look: this.packageHref === '' ? 'rr-linkbtn rr-back' : 'rr-back',
          open: () => this.emit('rr-open-package', { packageId }, { cancelable: true }),
        })}
        ${heading(this.headingLevel, strings.title(view.name), { id: 'title', look: 'title' })}
        ${
          domainName === null
            ? nothing
            : html`<p class="rr-muted"><bdi dir="ltr">${domainName}</bdi></p>`
        }
      </div>
    </header>`;
  }

  #renderState(view: PackageView): TemplateResult {
    const { undone, busy, format } = this;
    const undo = (): void => void this.#undo();
    const level = this.headingLevel + 1;
    const came = outcome({ view, undone, busy, format, level, undo });
    return came ?? this.#renderForm(view);
  }

  #renderForm(view: PackageView): TemplateResult {
    const when = this.#whenOf(view);
    return html`<form
      class="rr-stack"
      novalidate
      aria-labelledby="title"
      @submit=${(event: Event) => this.#submit(event, view)}
    >
      ${this.#form.renderSummary()}
      <div class="rr-columns">
        <div class="rr-stack">
          ${whenChoice({
            view,
            format: this.format,
            when,
            choose: (chosen) => {
              this.when = chosen;
            },
          })}
          <div class="rr-form">${this.#renderReason()}</div>
        </div>
        ${effectPanel(effects(view, when, this.format), this.headingLevel + 1)}
      </div>
      <div class="rr-actions rr-actions--fill">${this.#renderButton(when)}</div>
    </form>`;
  }

  #renderReason(): TemplateResult {
    const other = this.#form.value('reason') === 'other';
    return html`${selectField({
      ...this.#form.bind('reason'),
      label: strings.reason(),
      empty: strings.chooseReason(),
      width: 3,
      options: Object.entries(reasons).map(([value, label]) => ({ value, label: label() })),
    })}
    ${textField({
      ...this.#form.bind('details'),
      label: strings.details(),
      optional: !other,
      maxLength: 500,
    })}`;
  }

  #renderButton(when: When): TemplateResult {
    const text = when === 'now' ? strings.continueNow() : strings.continueAtEnd();
    return html`<button
      class="rr-btn rr-btn--danger"
      part="cancel"
      type="submit"
      aria-disabled=${this.busy ? 'true' : nothing}
      aria-busy=${this.busy ? 'true' : nothing}
    >
      ${this.busy ? html`${icon(icons.renew)}${strings.canceling()}` : text}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-cancel': RackrateCancel;
  }
}
