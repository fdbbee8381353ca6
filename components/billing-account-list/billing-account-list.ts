import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Billing } from '../../src/billing.ts';
import type { BillingAccountList, BillingAccountRow } from '../../src/contract/billing-accounts.ts';
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
import { askWords, strings } from './billing-account-list.strings.ts';
import { styles } from './billing-account-list.styles.ts';
import {
  defaultPanel,
  expiryBanners,
  expiryCell,
  identity,
  type Outcome,
  outcomeBanner,
  packagesCell,
  promotion,
  removal,
  standsInTheWay,
} from './parts.ts';

/** Detail of `rr-open-billing-account`. */
export interface OpenBillingAccountDetail {
  readonly billingAccountId: string;
}

/** A command on an account, with its question and its words. */
interface Deed {
  readonly verb: 'remove' | 'makeDefault';
  /** Null: it cannot be done, and why was shown. */
  readonly ask: (billing: Billing, list: BillingAccountList) => Promise<Confirmation | null>;
  readonly done: string;
  readonly failed: string;
}

/**
 * The billing accounts of a client, the default one first: what each is, whose, when it ends and
 * what that will hit, and which packages it pays (SPEC 9.1, 9.5, 9.9).
 *
 * @summary The list of billing accounts.
 * @attr {string} client-id - For operators: whose accounts; left out: those of who is signed in.
 * @attr {string} account-href - Address of an account with `{id}`, such as
 *   `#/billing-accounts/{id}`.
 * @attr {string} add-href - Address of the form for a new account.
 * @attr {string} routing-href - Address where it is set who pays what; left out: there is no way
 *   to it.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<OpenBillingAccountDetail>} rr-open-billing-account - An account was chosen;
 *   cancelable.
 * @event {CustomEvent} rr-add-billing-account - Add billing account was pressed; cancelable.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart head - Title and actions.
 * @csspart title - The title.
 * @csspart actions - The actions of the head.
 * @csspart table - The table.
 * @csspart row - A row.
 * @csspart status - That an account expires.
 * @csspart expiring - What an account that expires will hit.
 * @csspart by-default - The packages that no account is named for.
 * @csspart dialog - The question before an account is removed or made the default one.
 * @csspart result - What came of it.
 * @csspart empty - The empty state.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the accounts are awaited.
 * @cssproperty --rr-accent - The one accent.
 * @cssproperty --rr-density - Height of rows; 1 when left out.
 */
export class RackrateBillingAccountList extends RackrateElement {
  static override readonly widget: string = 'billing-account-list';

  static override readonly styles: CSSResultGroup = styles;

  readonly #list: Load<BillingAccountList> = new Load<BillingAccountList>(this, (billing, signal) =>
    billing.billingAccounts.list(this.#client(), { signal }),
  );

  readonly #dialog: ConfirmDialog = new ConfirmDialog(this);
  readonly #live: LiveRegion = new LiveRegion(this);
  readonly #commands: CommandIds = new CommandIds();
  #focusResult = false;
  #telling = false;

  #asked: string | null = null;

  /** The account that a command is about; its actions wait. */
  @state()
  protected busy: string | null = null;

  @state()
  protected outcome: Outcome | null = null;

  /** Address of an account with `{id}`; left out: a button that only sends the event. */
  @property({ attribute: 'account-href' })
  accountHref: string = '';

  /** Address of the form for a new account; left out: a button that only sends the event. */
  @property({ attribute: 'add-href' })
  addHref: string = '';

  /** Address where it is set who pays what. */
  @property({ attribute: 'routing-href' })
  routingHref: string = '';

  /** For operators: whose accounts; they see them, and change none (SPEC 9.1). */
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

