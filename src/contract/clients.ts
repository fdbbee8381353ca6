import type { Money } from '../rules/money.ts';
import type { Area, Command, Operation } from './operation.ts';
import type { SessionToken } from './orders.ts';

/** SPEC 3.1. */
export type ClientStatus = 'active' | 'suspended' | 'closed';

/** A client with its primary contact. */
export interface ClientView {
  readonly clientId: string;
  readonly number: number;
  readonly name: string;
  readonly status: ClientStatus;
  readonly currency: string;
  readonly country: string;
  readonly vatNumber: string | null;
  readonly language: string;
  readonly primaryContact: {
    readonly contactId: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly userName: string;
  };
}

/** Who is signed in. */
export interface SessionView {
  readonly kind: 'public' | 'client' | 'operator';
  readonly clientId: string | null;
  /** The contact's name. */
  readonly name: string | null;
  readonly company: string | null;
  readonly currency: string | null;
  readonly country: string | null;
  readonly areas: readonly Area[];
}

/** Operations on clients, sessions and sign-in. */
export interface ClientOperations {
  'sessions.current': { input: Record<string, never>; output: SessionView };
  'clientSessions.create': {
    input: Command & {
      readonly clientId: string;
      /** Left out: the primary contact. */
      readonly contactId?: string;
      readonly areas: readonly Area[];
      /** The page's origin, `https://panel.example`. */
      readonly origin: string;
    };
    output: SessionToken;
  };
  'clientSessions.revoke': {
    input: Command & { readonly sessionId: string };
    output: { readonly revoked: boolean };
  };
  'clients.get': { input: { readonly clientId: string }; output: ClientView };
  'clients.list': {
    input: { readonly search?: string; readonly cursor?: string };
    output: { readonly rows: readonly ClientView[]; readonly next: string | null };
  };
  'clients.changeStatus': {
    input: Command & {
      readonly clientId: string;
      readonly status: ClientStatus;
      readonly reason: string;
    };
    output: ClientView;
  };
  'clients.credit': {
    input: Command & {
      readonly clientId: string;
      /** Above zero, in the client's currency. */
      readonly amount: Money;
      readonly reason: string;
    };
    output: { readonly credit: Money };
  };
  'clients.unpark': {
    input: Command & { readonly clientId: string; readonly reason: string };
    output: ClientView;
  };
  'passwords.set': {
    input: Command & { readonly token: string; readonly password: string };
    output: { readonly userName: string };
  };
}

/** Their table. */
export const clientOperations: { readonly [Name in keyof ClientOperations]: Operation } = {
  'sessions.current': {
    kind: 'query',
    method: 'GET',
    path: '/session',
    access: { public: true, client: 'any', operator: 'clients:read' },
    summary: 'Who is asking.',
  },
  'clientSessions.create': {
    kind: 'command',
    method: 'POST',
    path: '/client-sessions',
    access: { operator: 'sessions:write' },
    summary: 'A token of at most ten minutes for one client, its areas and one origin.',
  },
  'clientSessions.revoke': {
    kind: 'command',
    method: 'POST',
    path: '/client-sessions/{sessionId}/revoke',
    access: { operator: 'sessions:write' },
    summary: 'Ends a client session at once.',
  },
  'clients.get': {
    kind: 'query',
    method: 'GET',
    path: '/clients/{clientId}',
    access: { client: 'contacts', operator: 'clients:read' },
    summary: 'A client with its primary contact.',
  },
  'clients.list': {
    kind: 'query',
    method: 'GET',
    path: '/clients',
    access: { operator: 'clients:read' },
    summary: 'Clients by name, 50 a page.',
  },
  'clients.changeStatus': {
    kind: 'command',
    method: 'POST',
    path: '/clients/{clientId}/change-status',
    access: { operator: 'clients:write' },
    summary: 'Stops, reopens or closes a client.',
  },
  'clients.credit': {
    kind: 'command',
    method: 'POST',
    path: '/clients/{clientId}/credit',
    access: { operator: 'clients:write' },
    summary: 'Gives a client account credit as goodwill.',
  },
  'clients.unpark': {
    kind: 'command',
    method: 'POST',
    path: '/clients/{clientId}/unpark',
    access: { operator: 'clients:write' },
    summary: 'Lets the billing run work for a client again that it had put aside.',
  },
  'passwords.set': {
    kind: 'command',
    method: 'POST',
    path: '/passwords/set',
    access: { public: true },
    summary: 'Sets a password by a one-time link.',
  },
};
