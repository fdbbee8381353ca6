import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Billing } from '../../src/billing.ts';
import type { ContactRow } from '../../src/contract/contacts.ts';
import { CommandIds, isUnanswered } from '../internal/command-ids.ts';
import { type Confirmation, ConfirmDialog } from '../internal/confirm-dialog.ts';
import { RackrateElement } from '../internal/element.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { openLink } from '../internal/link.ts';
import { tableHead } from '../internal/list-view.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { asBillingError, Load } from '../internal/load.ts';
import { property, state } from '../internal/property.ts';
import { emptyState, errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import { strings } from './contact-list.strings.ts';
import { styles } from './contact-list.styles.ts';
import {
  areasText,
  canMakePrimary,
  canRemove,
  type Outcome,
  outcomeBanner,
  promotion,
  removal,
  tags,
} from './parts.ts';

/** Detail of `rr-open-contact` and `rr-open-billing-accounts`. */
export interface OpenContactDetail {
  readonly contactId: string;
}

/** A user name of more characters may break; shorter ones stay on one line. */
const longName = 20;

type Rows = readonly ContactRow[];

/** A command on a contact, with its question and its words. */
interface Deed {
  readonly verb: 'remove' | 'makePrimary';
  readonly question: Confirmation;
  readonly done: string;
  readonly failed: string;
}

/**
 * The contacts of a client, the primary one first (SPEC 3.2, 3.3).
 *
 * @summary The list of contacts.
 * @attr {string} client-id - For operators: whose contacts; left out: those of who is signed in.
 * @attr {string} contact-href - Address of a contact with `{id}`, such as `#/contacts/{id}`.
 * @attr {string} add-href - Address of the form for a new contact.
 * @attr {string} billing-accounts-href - Address of a contact's billing accounts with `{id}`; left
 *   out: there is no way to them.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<OpenContactDetail>} rr-open-contact - A contact was chosen; cancelable.
 * @event {CustomEvent} rr-add-contact - Add contact was pressed; cancelable.
 * @event {CustomEvent<OpenContactDetail>} rr-open-billing-accounts - A contact's billing accounts
 *   were chosen; cancelable.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart head - Title and Add contact.
 * @csspart title - The title.
 * @csspart actions - The actions of the head.
 * @csspart table - The table.
 * @csspart row - A row.
 * @csspart dialog - The question before a contact is removed or made primary.
 * @csspart result - What came of it.
 * @csspart empty - The empty state.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the contacts are awaited.
 * @cssproperty --rr-accent - The one accent.
 * @cssproperty --rr-density - Height of rows; 1 when left out.
 */
export class RackrateContactList extends RackrateElement {
  static override readonly widget: string = 'contact-list';

  static override readonly styles: CSSResultGroup = styles;

  readonly #list: Load<Rows> = new Load<Rows>(this, async (billing, signal) => {
    const { rows } = await billing.contacts.list(this.#client(), { signal });
    return rows;
  });

  readonly #dialog: ConfirmDialog = new ConfirmDialog(this);
  readonly #live: LiveRegion = new LiveRegion(this);
  readonly #commands: CommandIds = new CommandIds();
  #focusResult = false;
  #telling = false;

  #asked: string | null = null;

  /** The contact that a command is about; its actions wait. */
  @state()
  protected busy: string | null = null;

  @state()
  protected outcome: Outcome | null = null;

  /** Address of a contact with `{id}`; left out: a button that only sends the event. */
  @property({ attribute: 'contact-href' })
  contactHref: string = '';

  /** Address of the form for a new contact; left out: a button that only sends the event. */
  @property({ attribute: 'add-href' })
  addHref: string = '';

  /** Address of a contact's billing accounts with `{id}`. */
  @property({ attribute: 'billing-accounts-href' })
  billingAccountsHref: string = '';

  /** For operators: whose contacts. */
  @property({ attribute: 'client-id' })
  clientId: string = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('clientId') || this.#asked === null || this.#asked === this.clientId) return;
    this.#list.set(undefined);
    this.outcome = null;
    this.load();
  }

  protected override load(): void {
    if (this.#telling) return;
    this.#asked = this.clientId;
    void this.#list.run();
  }

  #client(): { readonly clientId?: string } {
    return this.clientId === '' ? {} : { clientId: this.clientId };
  }

  protected override updated(): void {
    if (!this.#focusResult) return;
    this.#focusResult = false;
    this.renderRoot.querySelector<HTMLElement>('#result')?.focus();
  }

  /** What the answer of a command gave is newer than what could be asked for. */
  #tellOthers(): void {
    this.#telling = true;
    this.context?.refresh.notify();
    this.#telling = false;
  }

  async #act(row: ContactRow, deed: Deed): Promise<void> {
    const { billing } = this;
    if (billing === null || this.busy !== null) return;
    this.outcome = null;
    if (!(await this.#dialog.ask(deed.question))) return;
    this.busy = row.contactId;
    try {
      this.#list.set(await this.#send(billing, row, deed.verb));
      this.#show({ title: deed.done, error: null });
      this.#tellOthers();
    } catch (caught) {
      const error = asBillingError(caught);
      this.#show({ title: deed.failed, error });
      if (error.code === 'stale_version') this.load();
    } finally {
      this.busy = null;
    }
  }

  async #send(
    billing: Billing,
    { contactId, version }: ContactRow,
    verb: Deed['verb'],
  ): Promise<Rows> {
    const content = `${verb} ${contactId} ${version}`;
    const command = { commandId: this.#commands.of(content), contactId, version };
    try {
      const { rows } = await billing.contacts[verb](command);
      this.#commands.answered(content);
      return rows;
    } catch (error) {
      if (!isUnanswered(asBillingError(error))) this.#commands.answered(content);
      throw error;
    }
  }

  #show(outcome: Outcome): void {
    this.outcome = outcome;
    this.#focusResult = true;
    if (outcome.error === null) this.#live.announce(outcome.title);
  }

  #remove(row: ContactRow): Promise<void> {
    const done = strings.removed(row.name);
    const failed = strings.notRemoved(row.name);
    return this.#act(row, { verb: 'remove', question: removal(row), done, failed });
  }

  #makePrimary(row: ContactRow): Promise<void> {
    const before = this.#list.value?.find(({ isPrimary }) => isPrimary);
    const question = promotion(row, before);
    const done = strings.madePrimary(row.name);
    const failed = strings.notPrimary(row.name);
    return this.#act(row, { verb: 'makePrimary', question, done, failed });
  }

  protected override render(): TemplateResult {
    const { signedOut, value } = this.#list;
    return html`<div class="rr" part="base">
      ${this.#live.render()}
      <div class="rr-stack">
        <header class="rr-head" part="head">
          <div class="rr-head__main">
            ${heading(this.headingLevel, strings.title(), { id: 'title', look: 'title' })}
          </div>
          ${signedOut || value === undefined ? nothing : this.#renderAdd()}
        </header>
        ${this.outcome === null ? nothing : outcomeBanner(this.outcome)}
        <section class="rr-panel" aria-labelledby="title">${this.#renderBody()}</section>
      </div>
      ${this.#dialog.render()}
    </div>`;
  }

  #renderAdd(): TemplateResult {
    return html`<div class="rr-actions" part="actions">
      ${openLink({
        pattern: this.addHref,
        id: '',
        text: html`${icon(icons.plus)}${strings.add()}`,
        look: 'rr-btn rr-btn--primary',
        open: () => this.emit('rr-add-contact', undefined, { cancelable: true }),
      })}
    </div>`;
  }

  #renderBody(): unknown {
    const { value, error, slow, signedOut } = this.#list;
    const level = this.headingLevel + 1;
    if (signedOut) return signedOutState(level);
    if (error !== null) {
      const retry = (): void => this.load();
      return errorState({ title: strings.failed(), error, level, retry });
    }
    if (value === undefined) return slow ? skeletonRows(3, strings.loading()) : nothing;
    if (value.length > 0) return this.#renderTable(value);
    const [title, text] = [strings.none(), strings.noneText()];
    return emptyState({ icon: icons.mail, title, text, level });
  }

  #renderTable(rows: Rows): TemplateResult {
    const self = rows.find(({ isSelf }) => isSelf);
    return html`<table
      class="rr-table rr-table--cards rr-table--hover"
      part="table"
      role="table"
      aria-labelledby="title"
      aria-busy=${this.#list.busy ? 'true' : nothing}
    >
      ${tableHead([
        { label: strings.name() },
        { label: strings.email() },
        { label: strings.userName(), givesWay: true },
        { label: strings.areas(), givesWay: true },
        { label: strings.actions(), quiet: true },
      ])}
      <tbody role="rowgroup">
        ${rows.map((row) => this.#renderRow(row, self))}
      </tbody>
    </table>`;
  }

  #renderRow(row: ContactRow, self: ContactRow | undefined): TemplateResult {
    const { company } = row;
    return html`<tr role="row" part="row">
      <th role="rowheader" scope="row" data-card="row">
        ${this.#renderLink(row, html`<bdi>${row.name}</bdi>`)}${tags(row)}
        ${company === null ? nothing : html`<span class="rr-sub"><bdi>${company}</bdi></span>`}
      </th>
      <td role="cell" data-card="row" class="rr-anywhere">
        <bdi dir="ltr">${row.email}</bdi>
      </td>
      <td
        role="cell"
        data-card="row"
        data-mid="hide"
        data-label=${strings.userName()}
        class=${row.userName.length > longName ? 'rr-anywhere' : 'rr-nowrap'}
      >
        <bdi dir="ltr">${row.userName}</bdi>
      </td>
      <td role="cell" data-card="row" data-mid="hide" data-label=${strings.areas()}>
        ${areasText(row, this.format)}
      </td>
      <td role="cell" data-card="row">${this.#renderWays(row, self)}</td>
    </tr>`;
  }

  #renderWays(row: ContactRow, self: ContactRow | undefined): TemplateResult {
    const { name } = row;
    const way = (text: string, label: string, act: () => void): TemplateResult => html`<button
      class="rr-linkbtn"
      type="button"
      aria-label=${label}
      aria-disabled=${this.busy === row.contactId ? 'true' : nothing}
      @click=${act}
    >
      ${text}
    </button>`;
    return html`<span class="rr-ways">
      ${this.#renderLink(row, strings.edit(), strings.editOf(name))}
      ${this.billingAccountsHref === '' ? nothing : this.#renderAccounts(row)}
      ${
        canMakePrimary(row, self)
          ? way(strings.makePrimary(), strings.makePrimaryOf(name), () => this.#makePrimary(row))
          : nothing
      }
      ${
        canRemove(row, self)
          ? way(strings.remove(), strings.removeOf(name), () => this.#remove(row))
          : nothing
      }
    </span>`;
  }

  #renderLink(row: ContactRow, text: unknown, label?: string): TemplateResult {
    const detail: OpenContactDetail = { contactId: row.contactId };
    const open = (): boolean => this.emit('rr-open-contact', detail, { cancelable: true });
    const target = { pattern: this.contactHref, id: row.contactId, text, open };
    return openLink(label === undefined ? target : { ...target, label });
  }

  #renderAccounts(row: ContactRow): TemplateResult {
    const detail: OpenContactDetail = { contactId: row.contactId };
    return openLink({
      pattern: this.billingAccountsHref,
      id: row.contactId,
      text: strings.accounts(),
      label: strings.accountsOf(row.name),
      open: () => this.emit('rr-open-billing-accounts', detail, { cancelable: true }),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-contact-list': RackrateContactList;
  }
}
