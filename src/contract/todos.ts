import type { Money } from '../rules/money.ts';
import type { Command, Operation } from './operation.ts';

/** What a to-do needs to say of its invoice. */
export interface TodoInvoice {
  readonly number: string;
  readonly balance: Money;
  readonly due: string;
}

/** What a to-do needs to say of its billing account. */
export interface TodoAccount {
  readonly billingAccountId: string;
  /** Such as `Visa •••• 4242`. */
  readonly label: string;
  /** The first day on which it can no longer be charged, a date; null where it has no end. */
  readonly endsOn: string | null;
  /** What it pays, by domain or name. */
  readonly packages: readonly string[];
}

/** Something that a client, or an operator, should act on (SPEC 15.4). */
export interface TodoView {
  readonly todoId: string;
  readonly audience: 'client' | 'operator';
  /** `invoice_unpaid`, `change_unpaid`, `provisioning_failed`, `payment_late` … */
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly invoiceId: string | null;
  /** The invoice as it stands now, to word the to-do by; null where it is about none. */
  readonly invoice: TodoInvoice | null;
  readonly packageId: string | null;
  /** The billing account that it is about, as it stands now (SPEC 9.9). */
  readonly account: TodoAccount | null;
  readonly clientId: string | null;
  /** Instant. */
  readonly createdAt: string;
}

/** Operations on to-dos. */
export interface TodoOperations {
  'todos.list': {
    input: Record<string, never>;
    output: { readonly rows: readonly TodoView[] };
  };
  'todos.complete': {
    input: Command & { readonly todoId: string };
    output: { readonly rows: readonly TodoView[] };
  };
}

/** Their table. */
export const todoOperations: { readonly [Name in keyof TodoOperations]: Operation } = {
  'todos.list': {
    kind: 'query',
    method: 'GET',
    path: '/todos',
    access: { client: 'any', operator: 'todos:read' },
    summary: 'What waits for the client, or for the operator.',
  },
  'todos.complete': {
    kind: 'command',
    method: 'POST',
    path: '/todos/{todoId}/complete',
    access: { operator: 'todos:write' },
    summary: 'Takes a to-do off the list.',
  },
};
