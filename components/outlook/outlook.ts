import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Outlook } from '../../src/contract/outlook.ts';
import { RackrateElement } from '../internal/element.ts';
import { embed, place } from '../internal/embed.ts';
import { heading } from '../internal/heading.ts';
import * as icons from '../internal/icons.ts';
import { filterSegment } from '../internal/list-view.ts';
import { Load } from '../internal/load.ts';
import { property, state } from '../internal/property.ts';
import { emptyState, errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import type { OpenInvoiceDetail } from '../invoice-list/invoice-list.ts';
import type { OpenPackageDetail } from '../package-list/package-list.ts';
import { outlookDates } from './dates.ts';
import { monthId, monthList } from './list.ts';
import { filtered, type ListedMonth, monthsOf } from './months.ts';
import { loadNames, noNames, type OutlookNames } from './names.ts';
import { filterWord, type OutlookFilter, type OutlookLook, strings } from './outlook.strings.ts';
import { styles } from './outlook.styles.ts';
import { lookSegment } from './parts.ts';
import { timeline } from './timeline.ts';

const filters: readonly OutlookFilter[] = ['all', 'payments', 'changes', 'unpaid'];

/** Months that show before the others are asked for. */
const fewMonths = 4;

/**
 * The coming twelve months of a client by the rules that will run: invoices, charges, changes, and
 * what follows if an invoice stays unpaid (SPEC 19.2).
 *
 * @summary What happens next, as a list by month and as a timeline.
 * @attr {string} client-id - For operators: whose outlook; left out: that of who is signed in.
 * @attr {string} invoice-href - Address of an invoice with `{id}`, such as `#/invoices/{id}`.
 * @attr {string} package-href - Address of a package with `{id}`.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<OpenInvoiceDetail>} rr-open-invoice - An invoice was chosen; cancelable.
 * @event {CustomEvent<OpenPackageDetail>} rr-open-package - A package was chosen; cancelable.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart head - Title, time and the choice between list and timeline.
 * @csspart title - The title.
 * @csspart actions - The choice between list and timeline.
 * @csspart toolbar - Sum and filters.
 * @csspart filters - The filters.
 * @csspart timeline - The plot with its legend.
 * @csspart list - The list of months.
 * @csspart month - A month.
 * @csspart event - What happens on a day.
 * @csspart pager - How many months show, and the others.
 * @csspart empty - The empty state.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the outlook is awaited.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackrateOutlook extends RackrateElement {
  static override readonly widget: string = 'outlook';

  static override readonly styles: CSSResultGroup = styles;

  readonly #names: Load<OutlookNames> = new Load<OutlookNames>(this, (billing, signal) =>
    loadNames(billing, this.clientId, signal),
  );

  readonly #outlook: Load<Outlook | null> = new Load<Outlook | null>(
    this,
    async (billing, signal) => {
      const own = async (): Promise<string | null> =>
        (await billing.sessions.current({}, { signal })).clientId;
      const clientId = this.clientId === '' ? await own() : this.clientId;
      return clientId === null ? null : billing.clients.outlook({ clientId }, { signal });
    },
  );

  #asked: string | null = null;

  /** The month that gets the focus when it is there. */
  #focusNext: string | null = null;

  @state()
  protected look: OutlookLook = 'list';

  @state()
  protected filter: OutlookFilter = 'all';

  @state()
  protected allMonths: boolean = false;

  /** For operators: whose outlook. */
  @property({ attribute: 'client-id' })
  clientId: string = '';

  /** Address of an invoice with `{id}`; left out: a button that only sends the event. */
  @property({ attribute: 'invoice-href' })
  invoiceHref: string = '';

  /** Address of a package with `{id}`; left out: a button that only sends the event. */
  @property({ attribute: 'package-href' })
  packageHref: string = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('clientId') || this.#asked === null || this.#asked === this.clientId) return;
    this.#outlook.set(undefined);
    this.#names.set(undefined);
    this.load();
  }

  protected override updated(): void {
    if (this.#focusNext === null) return;
    const target = this.renderRoot.querySelector<HTMLElement>(`#${this.#focusNext}`);
    this.#focusNext = null;
    target?.setAttribute('tabindex', '-1');
    target?.focus();
  }

  protected override load(): void {
    this.#asked = this.clientId;
    void this.#outlook.run();
    void this.#names.run();
  }

  protected override render(): TemplateResult {
    return html`<div class="rr" part="base">
      <div class="rr-stack">
        ${this.#renderHead()}
        <section class="rr-panel" aria-labelledby="title">${this.#renderBody()}</section>
      </div>
    </div>`;
  }

  /** What shows; undefined while there is nothing, or nobody who may see it. */
  get #shown(): Outlook | undefined {
    const { value, error } = this.#outlook;
    return error === null && value !== null ? value : undefined;
  }

  #renderHead(): TemplateResult {
    const outlook = this.#shown;
    const { format } = this;
    return html`<header class="rr-head" part="head">
      <div class="rr-head__main">
        ${heading(this.headingLevel, strings.title(), { id: 'title', look: 'title' })}
        ${
          outlook === undefined
            ? nothing
            : html`<p class="rr-muted">
                ${strings.basis(format.date(outlook.from), format.date(outlook.until))}
              </p>`
        }
      </div>
      ${
        outlook === undefined || outlook.events.length === 0
          ? nothing
          : html`<div class="rr-actions" part="actions">
              ${lookSegment(this.look, (look) => {
                this.look = look;
              })}
            </div>`
      }
    </header>`;
  }

  #renderBody(): unknown {
    const { value, error, slow, signedOut } = this.#outlook;
    const level = this.headingLevel + 1;
    if (signedOut) return signedOutState(level);
    if (error !== null) {
      const retry = error.code === 'not_found' ? null : (): void => this.load();
      return errorState({ title: strings.failed(), error, level, retry });
    }
    if (value === undefined) return slow ? skeletonRows(6, strings.loading()) : nothing;
    if (value === null) {
      const [title, text] = [strings.noClientTitle(), strings.noClientText()];
      return emptyState({ icon: icons.filter, title, text, level });
    }
    if (value.events.length > 0) return this.#renderOutlook(value);
    const [title, text] = [strings.none(), strings.noneText()];
    return emptyState({ icon: icons.clock, title, text, level });
  }

  #renderOutlook(outlook: Outlook): TemplateResult {
    const { format } = this;
    const dates = outlookDates(this.locale);
    const events = filtered(outlook.events, this.filter);
    return html`${this.#renderToolbar(outlook)}
    ${
      events.length === 0
        ? html`<p class="rr-panel__body rr-muted">${strings.noneHere()}</p>`
        : this.look === 'timeline'
          ? timeline({ outlook, events, format, dates })
          : this.#renderList(outlook)
    }`;
  }

  #renderToolbar(outlook: Outlook): TemplateResult {
    const { format } = this;
    return html`<div class="rr-panel__head rr-toolbar" part="toolbar">
      <p>${this.#renderSum(outlook)}</p>
      ${filterSegment<OutlookFilter>({
        legend: strings.show(),
        choices: filters.map((filter) => ({
          filter,
          label: filterWord(filter),
          count: undefined,
        })),
        chosen: this.filter,
        format,
        onChoose: (filter) => {
          this.filter = filter;
        },
      })}
    </div>`;
  }

  #renderSum({ events, invoiced }: Outlook): unknown {
    const { format } = this;
    const invoices = events.filter(({ kind }) => kind === 'invoice');
    const count = invoices.length;
    const later = invoices.filter(({ oncePaid }) => oncePaid).length;
    if (count === 0) return strings.noInvoice();
    const sums = format.list(invoiced.map((sum) => format.money(sum)));
    const text = strings.expected(place, count, format.number(count));
    const expected = embed(text, html`<bdi class="rr-strong">${sums}</bdi>`);
    if (later === 0) return expected;
    const word =
      later === count
        ? strings.allOncePaid(count)
        : strings.ofThemOncePaid(later, format.number(later));
    return html`${expected} <span class="rr-sub">${word}</span>`;
  }

  #renderList(outlook: Outlook): TemplateResult {
    // A month in which only comes what stands above still has its sum; filtered, it has nothing.
    const months = monthsOf(outlook, this.filter).filter(({ events, totals }) =>
      this.filter === 'all' ? events.length > 0 || totals.length > 0 : events.length > 0,
    );
    const shown = this.allMonths ? months : months.slice(0, fewMonths);
    return html`${monthList({
      months: shown,
      names: this.#names.value ?? noNames,
      format: this.format,
      dates: outlookDates(this.locale),
      level: this.headingLevel + 1,
      invoiceHref: this.invoiceHref,
      packageHref: this.packageHref,
      openInvoice: (invoiceId) => this.#openInvoice(invoiceId),
      openPackage: (packageId) => this.#openPackage(packageId),
    })}
    ${this.#renderMore(months, shown.length)}`;
  }

  #openInvoice(invoiceId: string): boolean {
    const detail: OpenInvoiceDetail = { invoiceId };
    return this.emit('rr-open-invoice', detail, { cancelable: true });
  }

  #openPackage(packageId: string): boolean {
    const detail: OpenPackageDetail = { packageId };
    return this.emit('rr-open-package', detail, { cancelable: true });
  }

  #renderMore(months: readonly ListedMonth[], shown: number): unknown {
    const next = months[shown];
    if (next === undefined) return nothing;
    const { format } = this;
    const left = months.length - shown;
    const more = (): void => {
      this.allMonths = true;
      this.#focusNext = monthId(next);
    };
    return html`<div class="rr-panel__foot" part="pager">
      <span class="rr-small rr-muted"
        >${strings.ofMonths(format.number(shown), format.number(months.length))}</span
      >
      <button class="rr-btn rr-btn--sm" type="button" @click=${more}>
        ${strings.moreMonths(left, format.number(left))}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-outlook': RackrateOutlook;
  }
}
