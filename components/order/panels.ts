import { html, nothing, type TemplateResult } from 'lit';
import { textField } from '../internal/field.ts';
import { heading } from '../internal/heading.ts';
import { contactStrings } from './contact.strings.ts';
import { contactFields, type OrderForm } from './contact.ts';
import { strings } from './order.strings.ts';
import type { Shop } from './shop.ts';

/**
 * The title, and the way to sign in for somebody who is not.
 *
 * @param signIn the widget to sign in with; null while it is closed.
 */
export function headPanel(options: {
  readonly shop: Shop;
  readonly product: string;
  readonly level: number;
  readonly signIn: TemplateResult | null;
  readonly toggle: () => void;
  readonly signedIn: () => void;
}): TemplateResult {
  const { signIn } = options;
  const title = heading(options.level, strings.title(options.product), { look: 'title' });
  if (options.shop.client !== null) return html`<div class="rr-head__main">${title}</div>`;
  return html`<div class="rr-head__main">
    ${title}
    <p class="rr-muted">
      ${strings.alreadyClient()}
      <button
        class="rr-linkbtn"
        type="button"
        aria-expanded=${signIn === null ? 'false' : 'true'}
        aria-controls="sign-in"
        @click=${options.toggle}
      >
        ${strings.signIn()}
      </button>
    </p>
    <div id="sign-in" ?hidden=${signIn === null} @rr-signed-in=${options.signedIn}>
      ${signIn ?? nothing}
    </div>
  </div>`;
}

/** The domain name that the hosting is for. */
export function domainPanel(form: OrderForm, level: number): TemplateResult {
  return html`<section class="rr-panel" part="domain" aria-labelledby="domain-title">
    <div class="rr-panel__head">${heading(level, strings.domain(), { id: 'domain-title' })}</div>
    <div class="rr-panel__body">
      ${textField({
        ...form.bind('domainName'),
        label: strings.domainName(),
        hint: strings.domainHint(),
        optional: true,
        autocomplete: 'off',
        ltr: true,
      })}
    </div>
  </section>`;
}

/** Who orders: the client that is signed in, or the contact form of a new one. */
export function contactPanel(options: {
  readonly shop: Shop;
  readonly form: OrderForm;
  readonly level: number;
  readonly locale: string;
  /** Called when something was changed that taxes may depend on. */
  readonly taxChanged: () => void;
}): TemplateResult {
  const { client } = options.shop;
  const title = heading(options.level, contactStrings.contact(), { id: 'contact-title' });
  const name = client?.company || client?.name || '';
  const needed = html`<span class="rr-small rr-muted">${contactStrings.needed()}</span>`;
  return html`<section class="rr-panel" part="contact" aria-labelledby="contact-title">
    <div class="rr-panel__head">${title} ${client === null ? needed : nothing}</div>
    <div class="rr-panel__body">
      ${
        client === null
          ? contactFields(options.form, options.locale, options.taxChanged)
          : html`<p>${contactStrings.orderingAs(name)}</p>`
      }
    </div>
  </section>`;
}
