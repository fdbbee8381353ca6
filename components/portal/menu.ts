import { html, nothing, type TemplateResult } from 'lit';
import type { Feature } from '../../src/contract/account.ts';
import { strings, viewName } from './portal.strings.ts';
import { pathOf, type View } from './routes.ts';

/** A view that is not a fault. */
type Shown = Exclude<View, 'not-found'>;

/** An entry, what it takes to be there, and the views that belong to it (SPEC 13.3, S7). */
interface Entry {
  readonly view: Shown;
  readonly feature: Feature | null;
  readonly within: readonly View[];
}

const entries: readonly Entry[] = [
  {
    view: 'home',
    feature: null,
    within: ['add-funds', 'report', 'outlook', 'affiliates', 'todos'],
  },
  { view: 'invoices', feature: 'invoices', within: ['invoice', 'pay', 'charge'] },
  {
    view: 'packages',
    feature: 'packages',
    within: ['package', 'upgrade', 'downgrade', 'cancel'],
  },
  {
    view: 'billing-accounts',
    feature: 'billing_accounts',
    within: ['billing-account', 'billing-account-new', 'routing'],
  },
  { view: 'contacts', feature: 'contacts', within: ['contact', 'contact-new'] },
];

/** Views that no menu names, and what it takes to be led to them from Home. */
const further: readonly { readonly view: Shown; readonly feature: Feature | null }[] = [
  { view: 'outlook', feature: 'invoices' },
  { view: 'add-funds', feature: 'add_funds' },
  { view: 'report', feature: 'invoices' },
  { view: 'affiliates', feature: 'affiliates' },
  { view: 'todos', feature: null },
];

/** How an entry leads to its view. */
export interface Ways {
  readonly href: (path: string) => string;
  readonly go: (path: string) => void;
}

/** The menu: what is not configured, or not allowed, has no entry. */
export function menu(
  features: ReadonlySet<Feature>,
  shown: View,
  ways: Ways,
  more: unknown,
): TemplateResult {
  const offered = entries.filter(({ feature }) => feature === null || features.has(feature));
  return html`<nav class="rr-menu" part="menu" aria-label=${strings.menu()}>
    <ul class="rr-menu__list">
      ${offered.map(
        ({ view, within }) =>
          html`<li>${way(view, ways, currentOf(view === shown, within.includes(shown)))}</li>`,
      )}
      <slot name="menu"></slot>
    </ul>
    ${more}
  </nav>`;
}

/** Ways from Home to what no menu names. */
export function furtherLinks(
  features: ReadonlySet<Feature>,
  ways: Ways,
): TemplateResult | typeof nothing {
  const offered = further.filter(({ feature }) => feature === null || features.has(feature));
  if (features.size === 0) return nothing;
  return html`<nav part="more" aria-label=${strings.more()}>
    <ul class="rr-more">
      ${offered.map(({ view }) => html`<li>${way(view, ways, nothing)}</li>`)}
    </ul>
  </nav>`;
}

type Current = 'page' | 'true' | typeof nothing;

/** The page itself, or the section that it belongs to. */
function currentOf(isPage: boolean, isWithin: boolean): Current {
  if (isPage) return 'page';
  return isWithin ? 'true' : nothing;
}

function way(view: Shown, { href, go }: Ways, current: Current): TemplateResult {
  const path = pathOf(view);
  const address = href(path);
  const name = viewName(view);
  if (address !== '') {
    return html`<a class="rr-way" href=${address} aria-current=${current}>${name}</a>`;
  }
  return html`<button
    class="rr-linkbtn rr-way"
    type="button"
    aria-current=${current}
    @click=${() => go(path)}
  >
    ${name}
  </button>`;
}
