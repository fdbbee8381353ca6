import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import type { AccountOverview } from '../../src/contract/account.ts';
import { programList } from '../affiliate/parts.ts';
import { ProgramActions, withProgram } from '../affiliate/programs.ts';
import type { OpenBillingAccountDetail } from '../billing-account-list/billing-account-list.ts';
import { RackrateElement } from '../internal/element.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { Load } from '../internal/load.ts';
import { PanelSignIn } from '../internal/panel-sign-in.ts';
import { explained } from '../internal/problems.strings.ts';
import { property } from '../internal/property.ts';
import {
  emptyState,
  errorState,
  referenceOf,
  signedOutState,
  skeletonRows,
} from '../internal/states.ts';
import { words } from '../internal/strings.ts';
import type { OpenInvoiceDetail, PayDetail } from '../invoice-list/invoice-list.ts';
import type { OpenPackageDetail } from '../package-list/package-list.ts';
import { todoRows } from '../todo-list/todo-rows.ts';
import { strings } from './account.strings.ts';
import { styles } from './account.styles.ts';
import { invoiceTable } from './invoices.ts';
import { packageTable } from './packages.ts';
import { summary } from './summary.ts';

/** Detail of `rr-switch-package`. */
export interface SwitchPackageDetail {
  readonly packageId: string;
}

/**
 * The Account tab whole, from one request (SPEC 13.1): credit, usage charge, what is due, the
 * latest invoices and to-do items, packages, affiliate programs. What the client may not see, or
 * the provider does not offer, is absent.
 *
 * @summary The overview of an account.
 * @attr {string} invoice-href - Address of an invoice with `{id}`.
 * @attr {string} pay-href - Address where an invoice is paid, with `{id}`, which is left empty for
 *   all that is outstanding.
 * @attr {string} list-href - Address of the list of invoices; left out: there is no link to it.
 * @attr {string} package-href - Address of a package with `{id}`.
 * @attr {string} packages-href - Address of the list of packages, for a client who has many.
 * @attr {string} todos-href - Address of the list of to-do items.
 * @attr {string} usage-href - Address of the usage charge's details.
 * @attr {string} account-href - Address of a billing account with `{id}`.
 * @attr {string} funds-href - Address where funds are added; left out: they are not offered.
 * @attr {string} report-href - Address of the balance report.
 * @attr {string} order-href - Address where packages are ordered.
 * @attr {boolean} switch - Offers Switch to subscription for each hosting package that runs.
 * @attr {string} selected-package - The package that the panel shows now.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<OpenInvoiceDetail>} rr-open-invoice - An invoice was chosen; cancelable.
 * @event {CustomEvent<OpenPackageDetail>} rr-open-package - A package was chosen; cancelable.
 * @event {CustomEvent<OpenBillingAccountDetail>} rr-open-billing-account - A billing account was
 *   chosen; cancelable.
 * @event {CustomEvent<PayDetail>} rr-pay - Pay now, or with no ids Pay all, was pressed;
 *   cancelable.
 * @event {CustomEvent<SwitchPackageDetail>} rr-switch-package - The panel is to show a package;
 *   cancelable: when it is not prevented, the panel is opened in a new tab.
 * @event {CustomEvent<{ url: string }>} rr-panel-sign-in - A one-time address of the panel is
 *   there; cancelable: when prevented, the host opens it.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @slot actions - More actions beside the title.
 * @slot empty - A next step for a client without packages, such as a link to the shop.
 * @csspart base - The widget.
 * @csspart head - Title and actions.
 * @csspart title - The title.
 * @csspart actions - The actions of the head.
 * @csspart summary - What is due, the credit, and the usage charge.
 * @csspart invoices - The latest outstanding invoices.
 * @csspart todos - The latest to-do items.
 * @csspart packages - The packages.
 * @csspart affiliates - The affiliate programs.
 * @csspart program - An affiliate program.
 * @csspart earnings - What it earned in a currency.
 * @csspart table - The table of invoices, or of packages.
 * @csspart row - A row of them, or a to-do item.
 * @csspart status - A status.
 * @csspart label - The label of a referral link.
 * @csspart input - A referral link.
 * @csspart button - Join, or Copy.
 * @csspart empty - The empty state of the packages.
 * @csspart error - The error state, or why a panel or a program could not be opened or joined.
 * @csspart skeleton - What shows while the account is awaited.
 * @cssproperty --rr-accent - The one accent.
 * @cssproperty --rr-density - Height of rows; 1 when left out.
 */
export class RackrateAccount extends RackrateElement {
  static override readonly widget: string = 'account';

  static override readonly styles: CSSResultGroup = styles;

