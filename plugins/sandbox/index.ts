import { fail } from '../../src/errors.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { sandboxGateway } from './gateway.ts';
import { sandboxPanel } from './panel.ts';
import { sandboxVatRegister } from './vat-register.ts';

export { type SandboxCard, sandboxCards } from './vendor/cards.ts';

/** Where the sandbox vendor is, and what it knows us by. */
export interface SandboxOptions {
  /** The vendor's base, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** The vendor's base as a browser reaches it, where that is another one. */
  readonly publicUrl?: string;
  /** The key of the vendor's API. */
  readonly secret: string;
  /** Signs the vendor's webhooks; at least 32 characters (Law 9). */
  readonly webhookSecret: string;
  /** The account's name at the vendor; by default `sandbox`. */
  readonly account?: string;
}

function needUrl(text: string, field: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    fail('invalid_input', `The sandbox's ${field} is an http or https address.`, { field });
  }
  return text.replace(/\/+$/, '');
}

/**
 * A gateway, a panel and a register of VAT numbers to try everything with, over HTTP with a sandbox
 * vendor (`rackrate/plugins/sandbox/vendor`). No money moves; nothing is hosted.
 *
 * Its cards are {@link sandboxCards}: 4242 4242 4242 4242 is approved, ...0002, ...9995, ...0069,
 * ...0127, ...9987 and ...9979 are declined for one reason each, ...3220 asks for 3-D Secure,
 * ...0077 settles late and ...0341 captures half.
 *
 * @throws BillingError `invalid_input` for an address that is none, an empty secret, or a webhook
 *   secret shorter than 32 characters: the plugin does not start without one.
 */
export function sandbox(options: SandboxOptions): Plugin {
  if (options.webhookSecret.length < 32) {
    fail('invalid_input', "The sandbox's webhook secret needs at least 32 characters.", {
      field: 'webhookSecret',
    });
  }
  if (options.secret === '') {
    fail('invalid_input', "The sandbox's secret is missing.", { field: 'secret' });
  }
  const url = needUrl(options.url, 'url');
  const access = {
    url,
    publicUrl: needUrl(options.publicUrl ?? url, 'publicUrl'),
    secret: options.secret,
  };
  const account = options.account ?? 'sandbox';
  const { webhookSecret } = options;
  return {
    id: 'sandbox',
    gateway: sandboxGateway({ ...access, account, webhookSecret }),
    panel: sandboxPanel(access),
    vatRegister: sandboxVatRegister(access),
  };
}
