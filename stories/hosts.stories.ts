import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { define } from '../components/define.ts';
import { fakeAdapter } from '../components/internal/fake-adapter.ts';
import { overview } from './fixtures/account.ts';
import { invoicePage, invoiceRows } from './fixtures/invoices.ts';
import { activePackage } from './fixtures/packages.ts';
import { surroundings } from './fixtures/page.ts';
import framework from './hosts/framework.css?inline';
import panel from './hosts/panel.css?inline';
import plain from './hosts/plain.css?inline';

const meta: Meta = {
  title: 'Host pages/Host pages',
  parameters: {
    docs: {
      description: {
        component:
          'The same widgets in three pages of other people. Each page is a few rules of CSS by ' +
          'hand; what it says to the widgets stands at the end of its sheet.',
      },
    },
  },
};

export default meta;

const adapter = fakeAdapter({
  'account.overview': () => overview,
  'invoices.list': () => invoicePage(invoiceRows),
  'packages.get': () => activePackage,
});

function widgets(kind: string): TemplateResult {
  const { locale, density } = surroundings();
  return html`<rr-provider .adapter=${adapter} .locale=${locale ?? 'en-GB'} density=${density}>
    ${
      kind === 'account'
        ? html`<rr-account
            heading-level="1"
            invoice-href="#/invoices/{id}"
            package-href="#/packages/{id}"
          ></rr-account>`
        : kind === 'invoices'
          ? html`<rr-invoice-list
              heading-level="1"
              invoice-href="#/invoices/{id}"
            ></rr-invoice-list>`
          : html`<rr-package heading-level="1" package-id="pkg_1042"></rr-package>`
    }
  </rr-provider>`;
}

const links = [
  ['account', 'Account'],
  ['invoices', 'Invoices'],
  ['package', 'Package'],
] as const;

/** A page with its own stylesheet, a menu, and one widget. */
function host(sheet: string, name: string, kind: (typeof links)[number][0]): StoryObj {
  return {
    render: () => {
      define();
      return html`<style>
          ${sheet}
        </style>
        <div class="host">
          <header>
            <strong>${name}</strong>
            <nav aria-label=${name}>
              ${links.map(
                ([key, text]) =>
                  html`<a href="#/${key}" aria-current=${key === kind ? 'page' : nothing}
                      >${text}</a
                    > `,
              )}
            </nav>
          </header>
          <main class="host__main">${widgets(kind)}</main>
          <footer>${name}, <a href="#/help">Help</a></footer>
        </div>`;
    },
  };
}

/** The account in a page that says nothing to the widgets. */
export const PlainAccount: StoryObj = host(plain, 'Grays Harbor Web', 'account');

/** Invoices in that page. */
export const PlainInvoices: StoryObj = host(plain, 'Grays Harbor Web', 'invoices');

/** A package in that page. */
export const PlainPackage: StoryObj = host(plain, 'Grays Harbor Web', 'package');

/** The account in a page on a CSS framework. */
export const FrameworkAccount: StoryObj = host(framework, 'Boxwood Admin', 'account');

/** Invoices in that page. */
export const FrameworkInvoices: StoryObj = host(framework, 'Boxwood Admin', 'invoices');

/** A package in that page. */
export const FrameworkPackage: StoryObj = host(framework, 'Boxwood Admin', 'package');

/** The account in a dark hosting panel. */
export const PanelAccount: StoryObj = host(panel, 'Nightdeck', 'account');

/** Invoices in that panel. */
export const PanelInvoices: StoryObj = host(panel, 'Nightdeck', 'invoices');

/** A package in that panel. */
export const PanelPackage: StoryObj = host(panel, 'Nightdeck', 'package');
