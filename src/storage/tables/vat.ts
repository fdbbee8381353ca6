import type { Generated } from 'kysely';

/** A VAT number as the register knew it, which is the evidence for reverse charge (SPEC 7.12). */
export interface VatChecksTable {
  id: string;
  client_id: string;
  order_id: string;
  vat_number: string;
  plugin_id: string;
  state: 'due' | 'valid' | 'invalid' | 'given_up';
  /** The register's own number of its answer. */
  consultation: string | null;
  registered_name: string | null;
  made_on: string;
  tries: Generated<number>;
  answered_at: Date | null;
}
