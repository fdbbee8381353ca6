import type { Generated } from 'kysely';
import type { Document } from './document.ts';

/** A command that was carried out, with the answer that a repeat gets (Law 11). */
export interface CommandsTable {
  id: string;
  principal: string;
  name: string;
  input_hash: string;
  output: Document | null;
  created_at: Date;
}

/** Work for outside a transaction, with its lease and its outcome. */
export interface TasksTable {
  id: string;
  kind: string;
  key: string;
  plugin_id: string;
  client_id: string | null;
  subject_id: string;
  payload: Document;
  state: 'due' | 'running' | 'unknown' | 'done' | 'failed';
  due_at: Date;
  attempts: Generated<number>;
  lease_until: Date | null;
  outcome: Document | null;
  created_at: Date;
  finished_at: Date | null;
}

/** A mail to a contact, with its secrets masked. */
export interface MailsTable {
  id: string;
  key: string;
  event: string;
  contact_id: string;
  recipient: string;
  subject: string;
  text: string;
  state: 'due' | 'sent' | 'failed';
  created_at: Date;
  sent_at: Date | null;
}

/** A to-do for a client or an operator, until it is done. */
export interface TodosTable {
  id: string;
  key: string;
  audience: 'client' | 'operator';
  client_id: string | null;
  kind: string;
  title: string;
  text: string;
  invoice_id: string | null;
  package_id: string | null;
  billing_account_id: Generated<string | null>;
  created_at: Date;
  done_at: Date | null;
}

/** Something that happened, numbered in the order of its writing. */
export interface EventsTable {
  number: Generated<bigint>;
  name: string;
  subject_id: string;
  client_id: string | null;
  happened_at: Date;
}
