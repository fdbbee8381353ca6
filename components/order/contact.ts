import { html, nothing, type TemplateResult } from 'lit';
import type { NewClient, TaxAddress } from '../../src/contract/orders.ts';
import { Counties } from '../internal/counties.ts';
import { hasCounty, hasState } from '../internal/countries.ts';
import type { RackrateElement } from '../internal/element.ts';
import { checkField, textField } from '../internal/field.ts';
import { type FieldErrors, FormController } from '../internal/form.ts';
import { regionFields } from '../internal/region.ts';
import { contactStrings as strings } from './contact.strings.ts';
import { strings as orderStrings } from './order.strings.ts';

/** The fields of the order form that are not choices of the catalog. */
export type OrderField = keyof NewClient | 'sendLink' | 'domainName' | 'terms' | 'method';

/** The order form, with the counties of the state that is chosen in it. */
export class OrderForm extends FormController<Exclude<OrderField, 'language'>> {
  /** Of the United States, where taxes may depend on them. */
  readonly counties: Counties;

  constructor(host: RackrateElement) {
    super(host, labels);
    this.counties = new Counties(host);
  }
}

/** Errors of the order form. */
export type OrderErrors = FieldErrors<Exclude<OrderField, 'language'>>;

type FieldId = Exclude<OrderField, 'language'>;

/** The labels of all fields, in the order of the page. */
export function labels(): { readonly [Field in FieldId]: string } {
  return {
    domainName: orderStrings.domainName(),
    firstName: strings.firstName(),
    lastName: strings.lastName(),
    company: strings.company(),
    email: strings.email(),
    street: strings.street(),
    street2: strings.street2(),
    zip: strings.zip(),
    city: strings.city(),
    country: strings.country(),
    state: strings.state(),
    county: strings.county(),
    phone: strings.phone(),
    vatNumber: strings.vatNumber(),
    userName: strings.userName(),
    password: strings.password(),
    sendLink: strings.sendLink(),
    method: orderStrings.payWith(),
    terms: strings.terms(),
  };
}

/** The field for each path of the input of `orders.place`. */
export const paths: { readonly [path: string]: FieldId } = {
  ...Object.fromEntries(
    (
      [
        ...['firstName', 'lastName', 'company', 'email', 'street', 'street2', 'zip', 'city'],
        ...['country', 'state', 'county', 'phone', 'vatNumber', 'userName', 'password'],
      ] as readonly FieldId[]
    ).map((id) => [`client.${id}`, id]),
  ),
  'items.0.domainName': 'domainName',
  'taxAddress.vatNumber': 'vatNumber',
  termsVersion: 'terms',
  methodId: 'method',
  method: 'method',
};

const needed: readonly FieldId[] = [
  'firstName',
  'lastName',
  'email',
  'street',
  'zip',
  'city',
  'country',
  'phone',
  'userName',
];

/** What is wrong with the order. @param known whether the client is known, and needs no data. */
export function checkOrder(form: OrderForm, known: boolean): OrderErrors {
  const terms: OrderErrors = form.value('terms') === '' ? { terms: strings.termsMissing() } : {};
  return known ? terms : { ...checkContact(form), ...terms };
}

function checkContact(form: OrderForm): OrderErrors {
  const errors: { [Field in FieldId]?: string } = {};
  const country = form.value('country');
  const ids = hasState(country) ? [...needed, 'state' as const] : needed;
  for (const id of ids) if (form.value(id).trim() === '') errors[id] = strings.missing();
  if (!errors.email && !/^\S+@\S+\.\S+$/.test(form.value('email').trim())) {
    errors.email = strings.emailWrong();
  }
  const link = form.value('sendLink') !== '';
  if (!link && form.value('password').length < 10) errors.password = strings.passwordShort();
  return errors;
}

