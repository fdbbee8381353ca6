import { html, nothing, type TemplateResult } from 'lit';
import type { Area } from '../../src/contract/operation.ts';
import type { Counties } from '../internal/counties.ts';
import { selectField, type TextField, textField } from '../internal/field.ts';
import { heading } from '../internal/heading.ts';
import { regionFields } from '../internal/region.ts';
import { areaChoice, formatChoice, mailChoice } from './choices.ts';
import { strings } from './contact.strings.ts';
import type { ContactForm, ContactId, Opened } from './values.ts';

/** Every area there is, in the order in which they are shown. */
const everyArea: readonly Area[] = [
  'invoices',
  'packages',
  'domains',
  'billing_accounts',
  'contacts',
];

/** What the sections of the form are made of. */
export interface FieldsView {
  readonly form: ContactForm;
  readonly opened: Opened;
  readonly counties: Counties;
  readonly locale: string;
  /** Level of the headings of the sections. */
  readonly level: number;
}

/** The form of a contact (SPEC 3.2, 3.3), one section after the other. */
export function contactSections(view: FieldsView): TemplateResult {
  return html`${personSection(view)} ${addressSection(view)} ${phoneSection(view)}
  ${accessSection(view)} ${mailSection(view)} ${areaSection(view)}`;
}

/** A group of fields with its heading beside them. */
function section(
  view: FieldsView,
  group: { readonly id: string; readonly title: string; readonly text?: string },
  fields: unknown,
): TemplateResult {
  const { id, title, text } = group;
  return html`<fieldset class="rr-section" part="section" aria-labelledby="${id}-title">
    <div class="rr-section__head">
      ${heading(view.level, title, { id: `${id}-title` })}
      ${text === undefined ? nothing : html`<p class="rr-small rr-muted">${text}</p>`}
    </div>
    <div class="rr-form">${fields}</div>
  </fieldset>`;
}

function text(
  form: ContactForm,
  id: ContactId,
  label: string,
  more: Partial<TextField>,
): TemplateResult {
  return textField({ width: 3, ...more, ...form.bind(id), label });
}

function personSection(view: FieldsView): TemplateResult {
  const { form } = view;
  const group = { id: 'person', title: strings.person(), text: strings.personText() };
  return section(
    view,
    group,
    html`${text(form, 'firstName', strings.firstName(), { autocomplete: 'given-name' })}
    ${text(form, 'lastName', strings.lastName(), { autocomplete: 'family-name' })}
    ${text(form, 'company', strings.company(), { autocomplete: 'organization', optional: true })}
    ${text(form, 'email', strings.email(), {
      autocomplete: 'email',
      type: 'email',
      ltr: true,
      disabled: locked(view),
      hint: locked(view) ? strings.accessLocked() : undefined,
    })}`,
  );
}

function addressSection(view: FieldsView): TemplateResult {
  const { form, counties, locale, opened } = view;
  const title = strings.address();
  const group = opened.contact?.isPrimary
    ? { id: 'address', title, text: strings.addressPrimary() }
    : { id: 'address', title };
  return section(
    view,
    group,
    html`${textField({
      ...form.bind('street'),
      label: strings.street(),
      autocomplete: 'address-line1',
    })}
    ${textField({
      ...form.bind('street2'),
      label: strings.street2(),
      autocomplete: 'address-line2',
      optional: true,
    })}
    ${text(form, 'zip', strings.zip(), { autocomplete: 'postal-code', width: 2 })}
    ${text(form, 'city', strings.city(), { autocomplete: 'address-level2', width: 4 })}
    ${regionFields(form, { locale, counties, anyState: true })}`,
  );
}

function phoneSection(view: FieldsView): TemplateResult {
  const { form } = view;
  const phone = (id: ContactId, label: string, more: Partial<TextField>): TemplateResult =>
    text(form, id, label, { type: 'tel', ltr: true, ...more });
  return section(
    view,
    { id: 'phones', title: strings.phones() },
    html`${phone('phone', strings.phone(), { autocomplete: 'tel' })}
    ${phone('phone2', strings.phone2(), { autocomplete: 'off', optional: true })}
    ${phone('fax', strings.fax(), { autocomplete: 'off', optional: true })}
    ${phone('mobile', strings.mobile(), { autocomplete: 'mobile tel', optional: true })}`,
  );
}

/** Whoever could set how a contact signs in could act as that contact. */
function locked({ opened }: FieldsView): boolean {
  const { contact, options } = opened;
  return contact?.areas.some((area) => !options.areas.includes(area)) ?? false;
}

/** A password manager may fill in only what is the reader's own. */
function accessSection(view: FieldsView): TemplateResult {
  const { form, opened } = view;
  const { contact } = opened;
  const disabled = locked(view);
  const note = disabled ? strings.accessLocked() : strings.accessText();
  const hint = contact === null ? strings.passwordNew() : strings.passwordKept();
  const secret: Partial<TextField> = {
    type: 'password',
    autocomplete: 'new-password',
    optional: true,
    ltr: true,
    disabled,
  };
  return section(
    view,
    { id: 'access', title: strings.access(), text: note },
    html`${textField({
      ...form.bind('userName'),
      label: strings.userName(),
      autocomplete: contact?.isSelf ? 'username' : 'off',
      ltr: true,
      disabled,
    })}
    ${text(form, 'password', strings.password(), {
      ...secret,
      hint: disabled ? undefined : hint,
    })}
    ${text(form, 'confirm', strings.confirm(), secret)}`,
  );
}

function mailSection(view: FieldsView): TemplateResult {
  const { form, opened, locale } = view;
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const own = opened.contact?.language;
  const codes = [...new Set([...opened.options.languages, ...(own ? [own] : [])])];
  return section(
    view,
    { id: 'mailing', title: strings.mailing() },
    html`${selectField({
      ...form.bind('language'),
      label: strings.language(),
      width: 3,
      options: codes.map((value) => ({ value, label: names.of(value) ?? value })),
    })}
    ${formatChoice(form)} ${mailChoice(form, opened)}`,
  );
}

function areaSection(view: FieldsView): TemplateResult {
  const { form, opened } = view;
  const text = opened.contact?.isPrimary ? strings.areaPrimary() : strings.areasText();
  const group = { id: 'reach', title: strings.areas(), text };
  return section(view, group, areaChoice(form, opened, everyArea));
}
