import type { Gateway } from './gateway.ts';
import type { Mailer } from './mailer.ts';
import type { Panel } from './panel.ts';
import type { VatRegister } from './vat-register.ts';

export type * from './outcome.ts';

/** A plugin: an id and the capabilities that it has. */
export interface Plugin {
  /** Stable, lower case, such as `sandbox`. */
  readonly id: string;
  readonly gateway?: Gateway;
  readonly panel?: Panel;
  readonly mailer?: Mailer;
  readonly vatRegister?: VatRegister;
}
