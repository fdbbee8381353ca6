import { type CSSResultGroup, html, isServer, nothing, type TemplateResult } from 'lit';
import { BillingError } from '../../src/errors.ts';
import { RackrateElement } from '../internal/element.ts';
import { checkField, textField } from '../internal/field.ts';
import { type FieldErrors, FormController } from '../internal/form.ts';
import { formSkeleton } from '../internal/form-skeleton.ts';
import { heading } from '../internal/heading.ts';
import { asBillingError, isSignedOut } from '../internal/load.ts';
import { state } from '../internal/property.ts';
import { strings } from './sign-in.strings.ts';
import { styles } from './sign-in.styles.ts';

type Id = 'user-name' | 'password';

/**
 * Sign-in with user name and password (SPEC 3.4).
 *
 * On a backend without sign-in, such as one that is made for one client, it shows nothing but its
 * slot.
 *
 * @summary Sign in.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent} rr-signed-in - User name and password fitted; the widgets have loaded again.
 * @slot - What stands below the form, such as a link for a lost password.
 * @csspart base - The widget.
 * @csspart title - The title.
 * @csspart errors - What is wrong.
 * @csspart field - A field.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackrateSignIn extends RackrateElement {
  static override readonly widget: string = 'sign-in';

  static override readonly styles: CSSResultGroup = styles;

  readonly #form: FormController<Id> = new FormController<Id>(this, () => ({
    'user-name': strings.userName(),
    password: strings.password(),
  }));

  @state()
  protected shown: boolean = false;

  /** Ends the session of this browser. */
  async signOut(): Promise<void> {
    await this.billing?.adapter.signIn?.signOut();
    this.#form.reset();
    this.context?.refresh.notify();
  }

  #check(): FieldErrors<Id> {
    const errors: { [Field in Id]?: string } = {};
    if (this.#form.value('user-name').trim() === '') errors['user-name'] = strings.needUserName();
    if (this.#form.value('password') === '') errors.password = strings.needPassword();
    return errors;
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const done = await this.#form.submit(
      () => this.#check(),
      () => this.#send(),
    );
    if (done !== true) return;
    this.#form.reset();
    this.shown = false;
    this.emit('rr-signed-in');
    this.context?.refresh.notify();
  }

  /** One answer for a wrong name and a wrong password, so that neither tells who has an account. */
  async #send(): Promise<true> {
    const userName = this.#form.value('user-name').trim();
    try {
      await this.billing?.adapter.signIn?.signIn(userName, this.#form.value('password'));
      return true;
    } catch (caught) {
      const error = asBillingError(caught);
      if (!isSignedOut(error)) throw error;
      throw new BillingError('invalid_input', strings.wrong());
    }
  }

  protected override render(): TemplateResult {
    if (isServer) return formSkeleton(this.headingLevel, strings.title());
    if (this.billing?.adapter.signIn === undefined) return html`<slot></slot>`;
    const { busy } = this.#form;
    return html`<div class="rr" part="base">
      <form
        class="rr-stack rr-stack--tight rr-narrowform"
        novalidate
        @submit=${(event: Event) => this.#submit(event)}
      >
        ${heading(this.headingLevel, strings.title(), { look: 'title' })}
        ${this.#form.renderSummary()} ${this.#renderFields()}
        <button
          class="rr-btn rr-btn--primary"
          type="submit"
          aria-disabled=${busy ? 'true' : nothing}
        >
          ${busy ? strings.signingIn() : strings.signIn()}
        </button>
        <slot></slot>
      </form>
    </div>`;
  }

  #renderFields(): TemplateResult {
    return html`${textField({
      ...this.#form.bind('user-name'),
      label: strings.userName(),
      autocomplete: 'username',
      ltr: true,
    })}
    ${textField({
      ...this.#form.bind('password'),
      label: strings.password(),
      autocomplete: 'current-password',
      type: this.shown ? 'text' : 'password',
    })}
    ${checkField({
      id: 'show',
      label: strings.show(),
      checked: this.shown,
      onChange: (shown) => {
        this.shown = shown;
      },
    })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-sign-in': RackrateSignIn;
  }
}
