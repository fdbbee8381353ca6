import type { Principal } from './operation.ts';
import type { Input, OperationName, Output } from './operations.ts';

/** What a server knows of a request besides its input. */
export interface RequestFacts {
  readonly origin: string | null;
  /** The caller's network address. */
  readonly address: string | null;
  readonly userAgent: string | null;
  /** The country of that address, ISO 3166 two letters, where the host knows it (SPEC 7.12). */
  readonly country?: string | null;
}

/** The engine as a server sees it. */
export interface Backend {
  /**
   * Carries out an operation; the input must be validated.
   *
   * @throws BillingError for what the caller or the world did.
   */
  execute<Name extends OperationName>(
    principal: Principal,
    name: Name,
    input: Input<Name>,
    request?: RequestFacts,
  ): Promise<Output<Name>>;
  /** A raw notification or return of a plugin. */
  receive(pluginId: string, request: Request): Promise<Response>;
  /** Who a bearer token (client session or operator key) belongs to, or null. */
  authenticate(token: string, origin: string | null): Promise<Principal | null>;
}