  async #act(row: BillingAccountRow, deed: Deed): Promise<void> {
    const { billing } = this;
    const list = this.#list.value;
    if (billing === null || list === undefined || this.busy !== null) return;
    this.outcome = null;
    this.busy = row.billingAccountId;
    try {
      const question = await deed.ask(billing, list);
      if (question === null || !(await this.#dialog.ask(question))) return;
      this.#list.set(await this.#send(billing, row, deed.verb));
      this.#show({ title: deed.done, error: null, good: true });
      this.#tellOthers();
    } catch (caught) {
      const error = asBillingError(caught);
      this.#show({ title: deed.failed, error, good: false, ...whyNot(error.code) });
      if (error.code === 'stale_version') this.load();
    } finally {
      this.busy = null;
    }
  }

  async #send(
    billing: Billing,
    row: BillingAccountRow,
    verb: Deed['verb'],
  ): Promise<BillingAccountList> {
    const { billingAccountId, version, owner, packages } = row;
    const content = `${verb} ${billingAccountId} ${version}`;
    const command = { commandId: this.#commands.of(content), billingAccountId, version };
    const { billingAccounts } = billing;
    try {
      if (verb === 'remove') {
        const list = await billingAccounts.remove(command);
        this.#commands.answered(content);
        return list;
      }
      await billingAccounts.change({
        ...command,
        ownerContactId: owner?.contactId ?? '',
        packageIds: packages.map(({ packageId }) => packageId),
        makeDefault: true,
      });
      this.#commands.answered(content);
      return await billingAccounts.list(this.#client());
    } catch (error) {
      if (!isUnanswered(asBillingError(error))) this.#commands.answered(content);
      throw error;
    }
  }

  #show(outcome: Outcome): void {
    this.outcome = outcome;
    this.#focusResult = true;
    if (outcome.good) this.#live.announce(outcome.title);
  }

  #remove(row: BillingAccountRow): Promise<void> {
    const { billingAccountId, label } = row;
    const failed = askWords.notRemoved(label);
    return this.#act(row, {
      verb: 'remove',
      done: askWords.removed(label),
      failed,
      ask: async (billing, list) => {
        const preview = await billing.billingAccounts.previewRemoval({ billingAccountId });
        const text = standsInTheWay(row, preview);
        if (text === null) return removal(row, preview, list, this.format);
        this.#show({ title: failed, text, error: null, good: false });
        return null;
      },
    });
  }

  #makeDefault(row: BillingAccountRow): Promise<void> {
    return this.#act(row, {
      verb: 'makeDefault',
      done: askWords.madeDefault(row.label),
      failed: askWords.notDefault(row.label),
      ask: (_billing, list) => Promise.resolve(promotion(row, list, this.format)),
    });
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
          ${signedOut || value === undefined || this.clientId !== '' ? nothing : this.#renderHead()}
        </header>
        ${this.outcome === null ? nothing : outcomeBanner(this.outcome)}
        ${value === undefined || signedOut ? nothing : expiryBanners(value, this.format)}
        <section class="rr-panel" aria-labelledby="title">${this.#renderBody()}</section>
        ${value === undefined || signedOut ? nothing : defaultPanel(value, this.headingLevel + 1)}
      </div>
      ${this.#dialog.render()}
    </div>`;
  }

  #renderHead(): TemplateResult {
    return html`<div class="rr-actions rr-actions--fill" part="actions">
      ${
        this.routingHref === ''
          ? nothing
          : html`<a class="rr-btn" href=${this.routingHref}>${strings.routing()}</a>`
      }
      ${openLink({
        pattern: this.addHref,
        id: '',
        text: html`${icon(icons.plus)}${strings.add()}`,
        look: 'rr-btn rr-btn--primary',
        open: () => this.emit('rr-add-billing-account', undefined, { cancelable: true }),
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
    if (value.rows.length > 0) return this.#renderTable(value);
    const [title, text] = [strings.none(), strings.noneText()];
    return emptyState({ icon: icons.card, title, text, level });
  }

  #renderTable({ rows }: BillingAccountList): TemplateResult {
    return html`<table
      class="rr-table rr-table--cards rr-table--hover"
      part="table"
      role="table"
      aria-labelledby="title"
      aria-busy=${this.#list.busy ? 'true' : nothing}
    >
      ${tableHead([
        { label: strings.account() },
        { label: strings.owner(), givesWay: true },
        { label: strings.expires() },
        { label: strings.pays() },
        { label: strings.actions(), quiet: true },
      ])}
      <tbody role="rowgroup">
        ${rows.map((row) => this.#renderRow(row))}
      </tbody>
    </table>`;
  }

  #renderRow(row: BillingAccountRow): TemplateResult {
    return html`<tr role="row" part="row">
      <th role="rowheader" scope="row" data-card="row">
        ${identity(row, this.#renderLink(row, html`<bdi>${row.label}</bdi>`))}
      </th>
      <td role="cell" data-card="row" data-mid="hide" data-label=${strings.owner()}>
        ${
          row.owner === null
            ? html`<span class="rr-muted">${strings.otherOwner()}</span>`
            : html`<bdi>${row.owner.name}</bdi>`
        }
      </td>
      <td role="cell" data-card="row" data-label=${strings.expires()}>${expiryCell(row)}</td>
      <td role="cell" data-card="row" data-label=${strings.pays()}>
        ${packagesCell(row, this.format)}
      </td>
      <td role="cell" data-card="row" class="rr-waycell">${this.#renderWays(row)}</td>
    </tr>`;
  }

  #renderWays(row: BillingAccountRow): TemplateResult {
    const { label } = row;
    const busy = this.busy === row.billingAccountId;
    const way = (text: string, name: string, act: () => void): TemplateResult => html`<button
      class="rr-linkbtn"
      type="button"
      aria-label=${name}
      aria-disabled=${busy ? 'true' : nothing}
      @click=${act}
    >
      ${text}
    </button>`;
    const edits = row.mayEdit && this.clientId === '';
    const promote = (): void => void this.#makeDefault(row);
    const drop = (): void => void this.#remove(row);
    return html`<span class="rr-ways">
      ${
        edits
          ? this.#renderLink(row, strings.edit(), strings.editOf(label))
          : this.#renderLink(row, strings.open(), strings.openOf(label))
      }
      ${
        edits && !row.isDefault
          ? way(strings.makeDefault(), strings.makeDefaultOf(label), promote)
          : nothing
      }
      ${edits ? way(strings.remove(), strings.removeOf(label), drop) : nothing}
    </span>`;
  }

  #renderLink(row: BillingAccountRow, text: unknown, label?: string): TemplateResult {
    const detail: OpenBillingAccountDetail = { billingAccountId: row.billingAccountId };
    const open = (): boolean => this.emit('rr-open-billing-account', detail, { cancelable: true });
    const target = { pattern: this.accountHref, id: row.billingAccountId, text, open };
    return openLink(label === undefined ? target : { ...target, label });
  }
}

/** Codes that mean something else here than for a payment. */
function whyNot(code: string): { readonly error?: null; readonly text?: string } {
  return code === 'charge_open' ? { error: null, text: askWords.charging() } : {};
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-billing-account-list': RackrateBillingAccountList;
  }
}
