import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { BalancePage, BalanceRow, BookDates } from '../../src/contract/books.ts';
import { todayIn } from '../../src/rules/plain-date.ts';
import { RackrateElement } from '../internal/element.ts';
import { textField } from '../internal/field.ts';
import { FormController } from '../internal/form.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { filterSegment } from '../internal/list-view.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { Load } from '../internal/load.ts';
import { property, state } from '../internal/property.ts';
import { emptyState, errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import { describe } from '../internal/strings.ts';
import type { OpenInvoiceDetail } from '../invoice-list/invoice-list.ts';
import { presetWord, strings } from './balance-report.strings.ts';
import { styles } from './balance-report.styles.ts';
import { allRows, csvOf, fileName, saveFile } from './csv.ts';
import {
  balancesAround,
  closings,
  daysText,
  movements,
  type RowOptions,
  standing,
} from './parts.ts';
import { daysFrom, daysOf, faultsOf, type Preset, presets } from './period.ts';

type Field = 'from' | 'until';

const nothingYet: Pick<BalancePage, 'rows' | 'balances'> = { rows: [], balances: [] };

const faultWords = { not_a_date: strings.notADate, turned: strings.turned };

/**
 * Every invoice, payment, credit and refund of a client with the running balance, over any days,
 * and as CSV (SPEC 13.2).
 *
 * @summary The movements of the account with their running balance.
 * @attr {string} client-id - For operators: whose report; left out: that of who is signed in.
 * @attr {string} invoice-href - Address of an invoice with `{id}`, such as `#/invoices/{id}`.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<OpenInvoiceDetail>} rr-open-invoice - A document was chosen; cancelable.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart head - Title, what is owed, and the download.
 * @csspart title - The title.
 * @csspart actions - The download.
 * @csspart toolbar - The choice of days.
 * @csspart filters - Days that can be chosen at once.
 * @csspart form - The fields for the first and the last day.
 * @csspart balances - The balance before and after the days, where they have such an end.
 * @csspart table - The table.
 * @csspart row - A movement.
 * @csspart pager - How many movements show, and more of them.
 * @csspart errors - What is wrong with the days.
 * @csspart empty - The empty state.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the first page is awaited.
 * @cssproperty --rr-accent - The one accent.
 * @cssproperty --rr-density - Height of rows; 1 when left out.
 */
export class RackrateBalanceReport extends RackrateElement {
  static override readonly widget: string = 'balance-report';

  static override readonly styles: CSSResultGroup = styles;

  #days: BookDates = daysOf('months', today());

  readonly #report: Load<BalancePage> = new Load<BalancePage>(this, (billing, signal) =>
    billing.books.balanceReport(this.#input(), { signal }),
  );

  readonly #more: Load<BalancePage> = new Load<BalancePage>(this, (billing, signal) => {
    const cursor = this.#report.value?.next ?? '';
    return billing.books.balanceReport({ ...this.#input(), cursor }, { signal });
  });

  readonly #file: Load<readonly BalanceRow[] | null> = new Load<readonly BalanceRow[] | null>(
    this,
    (billing, signal) => allRows(billing, this.#input(), signal),
  );

  readonly #form: FormController<Field> = new FormController<Field>(
    this,
    () => ({ from: strings.from(), until: strings.until() }),
    { from: this.#days.from ?? '', until: '' },
  );

  readonly #live: LiveRegion = new LiveRegion(this);

  @state()
  protected preset: Preset | 'own' = 'months';

  /** For operators: whose report. */
  @property({ attribute: 'client-id' })
  clientId: string = '';

  /** Address of an invoice with `{id}`; left out: a button that only sends the event. */
  @property({ attribute: 'invoice-href' })
  invoiceHref: string = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('clientId') || !this.hasUpdated) return;
    this.#report.set(undefined);
    this.load();
  }

  protected override load(): void {
    this.#more.set(undefined);
    void this.#report.run();
  }

  #input(): BookDates & { readonly clientId?: string } {
    return { ...this.#days, ...(this.clientId !== '' && { clientId: this.clientId }) };
  }

  #choose(preset: Preset): void {
    this.preset = preset;
    this.#days = daysOf(preset, today());
    this.#form.reset({ from: this.#days.from ?? '', until: '' });
    this.load();
  }

  #apply(event: Event): void {
    event.preventDefault();
    const [from, until] = [this.#form.value('from'), this.#form.value('until')];
    const faults = Object.entries(faultsOf(from, until)) as [Field, keyof typeof faultWords][];
    this.#form.show(Object.fromEntries(faults.map(([id, fault]) => [id, faultWords[fault]()])));
    if (faults.length > 0) return;
    this.preset = 'own';
    this.#days = daysFrom(from, until);
    this.load();
  }

  async #showMore(): Promise<void> {
    const before = this.#report.value;
    if (before === undefined || before.next === null || this.#more.busy) return;
    await this.#more.run();
    const page = this.#more.value;
    // Other days were chosen in between.
    if (page === undefined || this.#report.value !== before) return;
    this.#more.set(undefined);
    this.#report.set({ ...page, rows: [...before.rows, ...page.rows] });
    this.#live.announce(strings.added(this.format.number(page.rows.length)));
  }

  async #download(): Promise<void> {
    if (this.#file.busy) return;
    const name = fileName(this.#days);
    this.#file.set(undefined);
    await this.#file.run();
    const rows = this.#file.value;
    if (!rows) return;
    saveFile(this.renderRoot as ShadowRoot, name, csvOf(rows));
    this.#live.announce(strings.downloaded());
  }

  get #row(): RowOptions {
    return {
      format: this.format,
      own: this.clientId === '',
      invoiceHref: this.invoiceHref,
      openInvoice: (invoiceId) => {
        const detail: OpenInvoiceDetail = { invoiceId };
        return this.emit('rr-open-invoice', detail, { cancelable: true });
      },
    };
  }

  protected override render(): TemplateResult {
    return html`<div class="rr" part="base">
      ${this.#live.render()}
      <div class="rr-stack">
        ${this.#renderHead()} ${this.#renderFileFault()}
        <section class="rr-panel" aria-labelledby="title">
          ${this.#report.signedOut ? nothing : this.#renderDays()} ${this.#renderBody()}
        </section>
      </div>
    </div>`;
  }

  #renderHead(): TemplateResult {
    const { value, error } = this.#report;
    const { rows, balances } = error === null && value !== undefined ? value : nothingYet;
    const now = this.#days.until === undefined && balances.length > 0;
    return html`<header class="rr-head" part="head">
      <div class="rr-head__main">
        ${heading(this.headingLevel, strings.title(), { id: 'title', look: 'title' })}
        ${now ? html`<p>${standing(closings(balances), this.#row)}</p>` : nothing}
        ${rows.length > 0 ? html`<p class="rr-muted">${strings.explained()}</p>` : nothing}
        <p class="rr-printonly">${daysText(this.#days, this.format)}</p>
      </div>
      ${rows.length > 0 ? this.#renderDownload() : nothing}
    </header>`;
  }

  #renderDownload(): TemplateResult {
    const { busy } = this.#file;
    return html`<div class="rr-actions" part="actions">
      <button
        class="rr-btn"
        type="button"
        aria-disabled=${busy ? 'true' : nothing}
        @click=${() => this.#download()}
      >
        ${icon(icons.download)}${busy ? strings.downloading() : strings.download()}
      </button>
    </div>`;
  }

  #renderFileFault(): unknown {
    const { error, value } = this.#file;
    if (error === null && value !== null) return nothing;
    const why = error === null ? strings.tooMany() : describe(error);
    return html`<div class="rr-banner rr-banner--bad" role="alert">
      ${icon(icons.alert)}
      <p>${strings.downloadFailed()} ${why}</p>
    </div>`;
  }

  #renderDays(): TemplateResult {
    const field = (id: Field, label: string): TemplateResult =>
      textField({ ...this.#form.bind(id), label, type: 'date', optional: true });
    return html`<div class="rr-panel__head rr-toolbar rr-noprint" part="toolbar">
        ${filterSegment<Preset>({
          legend: strings.days(),
          choices: presets.map((filter) => ({
            filter,
            label: presetWord(filter),
            count: undefined,
          })),
          chosen: this.preset as Preset,
          format: this.format,
          onChoose: (preset) => this.#choose(preset),
        })}
      </div>
      <form class="rr-days rr-noprint" part="form" novalidate @submit=${this.#apply}>
        ${this.#form.renderSummary()}
        <div class="rr-days__fields">
          ${field('from', strings.from())} ${field('until', strings.until())}
          <button class="rr-btn" type="submit">${strings.apply()}</button>
        </div>
      </form>`;
  }

  #renderBody(): unknown {
    const { value, error, slow, busy, signedOut } = this.#report;
    const level = this.headingLevel + 1;
    if (signedOut) return signedOutState(level);
    if (error !== null) {
      const retry = (): void => this.load();
      return html`<div class="rr-tablewrap">
        ${errorState({ title: strings.failed(), error, level, retry })}
      </div>`;
    }
    if (value === undefined) return slow ? skeletonRows(6, strings.loading()) : nothing;
    const around = balancesAround(value.balances, this.#days, this.#row);
    if (value.rows.length === 0) return html`${around} ${this.#renderEmpty(level)}`;
    return html`${around} ${movements(value.rows, { ...this.#row, busy })}
    ${this.#renderFoot(value)}`;
  }

  #renderEmpty(level: number): TemplateResult {
    const all = this.preset === 'all';
    const action = html`<button
      class="rr-btn rr-btn--sm"
      type="button"
      @click=${() => this.#choose('all')}
    >
      ${strings.showAll()}
    </button>`;
    return html`<div class="rr-tablewrap">
      ${emptyState({
        icon: all ? icons.receipt : icons.filter,
        title: all ? strings.none() : strings.noneHere(),
        text: all ? strings.noneText() : strings.noneHereText(),
        level,
        action: all ? nothing : action,
      })}
    </div>`;
  }

  #renderFoot({ rows, next }: BalancePage): TemplateResult {
    const shown = this.format.number(rows.length);
    const { busy, error } = this.#more;
    const text = next === null ? strings.shown(rows.length, shown) : strings.soFar(shown);
    return html`<div class="rr-panel__foot" part="pager">
      <span class="rr-small rr-muted">${text}</span>
      ${
        error === null
          ? nothing
          : html`<span class="rr-small rr-foot__error" role="alert"
              >${strings.moreFailed()} ${describe(error)}</span
            >`
      }
      ${
        next === null
          ? nothing
          : html`<button
              class="rr-btn rr-btn--sm"
              type="button"
              aria-disabled=${busy ? 'true' : nothing}
              @click=${() => this.#showMore()}
            >
              ${strings.more()}
            </button>`
      }
    </div>`;
  }
}

/** Today where the reader is. */
function today(): string {
  return todayIn(Intl.DateTimeFormat().resolvedOptions().timeZone, new Date());
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-balance-report': RackrateBalanceReport;
  }
}
