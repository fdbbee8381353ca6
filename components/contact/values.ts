import type { ContactFields, ContactOptions, ContactView } from '../../src/contract/contacts.ts';
import type { Area } from '../../src/contract/operation.ts';
import { hasCounty, hasState } from '../internal/countries.ts';
import type { FieldErrors, FormController } from '../internal/form.ts';
import { regionWords } from '../internal/region.strings.ts';
import { stateCode } from '../internal/us-states.ts';
import { strings } from './contact.strings.ts';

/** The fields of the form, by the names of the operations' input; `confirm` is the form's own. */
export type ContactId = keyof ContactFields | 'confirm';

/** The form of a contact. `mails` and `areas` hold names with commas between them. */
export type ContactForm = FormController<ContactId>;

/** What the fields hold. */
export type ContactValues = { readonly [Field in ContactId]: string };

/** A contact with what it may be made to be. */
export interface Opened {
  /** Null: a new one. */
  readonly contact: ContactView | null;
  readonly options: ContactOptions;
  /** The client's address, with which a new contact begins. */
  readonly address: ContactAddress;
}

const addressIds = ['street', 'street2', 'zip', 'city', 'country', 'state', 'county'] as const;

/** Where a contact is. */
export type ContactAddress = Pick<ContactView, (typeof addressIds)[number]>;

/** Where nothing is known of it. */
export const unknownAddress: ContactAddress = {
  street: '',
  street2: null,
  zip: '',
  city: '',
  country: '',
  state: null,
  county: null,
};

/** What a contact is most often added for. */
const firstAreas: readonly Area[] = ['invoices', 'packages'];

/** The labels of all fields, in the order of the page. */
export function labels(): { readonly [Field in ContactId]: string } {
  return {
    firstName: strings.firstName(),
    lastName: strings.lastName(),
    company: strings.company(),
    email: strings.email(),
    street: strings.street(),
    street2: strings.street2(),
    zip: strings.zip(),
    city: strings.city(),
    country: regionWords.country(),
    state: regionWords.state(),
    county: regionWords.county(),
    phone: strings.phone(),
    phone2: strings.phone2(),
    fax: strings.fax(),
    mobile: strings.mobile(),
    userName: strings.userName(),
    password: strings.password(),
    confirm: strings.confirm(),
    language: strings.language(),
    mailFormat: strings.mailFormat(),
    mails: strings.mails(),
    areas: strings.areas(),
  };
}

/** Every field. */
export const contactIds: readonly ContactId[] = Object.keys(labels()) as ContactId[];

/** The field for each path of the input of `contacts.add` and `contacts.change`. */
export const paths: { readonly [path: string]: ContactId } = Object.fromEntries(
  contactIds.map((id) => [`contact.${id}`, id]),
);

/** What is chosen of several. */
export function chosenOf(form: ContactForm, id: 'mails' | 'areas'): readonly string[] {
  return form.value(id).split(',').filter(Boolean);
}

/** Chooses of several, always in one order, so that going back and forth is no change. */
export function choose(form: ContactForm, id: 'mails' | 'areas', names: Iterable<string>): void {
  form.set(id, ordered(names));
}

function ordered(names: Iterable<string>): string {
  return [...new Set(names)].sort().join(',');
}

/** What the form begins with. @param locale the page's, from which a new contact's language is. */
export function valuesOf({ contact, options, address }: Opened, locale: string): ContactValues {
  if (contact === null) return newValues(options, address, locale);
  const text = (id: Exclude<ContactId, 'password' | 'confirm' | 'mails' | 'areas'>): string =>
    contact[id] ?? '';
  return {
    ...emptyValues(),
    ...Object.fromEntries(
      (Object.keys(contact) as (keyof ContactView)[])
        .filter((id): id is Parameters<typeof text>[0] => (contactIds as string[]).includes(id))
        .map((id) => [id, text(id)]),
    ),
    state: stateOf(contact),
    mails: ordered(contact.mails),
    areas: ordered(contact.areas),
  };
}

/** As the list of states has it, where there is one and it is in it. */
function stateOf({ country, state }: ContactAddress): string {
  const code = hasCounty(country) ? stateCode(state ?? '') : '';
  return code === '' ? (state ?? '') : code;
}

function newValues(
  options: ContactOptions,
  address: ContactAddress,
  locale: string,
): ContactValues {
  const [base = ''] = locale.split('-');
  const { languages } = options;
  const language = [locale, base].find((one) => languages.includes(one)) ?? languages[0] ?? '';
  return {
    ...emptyValues(),
    ...Object.fromEntries(addressIds.map((id) => [id, address[id] ?? ''])),
    state: stateOf(address),
    language,
    mailFormat: 'html',
    // The guide's advice: all mails, unless somebody chooses otherwise.
    mails: ordered(options.mails.map(({ mail }) => mail)),
    areas: ordered(firstAreas.filter((area) => options.areas.includes(area))),
  };
}

function emptyValues(): ContactValues {
  return Object.fromEntries(contactIds.map((id) => [id, ''])) as unknown as ContactValues;
}

const needed: readonly ContactId[] = [
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

/** What is wrong before anything is sent. */
export function checkContact(form: ContactForm): FieldErrors<ContactId> {
  const errors: { [Field in ContactId]?: string } = {};
  for (const id of needed) if (form.value(id).trim() === '') errors[id] = strings.missing();
  const country = form.value('country');
  const state = form.value('state').trim();
  if (hasCounty(country) && stateCode(state) === '') errors.state = strings.stateMissing();
  else if (hasState(country) && state === '') errors.state = strings.missing();
  if (!errors.email && !/^\S+@\S+\.\S+$/.test(form.value('email').trim())) {
    errors.email = strings.emailWrong();
  }
  const password = form.value('password');
  if (password !== '' && password.length < 10) errors.password = strings.passwordShort();
  else if (password !== form.value('confirm')) errors.confirm = strings.differs();
  return errors;
}

/** The contact that the form describes. */
export function fieldsOf(form: ContactForm): ContactFields {
  const text = (id: ContactId): string => form.value(id).trim();
  const maybe = <Id extends ContactId>(id: Id): { readonly [Field in Id]?: string } =>
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
    ...(hasCounty(country) ? { state: stateCode(text('state')), ...maybe('county') } : {}),
    ...(hasCounty(country) ? {} : maybe('state')),
    zip: text('zip'),
    country,
    phone: text('phone'),
    ...maybe('phone2'),
    ...maybe('fax'),
    ...maybe('mobile'),
    userName: text('userName'),
    ...(password === '' ? {} : { password }),
    language: text('language'),
    mailFormat: form.value('mailFormat') === 'plain' ? 'plain' : 'html',
    mails: chosenOf(form, 'mails'),
    areas: chosenOf(form, 'areas') as ContactFields['areas'],
  };
}

/** Names of the fields in which two contacts differ. */
export function differences(before: ContactValues, after: ContactValues): readonly string[] {
  const words = labels();
  return contactIds.filter((id) => before[id] !== after[id]).map((id) => words[id]);
}

/** First and last name. */
export function nameOf(contact: Pick<ContactView, 'firstName' | 'lastName'>): string {
  return `${contact.firstName} ${contact.lastName}`.trim();
}
