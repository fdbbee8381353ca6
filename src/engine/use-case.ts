import type { RequestFacts } from '../contract/backend.ts';
import type { Principal } from '../contract/operation.ts';
import type { Input, OperationName, Output } from '../contract/operations.ts';
import type { EngineContext, Scope } from './context.ts';

/** A client's principal. */
export type ClientPrincipal = Extract<Principal, { kind: 'client' }>;

/** What a use case knows of its caller. */
export interface Caller {
  readonly principal: Principal;
  readonly request: RequestFacts | undefined;
}

/** An operation that only reads. */
export interface Query<Name extends OperationName> {
  readonly kind: 'query';
  /** Needs a transaction, in which it tries what it then rolls back. */
  readonly rehearses?: boolean;
  run(scope: Scope, caller: Caller, input: Input<Name>): Promise<Output<Name>>;
}

/**
 * An operation that changes something, in four steps (Law 7): `prepare` outside any transaction,
 * `run` inside one together with the command's own row, `after` outside again, `view` or `answer`
 * to answer.
 *
 * `Result` is what the command's row keeps; a repeated command answers from it (Law 11).
 */
export interface Command<Name extends OperationName, Result, Prepared = undefined> {
  readonly kind: 'command';
  prepare?(context: EngineContext, input: Input<Name>): Promise<Prepared>;
  run(
    scope: Scope,
    caller: Caller,
    input: Input<Name>,
    prepared: Prepared | undefined,
  ): Promise<Result>;
  after?(context: EngineContext, result: Result): Promise<void>;
  /** Answers from what was kept; or `answer`, outside any transaction, where a plugin is asked. */
  view?(scope: Scope, caller: Caller, result: Result, input: Input<Name>): Promise<Output<Name>>;
  answer?(context: EngineContext, result: Result): Promise<Output<Name>>;
}

/** Whom a change is booked to. */
export function actorOf(principal: Principal): string {
  if (principal.kind === 'client') return `contact:${principal.contactId}`;
  return principal.kind === 'operator' ? `operator:${principal.name}` : 'public';
}

/** The client whose rows a caller may see, or null for an operator, who may see all (SPEC 3.7). */
export function ownerOf(principal: Principal): string | null {
  return principal.kind === 'client' ? principal.clientId : null;
}
