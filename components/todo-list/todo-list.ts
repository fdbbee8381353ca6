import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import type { TodoView } from '../../src/contract/todos.ts';
import type { OpenBillingAccountDetail } from '../billing-account-list/billing-account-list.ts';
import { RackrateElement } from '../internal/element.ts';
import { heading } from '../internal/heading.ts';
import * as icons from '../internal/icons.ts';
import { Load } from '../internal/load.ts';
import { property } from '../internal/property.ts';
import { emptyState, errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import type { OpenInvoiceDetail, PayDetail } from '../invoice-list/invoice-list.ts';
import type { OpenPackageDetail } from '../package-list/package-list.ts';
import { strings } from './todo-list.strings.ts';
import { styles } from './todo-list.styles.ts';
import { todoRows } from './todo-rows.ts';

/**
 * What waits for the client, with the way to do it (SPEC 15.4, S108).
 *
 * @summary The to-do items of a client.
 * @attr {string} invoice-href - Address of an invoice with `{id}`.
 * @attr {string} package-href - Address of a package with `{id}`.
 * @attr {string} pay-href - Address where an invoice is paid, with `{id}`.
 * @attr {string} account-href - Address of a billing account with `{id}`.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<OpenInvoiceDetail>} rr-open-invoice - An invoice was chosen; cancelable.
 * @event {CustomEvent<OpenPackageDetail>} rr-open-package - A package was chosen; cancelable.
 * @event {CustomEvent<OpenBillingAccountDetail>} rr-open-billing-account - A billing account was
 *   chosen; cancelable.
 * @event {CustomEvent<PayDetail>} rr-pay - Pay now was pressed; cancelable.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart head - The title.
 * @csspart title - The title.
 * @csspart row - A to-do item.
 * @csspart empty - The empty state.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the items are awaited.
 * @cssproperty --rr-accent - The one accent.
 * @cssproperty --rr-density - Height of rows; 1 when left out.
 */
export class RackrateTodoList extends RackrateElement {
  static override readonly widget: string = 'todo-list';

  static override readonly styles: CSSResultGroup = styles;

  readonly #todos: Load<readonly TodoView[]> = new Load<readonly TodoView[]>(
    this,
    async (billing, signal) => (await billing.todos.list({}, { signal })).rows,
  );

  /** Address of an invoice with `{id}`. */
  @property({ attribute: 'invoice-href' })
  invoiceHref: string = '';

  /** Address of a package with `{id}`. */
  @property({ attribute: 'package-href' })
  packageHref: string = '';

  /** Address where an invoice is paid, with `{id}`. */
  @property({ attribute: 'pay-href' })
  payHref: string = '';

  /** Address of a billing account with `{id}`. */
  @property({ attribute: 'account-href' })
  accountHref: string = '';

  protected override load(): void {
    void this.#todos.run();
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

  #pay(invoiceId: string): boolean {
    const detail: PayDetail = { invoiceIds: [invoiceId] };
    return this.emit('rr-pay', detail, { cancelable: true });
  }

  protected override render(): TemplateResult {
    const { busy } = this.#todos;
    return html`<div class="rr" part="base">
      <div class="rr-stack">
        <header class="rr-head" part="head">
          <div class="rr-head__main">
            ${heading(this.headingLevel, strings.title(), { id: 'title', look: 'title' })}
          </div>
        </header>
        <section
          class="rr-panel"
          aria-labelledby="title"
          aria-busy=${busy ? 'true' : nothing}
        >
          ${this.#renderBody()}
        </section>
      </div>
    </div>`;
  }

  #renderBody(): unknown {
    const { value, error, slow, signedOut } = this.#todos;
    const level = this.headingLevel + 1;
    if (signedOut) return signedOutState(level);
    if (error !== null) {
      const retry = (): void => void this.#todos.run();
      return errorState({ title: strings.failed(), error, level, retry });
    }
    if (value === undefined) return slow ? skeletonRows(3, strings.loading()) : nothing;
    if (value.length === 0) {
      const text = strings.noneText();
      return emptyState({ icon: icons.paid, title: strings.none(), text, level });
    }
    const { accountHref, invoiceHref, packageHref, payHref } = this;
    return todoRows(value, this.format, {
      invoiceHref,
      packageHref,
      payHref,
      accountHref,
      openInvoice: (invoiceId) => this.#openInvoice(invoiceId),
      openPackage: (packageId) => this.#openPackage(packageId),
      pay: (invoiceId) => this.#pay(invoiceId),
      openAccount: (billingAccountId) => this.#openAccount(billingAccountId),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-todo-list': RackrateTodoList;
  }
}
