import { type CSSResultGroup, html, isServer, nothing, type TemplateResult } from 'lit';
import { RackrateElement } from '../internal/element.ts';
import { textField } from '../internal/field.ts';
import { type FieldErrors, FormController } from '../internal/form.ts';
import { formSkeleton } from '../internal/form-skeleton.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { property, state } from '../internal/property.ts';
import { styles } from '../sign-in/sign-in.styles.ts';
import { strings } from './set-password.strings.ts';

type Id = 'password' | 'confirm';

/** The shortest password that is taken. */
const shortest = 10;

/**
 * Sets a password by the one-time link of a mail (SPEC 4.6).
 *
 * @summary Set a password by a link.
 * @attr {string} token - The link's token.
 * @attr {boolean} from-link - Take the token from the address, `#token=` or `?token=`.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<{ userName: string }>} rr-password-set - The password is set.
 * @slot - What follows when it is set, such as a link to sign in.
 * @csspart base - The widget.
 * @csspart title - The title.
 * @csspart errors - What is wrong.
 * @csspart field - A field.
 * @csspart result - That it is set.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackrateSetPassword extends RackrateElement {
  static override readonly widget: string = 'set-password';

  static override readonly styles: CSSResultGroup = styles;

  readonly #form: FormController<Id> = new FormController<Id>(this, () => ({
    password: strings.password(),
    confirm: strings.confirm(),
  }));
  /** The same for the same password, however often it is sent. */
  #command: { readonly password: string; readonly id: string } | null = null;
  #focusResult = false;

  @state()
  protected userName: string | null = null;

  /** The link's token. */
  @property()
  token: string = '';

  /** Whether the token is taken from the page's address. */
  @property({ type: Boolean, attribute: 'from-link' })
  fromLink: boolean = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.fromLink || this.token !== '') return;
    const hash = new URLSearchParams(location.hash.slice(1));
    this.token = hash.get('token') ?? new URLSearchParams(location.search).get('token') ?? '';
  }

  protected override updated(): void {
    if (!this.#focusResult) return;
    this.#focusResult = false;
    this.renderRoot.querySelector<HTMLElement>('#result')?.focus();
  }

  #check(): FieldErrors<Id> {
    const errors: { [Field in Id]?: string } = {};
    const password = this.#form.value('password');
    if (password.length < shortest) errors.password = strings.tooShort();
    else if (password !== this.#form.value('confirm')) errors.confirm = strings.differs();
    return errors;
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const { billing } = this;
    if (billing === null || this.token === '') return;
    const password = this.#form.value('password');
    if (this.#command?.password !== password) {
      this.#command = { password, id: crypto.randomUUID() };
    }
    const { id: commandId } = this.#command;
    const done = await this.#form.submit(
      () => this.#check(),
      () => billing.passwords.set({ commandId, token: this.token, password }),
      { password: 'password' },
    );
    if (done === undefined) return;
    this.userName = done.userName;
    this.#focusResult = true;
    this.emit('rr-password-set', { userName: done.userName });
  }

  protected override render(): TemplateResult {
    if (isServer) return formSkeleton(this.headingLevel, strings.title());
    return html`<div class="rr" part="base">
      ${this.userName === null ? this.#renderForm() : this.#renderDone(this.userName)}
    </div>`;
  }

  #renderForm(): TemplateResult {
    const { busy } = this.#form;
    return html`<form
      class="rr-stack rr-stack--tight rr-narrowform"
      novalidate
      @submit=${(event: Event) => this.#submit(event)}
    >
      ${heading(this.headingLevel, strings.title(), { look: 'title' })}
      ${this.token === '' ? this.#renderNoToken() : nothing}
      ${this.#form.renderSummary()}
      ${textField({
        ...this.#form.bind('password'),
        label: strings.password(),
        hint: strings.hint(),
        type: 'password',
        autocomplete: 'new-password',
      })}
      ${textField({
        ...this.#form.bind('confirm'),
        label: strings.confirm(),
        type: 'password',
        autocomplete: 'new-password',
      })}
      <button
        class="rr-btn rr-btn--primary"
        type="submit"
        aria-disabled=${busy || this.token === '' ? 'true' : nothing}
      >
        ${busy ? strings.setting() : strings.set()}
      </button>
    </form>`;
  }

  #renderNoToken(): TemplateResult {
    return html`<div class="rr-banner rr-banner--warn" role="alert">
      ${icon(icons.alert)}
      <p>${strings.noToken()}</p>
    </div>`;
  }

  #renderDone(userName: string): TemplateResult {
    return html`<div class="rr-banner rr-banner--good" part="result" id="result" tabindex="-1">
      ${icon(icons.paid)}
      <div>
        ${heading(this.headingLevel, strings.doneTitle(), { look: 'plain' })}
        <p>${strings.doneText(userName)} <slot></slot></p>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-set-password': RackrateSetPassword;
  }
}
