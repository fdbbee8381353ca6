/** Parts of a client's account that a contact or a session may be limited to (SPEC 3.3, 3.6). */
export type Area = 'invoices' | 'packages' | 'domains' | 'billing_accounts' | 'contacts';

/** What an operator's API key may do (SPEC 3.8). */
export type Scope =
  | 'sessions:write'
  | 'clients:read'
  | 'clients:write'
  | 'orders:read'
  | 'orders:write'
  | 'invoices:read'
  | 'invoices:write'
  | 'payments:read'
  | 'payments:write'
  | 'packages:read'
  | 'packages:write'
  | 'todos:read'
  | 'todos:write'
  | 'runs:read'
  | 'runs:write'
  | 'books:read'
  | 'switches:read'
  | 'switches:write'
  | 'catalog:write'
  | 'affiliates:read'
  | 'affiliates:write';

/** Every area there is, in the order in which they are shown. */
export const areas: readonly Area[] = [
  'invoices',
  'packages',
  'domains',
  'billing_accounts',
  'contacts',
];

/** Every scope there is. */
export const scopes: readonly Scope[] = [
  'sessions:write',
  'clients:read',
  'clients:write',
  'orders:read',
  'orders:write',
  'invoices:read',
  'invoices:write',
  'payments:read',
  'payments:write',
  'packages:read',
  'packages:write',
  'todos:read',
  'todos:write',
  'runs:read',
  'runs:write',
  'books:read',
  'switches:read',
  'switches:write',
  'catalog:write',
  'affiliates:read',
  'affiliates:write',
];

/** Who may call an operation; what is not named is refused. */
export interface Access {
  /** Anybody, signed in or not. */
  readonly public?: true;
  /** A client's contact who has this area; `any` asks for no area. */
  readonly client?: Area | 'any';
  /** An operator with this scope. */
  readonly operator?: Scope;
}

/** One operation of the product, as plain data: from it come routes, permissions and OpenAPI. */
export interface Operation {
  /** A query changes nothing; a command carries `commandId`, made by the caller (Law 11). */
  readonly kind: 'query' | 'command';
  readonly method: 'GET' | 'POST';
  /** The path below the API's base; `{name}` is filled from the input. */
  readonly path: string;
  readonly access: Access;
  /** One sentence for the API page. */
  readonly summary: string;
}

/** What every command's input has: an id made by the caller, a UUID (Law 11). */
export interface Command {
  readonly commandId: string;
}

/** Who is asking. */
export type Principal =
  | { readonly kind: 'public' }
  | {
      readonly kind: 'client';
      readonly clientId: string;
      readonly contactId: string;
      readonly areas: readonly Area[];
      /** The sign-in by which he asks; absent where he asks by a token. */
      readonly signInId?: string;
    }
  | { readonly kind: 'operator'; readonly name: string; readonly scopes: readonly Scope[] };
