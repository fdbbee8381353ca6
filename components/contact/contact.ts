import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Billing } from '../../src/billing.ts';
import type { ContactView } from '../../src/contract/contacts.ts';
import { CommandIds, isUnanswered } from '../internal/command-ids.ts';
import { Counties } from '../internal/counties.ts';
import { RackrateElement } from '../internal/element.ts';
import { FormController } from '../internal/form.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { asBillingError, Load } from '../internal/load.ts';
import { property, state } from '../internal/property.ts';
import { useCounties } from '../internal/region.ts';
import { errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import { strings } from './contact.strings.ts';
import { styles } from './contact.styles.ts';
import { contactSections } from './fields.ts';
import { openContact } from './open.ts';
import { conflictBanner, type Done, doneToast } from './parts.ts';
import {
  type ContactForm,
  type ContactValues,
  checkContact,
  contactIds,
  differences,
  fieldsOf,
  labels,
  nameOf,
  type Opened,
  paths,
  valuesOf,
} from './values.ts';

/** Detail of `rr-contact-saved`. */
export interface ContactSavedDetail {
  readonly contactId: string;
  /** Whether it was added by this. */
  readonly added: boolean;
}

/**
 * One contact: person, address, phones, sign-in, mails and areas; without `contact-id` a new one
 * (SPEC 3.2, 3.3).
 *
 * @summary Edit or add a contact.
 * @attr {string} contact-id - The contact to edit; left out: a new one.
 * @attr {string} client-id - For operators: whose new contact it is; left out: that of who is
 *   signed in.
 * @attr {string} list-href - Address of the list of contacts; left out: there is no link back.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<ContactSavedDetail>} rr-contact-saved - The contact is saved.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart head - Title and tags.
 * @csspart title - The contact's name.
 * @csspart form - The form.
 * @csspart section - A group of fields.
 * @csspart field - A field.
 * @csspart label - Its label.
 * @csspart input - Its input.
 * @csspart hint - Its hint.
 * @csspart errors - What has to be changed in the form.
 * @csspart conflict - That the contact was changed meanwhile.
 * @csspart actions - Discard and save.
 * @csspart toast - What was done.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the contact is awaited.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackrateContact extends RackrateElement {
  static override readonly widget: string = 'contact';

  static override readonly styles: CSSResultGroup = styles;

  readonly #opened: Load<Opened> = new Load<Opened>(this, (billing, signal) =>
    openContact(billing, signal, { contactId: this.contactId, clientId: this.clientId }),
  );

  readonly #form: ContactForm = new FormController(this, labels);
  readonly #counties: Counties = new Counties(this);
  readonly #live: LiveRegion = new LiveRegion(this);
  readonly #commands: CommandIds = new CommandIds();

  /** The id that was asked for last; null before the first time. */
  #asked: string | null = null;
  /** What the form was filled from, and with what. */
  #taken: Opened | undefined;
  #saved: ContactValues | null = null;
  #focusNext = '';
  #telling = false;

  /** The fields that were changed by somebody else; null: there is no conflict. */
  @state()
  protected conflict: readonly string[] | null = null;

  @state()
  protected done: Done | null = null;

  /** The contact to edit. */
  @property({ attribute: 'contact-id' })
  contactId: string = '';

  /** For operators: whose new contact it is. */
  @property({ attribute: 'client-id' })
  clientId: string = '';

  /** Address of the list of contacts. */
  @property({ attribute: 'list-href' })
  listHref: string = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('contactId') && this.#asked !== null && this.contactId !== this.#asked) {
      this.#saved = null;
      this.#taken = undefined;
      this.done = null;
      this.conflict = null;
      this.#opened.set(undefined);
      this.load();
    }
    const opened = this.#opened.value;
    if (opened !== undefined && opened !== this.#taken && !this.dirty) this.#take(opened);
  }

  protected override updated(): void {
    if (this.#focusNext === '') return;
    const target = this.renderRoot.querySelector<HTMLElement>(this.#focusNext);
    this.#focusNext = '';
    target?.focus();
  }

  /** Whether something was typed that is not saved; other widgets' refreshes leave it alone. */
  get dirty(): boolean {
    const saved = this.#saved;
    return saved !== null && contactIds.some((id) => this.#form.value(id) !== saved[id]);
  }

  protected override load(): void {
    if (this.#telling) return;
    this.#asked = this.contactId;
    if (!this.dirty) void this.#opened.run();
  }

  /** What the answer of a command gave is newer than what could be asked for. */
  #tellOthers(): void {
    this.#telling = true;
    this.context?.refresh.notify();
    this.#telling = false;
  }

  #take(opened: Opened): void {
    this.#taken = opened;
    this.#saved = valuesOf(opened, this.locale);
    this.#fill(this.#saved);
  }

  #fill(values: ContactValues): void {
    this.#form.reset(values);
    useCounties(this.#form, this.#counties);
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const { billing } = this;
    const opened = this.#taken;
    if (billing === null || opened === undefined || this.#form.busy) return;
    this.done = null;
    this.conflict = null;
    const send = (): Promise<ContactView | null> => this.#send(billing, opened);
    const sent = this.#values();
    const contact = await this.#form.submit(() => checkContact(this.#form), send, paths);
    if (contact) this.#keep(contact, opened, sent);
  }

  #values(): ContactValues {
    return Object.fromEntries(
      contactIds.map((id) => [id, this.#form.value(id)]),
    ) as unknown as ContactValues;
  }

  /** @returns null when it was changed meanwhile; nothing was saved then. */
  async #send(billing: Billing, opened: Opened): Promise<ContactView | null> {
    const contact = fieldsOf(this.#form);
    const before = opened.contact;
    const client = this.clientId === '' ? {} : { clientId: this.clientId };
    const content = JSON.stringify([before?.contactId, before?.version, client, contact]);
    const commandId = this.#commands.of(content);
    const { contacts } = billing;
    try {
      const saved =
        before === null
          ? await contacts.add({ commandId, ...client, contact })
          : await contacts.change({ commandId, ...keyOf(before), contact });
      this.#commands.answered(content);
      return saved;
    } catch (caught) {
      const error = asBillingError(caught);
      if (!isUnanswered(error)) this.#commands.answered(content);
      if (error.code !== 'stale_version') throw error;
      await this.#meet(billing, opened);
      return null;
    }
  }

  /** Says what was changed by somebody else, as far as that can be read. */
  async #meet(billing: Billing, opened: Opened): Promise<void> {
    const contactId = opened.contact?.contactId;
    if (contactId === undefined || this.#taken !== opened) return;
    this.conflict = [];
    this.#focusNext = '#conflict';
    try {
      const contact = await billing.contacts.get({ contactId });
      const [before, now] = [opened, { ...opened, contact }].map((one) =>
        valuesOf(one, this.locale),
      );
      if (before !== undefined && now !== undefined) this.conflict = differences(before, now);
    } catch {
      // That it was changed is known; by which fields is a help only.
    }
  }

  #keep(contact: ContactView, opened: Opened, sent: ContactValues): void {
    const added = opened.contact === null;
    // The page may show another contact by now.
    if (this.#taken === opened) this.#show(contact, opened, sent);
    const detail: ContactSavedDetail = { contactId: contact.contactId, added };
    this.emit('rr-contact-saved', detail);
    this.#tellOthers();
  }

  #show(contact: ContactView, opened: Opened, sent: ContactValues): void {
    const added = opened.contact === null;
    const typed = this.#values();
    const sentLink = added && this.#form.value('password') === '';
    const name = nameOf(contact);
    const text = sentLink
      ? strings.addedLink(name, contact.email)
      : added
        ? strings.added(name)
        : strings.saved(name);
    const now: Opened = { ...opened, contact };
    this.#asked = contact.contactId;
    this.contactId = contact.contactId;
    this.#opened.set(now);
    this.#take(now);
    // What was typed while it was being saved is not saved, and stays.
    for (const id of contactIds) if (typed[id] !== sent[id]) this.#form.set(id, typed[id]);
    this.done = { text };
    this.#live.announce(text);
  }

  /** What was typed can be taken back until something else is typed. */
  #discard(): void {
    const saved = this.#saved;
    if (saved === null) return;
    const typed = this.#values();
    const undo = (): void => {
      this.done = null;
      this.#fill(typed);
      this.#focusNext = '#save';
    };
    this.#fill(saved);
    this.done = { text: strings.discarded(), undo };
    this.#live.announce(strings.discarded());
    this.#focusNext = '#undo';
  }

  #loadAgain(): void {
    this.#saved = null;
    this.conflict = null;
    this.#focusNext = '#title';
    this.load();
  }

  protected override render(): TemplateResult {
    return html`<div class="rr" part="base">${this.#live.render()} ${this.#renderState()}</div>`;
  }

  #renderState(): unknown {
    const { error, slow, signedOut } = this.#opened;
    const level = this.headingLevel;
    if (signedOut) return html`<section class="rr-panel">${signedOutState(level)}</section>`;
    if (error !== null && !this.dirty) {
      const retry = error.code === 'not_found' ? null : (): void => this.load();
      return html`<section class="rr-panel">
        ${errorState({ title: strings.failed(), error, level, retry })}
      </section>`;
    }
    if (this.#taken !== undefined) return this.#renderContact(this.#taken);
    if (!slow) return nothing;
    return html`<section class="rr-panel" aria-busy="true">
      ${skeletonRows(6, strings.loading())}
    </section>`;
  }

  #renderContact(opened: Opened): TemplateResult {
    const { conflict } = this;
    const level = this.headingLevel + 1;
    return html`<form
      class="rr-stack"
      part="form"
      novalidate
      aria-labelledby="title"
      @submit=${(event: Event) => void this.#save(event)}
    >
      ${this.#renderHead(opened)} ${this.#form.renderSummary()}
      ${
        conflict === null ? nothing : conflictBanner(conflict, this.format, () => this.#loadAgain())
      }
      <div class="rr-panel">
        ${contactSections({
          form: this.#form,
          opened,
          counties: this.#counties,
          locale: this.locale,
          level,
        })}
        ${this.#renderActions()}
      </div>
    </form>`;
  }

  #renderHead({ contact }: Opened): TemplateResult {
    const title = contact === null ? strings.titleNew() : html`<bdi>${nameOf(contact)}</bdi>`;
    const tag = (word: string): TemplateResult => html`<span class="rr-tag">${word}</span>`;
    return html`<header class="rr-head" part="head">
      <div class="rr-head__main">
        ${
          this.listHref === ''
            ? nothing
            : html`<a class="rr-back" href=${this.listHref}
                >${icon(icons.back, undefined, true)}${strings.back()}</a
              >`
        }
        <div class="rr-head__line" id="title" tabindex="-1">
          ${heading(this.headingLevel, title, { look: 'title' })}
          ${contact?.isPrimary ? tag(strings.primary()) : nothing}
          ${contact?.isSelf ? tag(strings.you()) : nothing}
        </div>
        <p class="rr-small rr-muted">${strings.needed()}</p>
      </div>
    </header>`;
  }

  #renderActions(): TemplateResult {
    const { busy } = this.#form;
    const { done, dirty } = this;
    return html`<div class="rr-panel__foot rr-savebar" part="actions">
      <div class="rr-actions rr-actions--fill">
        ${
          dirty && !busy
            ? html`<button
                class="rr-btn rr-btn--quiet"
                type="button"
                @click=${() => this.#discard()}
              >
                ${strings.discard()}
              </button>`
            : nothing
        }
        <button
          class="rr-btn rr-btn--primary"
          type="submit"
          id="save"
          aria-disabled=${busy ? 'true' : nothing}
        >
          ${busy ? strings.saving() : strings.save()}
        </button>
      </div>
      ${done === null || dirty ? nothing : doneToast(done)}
    </div>`;
  }
}

function keyOf({ contactId, version }: ContactView): Pick<ContactView, 'contactId' | 'version'> {
  return { contactId, version };
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-contact': RackrateContact;
  }
}
