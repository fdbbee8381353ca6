import { createHash } from 'node:crypto';
import type { PageScript } from '../ports/gateway-page.ts';
import type { Plugin } from '../ports/plugin.ts';
import type { Asset } from '../server/index.ts';

/** A script that a payment page may load: what PCI DSS 6.4.3 wants to be known of each. */
export interface PaymentPageScript extends PageScript {
  /** For the `integrity` of its tag; null for a vendor's, which changes without notice. */
  readonly integrity: string | null;
}

/** The inventory of a payment page, as data. */
export interface PaymentPage {
  readonly scripts: readonly PaymentPageScript[];
  /** What the page's content security policy must allow for the gateways, by directive. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}

/**
 * All scripts that a page with our widgets and the provider's gateways may load, and the sources
 * that its policy needs for the gateways. Anything else on a payment page is not ours.
 *
 * @param base - where the API is, without a slash at its end.
 */
export function paymentPage(
  base: string,
  plugins: readonly Plugin[],
  assets: ReadonlyMap<string, Asset>,
): PaymentPage {
  const own = [...assets].flatMap(([path, { type, body }]): PaymentPageScript[] => {
    if (!type.startsWith('text/javascript')) return [];
    const hash = createHash('sha384').update(body).digest('base64');
    const purpose = purposeOf(path, plugins);
    return [{ url: `${base}${path}`, purpose, servedBy: 'host', integrity: `sha384-${hash}` }];
  });
  const pages = plugins.flatMap(({ gateway }) => gateway?.page ?? []);
  const vendors = pages.flatMap(({ scripts }) => scripts);
  const sources = new Map<string, Set<string>>();
  for (const [directive, list] of pages.flatMap((page) => Object.entries(page.sources))) {
    sources.set(directive, new Set([...(sources.get(directive) ?? []), ...list]));
  }
  return {
    scripts: [...own, ...vendors.map((script) => ({ ...script, integrity: null }))],
    sources: Object.fromEntries([...sources].map(([directive, list]) => [directive, [...list]])),
  };
}

function purposeOf(path: string, plugins: readonly Plugin[]): string {
  const owner = plugins.find(({ gateway }) => gateway?.clientModule === path);
  if (owner !== undefined) return `The browser half of the gateway ${owner.id}.`;
  if (path.startsWith('/locales/')) return 'The texts of a language.';
  if (path.startsWith('/lazy/')) return 'A part of the widgets, loaded when a page has one.';
  return path.startsWith('/rackrate') ? 'The widgets of billing.' : 'A script of the provider.';
}