/** The new client that the form describes. */
export function newClient(form: OrderForm, language: string): NewClient {
  const text = (id: FieldId): string => form.value(id).trim();
  const maybe = <Id extends FieldId>(id: Id): { readonly [Field in Id]?: string } =>
    (text(id) === '' ? {} : { [id]: text(id) }) as { readonly [Field in Id]?: string };
  const country = text('country');
  const password = form.value('password');
  return {
    ...maybe('company'),
    firstName: text('firstName'),
    lastName: text('lastName'),
    email: text('email'),
    street: text('street'),
    ...maybe('street2'),
    city: text('city'),
    ...(hasState(country) ? maybe('state') : {}),
    ...(hasCounty(country) ? maybe('county') : {}),
    zip: text('zip'),
    country,
    phone: text('phone'),
    ...maybe('vatNumber'),
    language,
    userName: text('userName'),
    ...(form.value('sendLink') === '' ? { password } : {}),
  };
}

/** Where tax is decided. */
export function taxAddress(form: OrderForm): TaxAddress {
  const text = (id: FieldId): string => form.value(id).trim();
  const country = text('country');
  return {
    country,
    ...(hasState(country) && text('state') !== '' ? { state: text('state') } : {}),
    ...(hasCounty(country) && text('county') !== '' ? { county: text('county') } : {}),
    ...(text('city') === '' ? {} : { city: text('city') }),
    ...(text('vatNumber') === '' ? {} : { vatNumber: text('vatNumber') }),
  };
}

/**
 * The contact form.
 *
 * @param taxChanged called when something was changed that taxes may depend on.
 */
export function contactFields(
  form: OrderForm,
  locale: string,
  taxChanged: () => void,
): TemplateResult {
  return html`<div class="rr-form">
    ${nameFields(form)} ${addressFields(form)}
    ${regionFields(form, { locale, counties: form.counties, changed: taxChanged })}
    ${textField({
      ...form.bind('phone'),
      label: strings.phone(),
      autocomplete: 'tel',
      type: 'tel',
      ltr: true,
      width: 3,
    })}
    ${textField({
      ...form.bind('vatNumber'),
      label: strings.vatNumber(),
      autocomplete: 'off',
      optional: true,
      ltr: true,
      width: 3,
      onBlur: taxChanged,
    })}
    ${accessFields(form)}
  </div>`;
}

function nameFields(form: OrderForm): TemplateResult {
  return html`${textField({
    ...form.bind('firstName'),
    label: strings.firstName(),
    autocomplete: 'given-name',
    width: 3,
  })}
  ${textField({
    ...form.bind('lastName'),
    label: strings.lastName(),
    autocomplete: 'family-name',
    width: 3,
  })}
  ${textField({
    ...form.bind('company'),
    label: strings.company(),
    autocomplete: 'organization',
    optional: true,
    width: 3,
  })}
  ${textField({
    ...form.bind('email'),
    label: strings.email(),
    autocomplete: 'email',
    type: 'email',
    ltr: true,
    width: 3,
  })}`;
}

function addressFields(form: OrderForm): TemplateResult {
  return html`${textField({
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
  ${textField({
    ...form.bind('zip'),
    label: strings.zip(),
    autocomplete: 'postal-code',
    width: 2,
  })}
  ${textField({
    ...form.bind('city'),
    label: strings.city(),
    autocomplete: 'address-level2',
    width: 4,
  })}`;
}

function accessFields(form: OrderForm): TemplateResult {
  const link = form.value('sendLink') !== '';
  return html`${textField({
    ...form.bind('userName'),
    label: strings.userName(),
    autocomplete: 'username',
    ltr: true,
    width: 3,
  })}
  ${
    link
      ? nothing
      : textField({
          ...form.bind('password'),
          label: strings.password(),
          autocomplete: 'new-password',
          type: 'password',
          hint: strings.passwordHint(),
          ltr: true,
          width: 3,
        })
  }
  ${checkField({
    id: 'sendLink',
    label: strings.sendLink(),
    checked: link,
    onChange: (checked) => form.set('sendLink', checked ? 'yes' : ''),
  })}`;
}
