import type { Area, Command, Operation } from './operation.ts';

/** How a contact gets its mails (SPEC 3.2). */
export type MailFormat = 'html' | 'plain';

/** A contact in a list (SPEC 3.2). */
export interface ContactRow {
  readonly contactId: string;
  /** First and last name. */
  readonly name: string;
  readonly company: string | null;
  readonly email: string;
  readonly userName: string;
  readonly isPrimary: boolean;
  /** Whether it is the contact who asks. */
  readonly isSelf: boolean;
  readonly areas: readonly Area[];
  /** Sent back with a command on it: an older one is refused. */
  readonly version: number;
}

/** What a contact is told by e-mail, `invoice`; which there are, `contacts.options` says. */
export type ContactMail = string;

/** The fields of a contact as a person fills them in (SPEC 3.2). */
export interface ContactFields {
  readonly company?: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly street: string;
  readonly street2?: string;
  readonly city: string;
  /** Of the United States: the two letters of the state. */
  readonly state?: string;
  /** Of the United States alone, one of `contacts.counties`. */
  readonly county?: string;
  readonly zip: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  readonly phone: string;
  readonly phone2?: string;
  readonly fax?: string;
  readonly mobile?: string;
  readonly userName: string;
  /** Sets a new one; left out, it stays as it is, or a link to set one is mailed (SPEC 3.11). */
  readonly password?: string;
  readonly language: string;
  readonly mailFormat: MailFormat;
  /** E-mail actions: the mails that the contact gets. */
  readonly mails: readonly ContactMail[];
  readonly areas: readonly Area[];
}

/** A whole contact; what is empty is null. */
export interface ContactView {
  readonly contactId: string;
  readonly clientId: string;
  readonly isPrimary: boolean;
  readonly isSelf: boolean;
  readonly company: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly street: string;
  readonly street2: string | null;
  readonly city: string;
  readonly state: string | null;
  readonly county: string | null;
  readonly zip: string;
  readonly country: string;
  readonly phone: string;
  readonly phone2: string | null;
  readonly fax: string | null;
  readonly mobile: string | null;
  readonly userName: string;
  readonly language: string;
  readonly mailFormat: MailFormat;
  readonly mails: readonly ContactMail[];
  readonly areas: readonly Area[];
  /** Sent back with a change: an older one is refused. */
  readonly version: number;
}

/** What the form of a contact offers to choose from. */
export interface ContactOptions {
  /** Languages that have a translation of the mails, such as `en` (SPEC 3.2). */
  readonly languages: readonly string[];
  /** The kinds of mails; one that is required cannot be left out by the primary contact. */
  readonly mails: readonly { readonly mail: ContactMail; readonly required: boolean }[];
  /** The areas that whoever asks may give. */
  readonly areas: readonly Area[];
}

/** Operations on contacts (SPEC 3.2, 3.3). */
export interface ContactOperations {
  'contacts.list': {
    /** An operator names the client. */
    input: { readonly clientId?: string };
    output: { readonly rows: readonly ContactRow[] };
  };
  'contacts.get': { input: { readonly contactId: string }; output: ContactView };
  'contacts.options': { input: Record<string, never>; output: ContactOptions };
  'contacts.counties': {
    /** Two letters of a state of the United States. */
    input: { readonly state: string };
    /** By name; empty for what is no such state. */
    output: { readonly counties: readonly string[] };
  };
  'contacts.add': {
    input: Command & { readonly clientId?: string; readonly contact: ContactFields };
    output: ContactView;
  };
  'contacts.change': {
    input: Command & {
      readonly contactId: string;
      readonly version: number;
      readonly contact: ContactFields;
    };
    output: ContactView;
  };
  'contacts.remove': {
    input: Command & { readonly contactId: string; readonly version: number };
    output: { readonly rows: readonly ContactRow[] };
  };
  'contacts.makePrimary': {
    input: Command & { readonly contactId: string; readonly version: number };
    output: { readonly rows: readonly ContactRow[] };
  };
}

/** Their table. */
export const contactOperations: { readonly [Name in keyof ContactOperations]: Operation } = {
  'contacts.list': {
    kind: 'query',
    method: 'GET',
    path: '/contacts',
    access: { client: 'contacts', operator: 'clients:read' },
    summary: 'The contacts of a client, the primary one first.',
  },
  'contacts.options': {
    kind: 'query',
    method: 'GET',
    path: '/contacts/options',
    access: { client: 'contacts', operator: 'clients:read' },
    summary: 'Languages, mails and areas that a contact can have.',
  },
  'contacts.counties': {
    kind: 'query',
    method: 'GET',
    path: '/contacts/counties/{state}',
    access: { public: true, client: 'any', operator: 'clients:read' },
    summary: 'The counties of a state of the United States.',
  },
  'contacts.get': {
    kind: 'query',
    method: 'GET',
    path: '/contacts/{contactId}',
    access: { client: 'contacts', operator: 'clients:read' },
    summary: 'A whole contact.',
  },
  'contacts.add': {
    kind: 'command',
    method: 'POST',
    path: '/contacts',
    access: { client: 'contacts', operator: 'clients:write' },
    summary: 'Adds a contact with a sign-in of its own.',
  },
  'contacts.change': {
    kind: 'command',
    method: 'POST',
    path: '/contacts/{contactId}/change',
    access: { client: 'contacts', operator: 'clients:write' },
    summary: 'Changes a contact.',
  },
  'contacts.remove': {
    kind: 'command',
    method: 'POST',
    path: '/contacts/{contactId}/remove',
    access: { client: 'contacts', operator: 'clients:write' },
    summary: 'Removes a contact and its sign-in; the primary contact stays.',
  },
  'contacts.makePrimary': {
    kind: 'command',
    method: 'POST',
    path: '/contacts/{contactId}/make-primary',
    access: { client: 'contacts', operator: 'clients:write' },
    summary: 'Makes a contact the primary one.',
  },
};