  readonly #overview: Load<AccountOverview> = new Load<AccountOverview>(this, (billing, signal) =>
    billing.account.overview({}, { signal }),
  );

  readonly #live: LiveRegion = new LiveRegion(this);

  readonly #panel: PanelSignIn = new PanelSignIn(this, (url) =>
    this.emit('rr-panel-sign-in', { url }, { cancelable: true }),
  );

  readonly #programs: ProgramActions = new ProgramActions(this, this.#live, (program) => {
    const overview = this.#overview.value;
    if (overview === undefined || overview.programs === null) return;
    this.#overview.set({ ...overview, programs: withProgram(overview.programs, program) });
  });

  /** Address of an invoice with `{id}`. */
  @property({ attribute: 'invoice-href' })
  invoiceHref: string = '';

  /** Address where an invoice is paid, with `{id}`; empty for all that is outstanding. */
  @property({ attribute: 'pay-href' })
  payHref: string = '';

  /** Address of the list of invoices. */
  @property({ attribute: 'list-href' })
  listHref: string = '';

  /** Address of a package with `{id}`. */
  @property({ attribute: 'package-href' })
  packageHref: string = '';

  /** Address of the list of packages. */
  @property({ attribute: 'packages-href' })
  packagesHref: string = '';

  /** Address of the list of to-do items. */
  @property({ attribute: 'todos-href' })
  todosHref: string = '';

  /** Address of the usage charge's details. */
  @property({ attribute: 'usage-href' })
  usageHref: string = '';

  /** Address of a billing account with `{id}`. */
  @property({ attribute: 'account-href' })
  accountHref: string = '';

  /** Address where funds are added. */
  @property({ attribute: 'funds-href' })
  fundsHref: string = '';

  /** Address of the balance report. */
  @property({ attribute: 'report-href' })
  reportHref: string = '';

  /** Address where packages are ordered. */
  @property({ attribute: 'order-href' })
  orderHref: string = '';

  /** Whether Switch to subscription is offered. */
  @property({ attribute: 'switch', type: Boolean })
  canSwitch: boolean = false;

  /** The package that the panel shows now. */
  @property({ attribute: 'selected-package' })
  selectedPackage: string = '';

  protected override load(): void {
    void this.#overview.run();
  }

  #openInvoice(invoiceId: string): boolean {
    const detail: OpenInvoiceDetail = { invoiceId };
    return this.emit('rr-open-invoice', detail, { cancelable: true });
  }

  #openAccount(billingAccountId: string): boolean {
    const detail: OpenBillingAccountDetail = { billingAccountId };
    return this.emit('rr-open-billing-account', detail, { cancelable: true });
  }

  #openPackage(packageId: string): boolean {
    const detail: OpenPackageDetail = { packageId };
    return this.emit('rr-open-package', detail, { cancelable: true });
  }

  #pay(invoiceIds: readonly string[]): boolean {
    const detail: PayDetail = { invoiceIds };
    return this.emit('rr-pay', detail, { cancelable: true });
  }

  #switchTo(packageId: string): void {
    const detail: SwitchPackageDetail = { packageId };
    const mine = this.emit('rr-switch-package', detail, { cancelable: true });
    if (mine) void this.#panel.open(packageId);
  }

  protected override render(): TemplateResult {
    return html`<div class="rr" part="base">
      ${this.#live.render()}
      <div class="rr-stack">${this.#renderHead()} ${this.#renderBody()}</div>
    </div>`;
  }

  #renderHead(): TemplateResult {
    const report = html`<a class="rr-btn" href=${this.reportHref}
      >${icon(icons.receipt)}${strings.report()}</a
    >`;
    const shown = this.reportHref !== '' && !this.#overview.signedOut;
    return html`<header class="rr-head" part="head">
      <div class="rr-head__main">
        ${heading(this.headingLevel, strings.title(), { id: 'title', look: 'title' })}
      </div>
      <div class="rr-actions" part="actions">
        <slot name="actions"></slot>
        ${shown ? report : nothing}
      </div>
    </header>`;
  }

  #renderBody(): unknown {
    const { value, error, slow, signedOut } = this.#overview;
    const level = this.headingLevel + 1;
    if (signedOut) return html`<section class="rr-panel">${signedOutState(level)}</section>`;
    if (error !== null) {
      const retry = (): void => void this.#overview.run();
      return html`<section class="rr-panel">
        ${errorState({ title: strings.failed(), error, level, retry })}
      </section>`;
    }
    if (value !== undefined) return this.#renderOverview(value);
    if (!slow) return nothing;
    return html`<section class="rr-panel" aria-busy="true">
      ${skeletonRows(6, strings.loading())}
    </section>`;
  }

  #renderOverview(overview: AccountOverview): TemplateResult {
    const { invoices, packages, programs } = overview;
    const todos = this.#renderTodos(overview);
    return html`${summary(overview, this.format, {
      payHref: this.payHref,
      usageHref: this.usageHref,
      fundsHref: this.fundsHref,
      payAll: () => this.#pay([]),
    })}
    ${
      invoices === null
        ? todos
        : html`<div class="rr-pair">${this.#renderInvoices(invoices)} ${todos}</div>`
    }
    ${packages === null ? nothing : this.#renderPackages(packages)}
    ${programs === null || programs.length === 0 ? nothing : this.#renderPrograms(programs)}`;
  }

  #renderPanelHead(id: string, title: string, count: number, links: unknown): TemplateResult {
    const shown = this.format.number(count);
    const content = html`${title}${
      count === 0 ? nothing : html` <span class="rr-count">${shown}</span>`
    }`;
    return html`<div class="rr-panel__head">
      ${heading(this.headingLevel + 1, content, { id })} ${links}
    </div>`;
  }

  #renderInvoices(invoices: NonNullable<AccountOverview['invoices']>): TemplateResult {
    const { invoiceHref, payHref } = this;
    const table = invoiceTable(invoices.rows, this.format, {
      invoiceHref,
      payHref,
      openInvoice: (invoiceId) => this.#openInvoice(invoiceId),
      pay: (invoiceId) => this.#pay([invoiceId]),
    });
    const none = html`<p class="rr-panel__body rr-muted">${strings.noInvoices()}</p>`;
    const all = plainLink(this.listHref, strings.allInvoices());
    return html`<section class="rr-panel" part="invoices" aria-labelledby="invoices">
      ${this.#renderPanelHead('invoices', strings.latest(), 0, all)}
      ${invoices.rows.length === 0 ? none : table}
    </section>`;
  }

  #renderTodos({ todos }: AccountOverview): TemplateResult {
    const { accountHref, invoiceHref, packageHref, payHref } = this;
    const rows = todoRows(todos, this.format, {
      invoiceHref,
      packageHref,
      payHref,
      accountHref,
      openInvoice: (invoiceId) => this.#openInvoice(invoiceId),
      openPackage: (packageId) => this.#openPackage(packageId),
      pay: (invoiceId) => this.#pay([invoiceId]),
      openAccount: (billingAccountId) => this.#openAccount(billingAccountId),
    });
    const none = html`<p class="rr-panel__body rr-muted">${strings.nothingToDo()}</p>`;
    const all = plainLink(this.todosHref, strings.allTodos());
    return html`<section class="rr-panel" part="todos" aria-labelledby="todos">
      ${this.#renderPanelHead('todos', strings.todos(), 0, all)}
      ${todos.length === 0 ? none : rows}
    </section>`;
  }

  #renderPackages(packages: NonNullable<AccountOverview['packages']>): TemplateResult {
    const { rows, matching } = packages;
    const more = matching > rows.length;
    const order = plainLink(this.orderHref, strings.order());
    return html`<section class="rr-panel" part="packages" aria-labelledby="packages">
      ${this.#renderPanelHead('packages', strings.packages(), matching, order)}
      ${this.#renderSwitchProblem()}
      ${rows.length === 0 ? this.#renderNoPackages() : this.#renderPackageTable(rows)}
      ${more ? this.#renderMore(rows.length, matching) : nothing}
    </section>`;
  }

  #renderNoPackages(): TemplateResult {
    return html`<div class="rr-tablewrap">
      ${emptyState({
        icon: icons.receipt,
        title: strings.noPackages(),
        text: strings.noPackagesText(),
        level: this.headingLevel + 2,
        action: html`<slot name="empty"></slot>`,
      })}
    </div>`;
  }

  #renderPackageTable(rows: NonNullable<AccountOverview['packages']>['rows']): TemplateResult {
    return packageTable(rows, this.format, {
      packageHref: this.packageHref,
      openPackage: (packageId) => this.#openPackage(packageId),
      switchTo: this.canSwitch ? (packageId) => this.#switchTo(packageId) : null,
      selected: this.selectedPackage,
      opening: this.#panel.opening,
    });
  }

  #renderMore(shown: number, matching: number): TemplateResult {
    const [from, to, all] = [1, shown, matching].map((count) => this.format.number(count));
    return html`<div class="rr-panel__foot">
      <bdi class="rr-small rr-muted">${words.range(from ?? '', to ?? '', all ?? '')}</bdi>
      ${plainLink(this.packagesHref, strings.allPackages())}
    </div>`;
  }

  #renderSwitchProblem(): TemplateResult | typeof nothing {
    const error = this.#panel.problem;
    if (error === null) return nothing;
    const text = error.code === 'not_supported' ? strings.switchFailedText() : explained(error);
    return html`<div class="rr-panel__body">
      <div class="rr-banner rr-banner--bad" part="error" role="alert">
        ${icon(icons.alert)}
        <div>
          <p class="rr-banner__title">${strings.switchFailed()}</p>
          <p>${text} ${referenceOf(error)}</p>
        </div>
      </div>
    </div>`;
  }

  #renderPrograms(programs: NonNullable<AccountOverview['programs']>): TemplateResult {
    const { format } = this;
    const level = this.headingLevel + 2;
    return html`<section class="rr-panel" part="affiliates" aria-labelledby="programs">
      ${this.#renderPanelHead('programs', strings.programs(), 0, nothing)}
      ${programList({ programs, format, actions: this.#programs, level, brief: true })}
    </section>`;
  }
}

/** A link to another view; nothing where the host gave no address. */
function plainLink(href: string, text: string): TemplateResult | typeof nothing {
  return href === '' ? nothing : html`<a class="rr-small" href=${href}>${text}</a>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-account': RackrateAccount;
  }
}
