import type { Generated } from 'kysely';

/** A client: who owes and owns, with what its taxes hang on (SPEC 3.1). */
export interface ClientsTable {
  id: string;
  number: Generated<number>;
  name: string;
  status: 'active' | 'suspended' | 'closed';
  currency: string;
  country: string;
  state: string | null;
  county: string | null;
  vat_number: string | null;
  vat_number_valid: boolean;
  tax_exempt: boolean;
  language: string;
  /** The first day on which the run has something to do for the client. */
  next_work_on: Generated<string | null>;
  client_group: Generated<string | null>;
  /** Decides taxes, as country, state and county do (SPEC 7.11). */
  city: Generated<string | null>;
  parked_at: Generated<Date | null>;
  parked_reason: Generated<string | null>;
  version: Generated<number>;
  created_at: Date;
}

/** A person of a client, with address, areas and sign-in (SPEC 3.1). */
export interface ContactsTable {
  id: string;
  client_id: string;
  user_id: string | null;
  is_primary: boolean;
  company: string | null;
  first_name: string;
  last_name: string;
  email: string;
  street: string;
  street2: string | null;
  city: string;
  state: string | null;
  county: string | null;
  zip: string;
  country: string;
  phone: string;
  phone2: Generated<string | null>;
  fax: Generated<string | null>;
  mobile: Generated<string | null>;
  user_name: string;
  language: string;
  mail_format: Generated<'html' | 'plain'>;
  areas: string[];
  /** The occasions of which the contact gets the mail (SPEC 3.2). */
  mails: Generated<string[]>;
  /** A removed contact has no sign-in and gets no mail. */
  removed_at: Generated<Date | null>;
  version: Generated<number>;
  created_at: Date;
}
