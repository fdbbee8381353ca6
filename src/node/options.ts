import type { Scope } from '../contract/operation.ts';
import type { EngineSettings } from '../engine/context.ts';
import type { Log, Plugin } from '../ports/plugin.ts';
import type { TimeMachine } from './time-machine.ts';

/** An operator's API key, as the provider's configuration names it. */
export interface OperatorKey {
  readonly name: string;
  /** At least 32 characters; kept as its hash. */
  readonly key: string;
  readonly scopes: readonly Scope[];
}

/** A file that the server hands out, such as the widgets' script. */
export interface Asset {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** What a provider's server is made of. */
export interface ProviderOptions {
  /** A folder, `memory`, or a `postgres://` address. */
  readonly database: string;
  /** The catalog's file, or its parsed content. */
  readonly catalog: string | object;
  readonly plugins: readonly Plugin[];
  /** At least 32 characters; signs cookies and derives tokens. Never in the database. */
  readonly secret: string;
  /** Where the server is reached, `https://billing.example`. */
  readonly publicUrl: string;
  /** Path below which the API lies, such as `/api`; empty for none. */
  readonly base?: string;
  /** Origins of other pages that may ask, such as the hosting panel's. */
  readonly allowedOrigins?: readonly string[];
  readonly operatorKeys?: readonly OperatorKey[];
  readonly assets?: ReadonlyMap<string, Asset>;
  /** The country of a caller where a proxy tells it, as evidence of place (SPEC 7.12). */
  readonly country?: (request: Request) => string | null;
  readonly settings?: Partial<EngineSettings>;
  readonly log?: Log;
  /** For simulations; the machine's clock unless told. */
  readonly now?: () => Date;
  /** A clock to move instead, by `advanceTo` of the provider; never with a live gateway. */
  readonly timeMachine?: TimeMachine;
}
