/** A link that works once, known by the hash of its token. */
export interface OneTimeLinksTable {
  hash: string;
  purpose: 'set_password';
  contact_id: string;
  expires_at: Date;
  used_at: Date | null;
}

/** A session that an operator opened for a contact, known by the hash of its token. */
export interface ClientSessionsTable {
  id: string;
  hash: string;
  client_id: string;
  contact_id: string;
  areas: string[];
  origin: string | null;
  expires_at: Date;
  revoked_at: Date | null;
}

/** A key of an operator, known by its hash. */
export interface OperatorKeysTable {
  hash: string;
  name: string;
  scopes: string[];
  created_at: Date;
  revoked_at: Date | null;
}
