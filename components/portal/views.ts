import type { TemplateResult } from 'lit';
import { html } from 'lit/static-html.js';
import type { Feature } from '../../src/contract/account.ts';
import type { StaticTag } from '../internal/tag.ts';
import { type Place, patternOf, type View } from './routes.ts';

/** What a view needs of the portal. */
export interface ViewContext {
  /** The tag of a widget, `invoice-list`, under the portal's own prefix. */
  readonly tag: (name: string) => StaticTag;
  /** The address of a path, which may have `{id}`; empty where the portal keeps none. */
  readonly href: (path: string) => string;
  /** Level of the view's title. */
  readonly level: number;
  readonly features: ReadonlySet<Feature>;
}

type Render = (context: ViewContext, id: string) => TemplateResult;

const renders: Readonly<Record<Exclude<View, 'not-found'>, Render>> = {
  home: (context) => account(context),
  invoices: ({ tag, href, level }) => {
    const name = tag('invoice-list');
    return html`<${name}
      heading-level=${level}
      invoice-href=${href(patternOf('invoice'))}
    ></${name}>`;
  },
  invoice: ({ tag, href, level }, id) => {
    const name = tag('invoice');
    return html`<${name}
      heading-level=${level}
      invoice-id=${id}
      invoice-href=${href(patternOf('invoice'))}
      package-href=${href(patternOf('package'))}
      list-href=${href(patternOf('invoices'))}
    ></${name}>`;
  },
  pay: (context, id) => pay(context, id, ''),
  charge: (context, id) => pay(context, '', id),
  packages: ({ tag, href, level }) => {
    const name = tag('package-list');
    return html`<${name}
      heading-level=${level}
      package-href=${href(patternOf('package'))}
    ></${name}>`;
  },
  package: ({ tag, href, level }, id) => {
    const name = tag('package');
    return html`<${name}
      heading-level=${level}
      package-id=${id}
      invoice-href=${href(patternOf('invoice'))}
      list-href=${href(patternOf('packages'))}
      change-href=${href('packages/{id}/{direction}')}
      cancel-href=${href(patternOf('cancel'))}
    ></${name}>`;
  },
  upgrade: (context, id) => change(context, id, 'upgrade'),
  downgrade: (context, id) => change(context, id, 'downgrade'),
  cancel: ({ tag, href, level }, id) => {
    const name = tag('cancel');
    return html`<${name}
      heading-level=${level}
      package-id=${id}
      package-href=${href(patternOf('package'))}
    ></${name}>`;
  },
  'billing-accounts': ({ tag, href, level }) => {
    const name = tag('billing-account-list');
    return html`<${name}
      heading-level=${level}
      account-href=${href(patternOf('billing-account'))}
      add-href=${href(patternOf('billing-account-new'))}
      routing-href=${href(patternOf('routing'))}
    ></${name}>`;
  },
  'billing-account-new': (context) => billingAccount(context, ''),
  'billing-account': (context, id) => billingAccount(context, id),
  routing: ({ tag, href, level }) => {
    const name = tag('routing');
    return html`<${name}
      heading-level=${level}
      list-href=${href(patternOf('billing-accounts'))}
    ></${name}>`;
  },
  contacts: ({ tag, href, level, features }) => {
    const name = tag('contact-list');
    const accounts = features.has('billing_accounts') ? href(patternOf('billing-accounts')) : '';
    return html`<${name}
      heading-level=${level}
      contact-href=${href(patternOf('contact'))}
      add-href=${href(patternOf('contact-new'))}
      billing-accounts-href=${accounts}
    ></${name}>`;
  },
  'contact-new': (context) => contact(context, ''),
  contact: (context, id) => contact(context, id),
  'add-funds': ({ tag, level }) => {
    const name = tag('add-funds');
    return html`<${name} heading-level=${level}
      ><slot name="rr-gateway" slot="rr-gateway"></slot
    ></${name}>`;
  },
  report: ({ tag, href, level }) => {
    const name = tag('balance-report');
    return html`<${name}
      heading-level=${level}
      invoice-href=${href(patternOf('invoice'))}
    ></${name}>`;
  },
  outlook: ({ tag, href, level }) => {
    const name = tag('outlook');
    return html`<${name}
      heading-level=${level}
      invoice-href=${href(patternOf('invoice'))}
      package-href=${href(patternOf('package'))}
    ></${name}>`;
  },
  affiliates: ({ tag, level }) => {
    const name = tag('affiliate');
    return html`<${name} heading-level=${level}></${name}>`;
  },
  todos: (context) => linked(context, 'todo-list'),
};

/** The widget of a place. */
export function renderView(
  { view, id }: Place & { readonly view: Exclude<View, 'not-found'> },
  context: ViewContext,
): TemplateResult {
  return renders[view](context, id);
}

function account({ tag, href, level, features }: ViewContext): TemplateResult {
  const name = tag('account');
  return html`<${name}
    heading-level=${level}
    invoice-href=${href(patternOf('invoice'))}
    package-href=${href(patternOf('package'))}
    pay-href=${href(patternOf('pay'))}
    account-href=${href(patternOf('billing-account'))}
    list-href=${href(patternOf('invoices'))}
    packages-href=${href(patternOf('packages'))}
    todos-href=${href(patternOf('todos'))}
    report-href=${features.has('invoices') ? href(patternOf('report')) : ''}
    funds-href=${features.has('add_funds') ? href(patternOf('add-funds')) : ''}
    ?switch=${features.has('panel_login')}
  ></${name}>`;
}

/** The gateway's fields are in the page's light DOM; every host passes their slot on (Law 16). */
function pay(context: ViewContext, invoiceIds: string, chargeId: string): TemplateResult {
  const { tag, href, level } = context;
  const name = tag('pay');
  return html`<${name}
    heading-level=${level}
    invoice-ids=${invoiceIds}
    charge-id=${chargeId}
    invoice-href=${href(patternOf('invoice'))}
    ><slot name="rr-gateway" slot="rr-gateway"></slot
  ></${name}>`;
}

/** A kept method comes from the gateway's fields as well. */
function billingAccount({ tag, href, level }: ViewContext, id: string): TemplateResult {
  const name = tag('billing-account');
  return html`<${name}
    heading-level=${level}
    billing-account-id=${id}
    list-href=${href(patternOf('billing-accounts'))}
    ><slot name="rr-gateway" slot="rr-gateway"></slot
  ></${name}>`;
}

function change({ tag, href, level }: ViewContext, id: string, direction: string): TemplateResult {
  const name = tag('change-plan');
  return html`<${name}
    heading-level=${level}
    package-id=${id}
    direction=${direction}
    package-href=${href(patternOf('package'))}
    invoice-href=${href(patternOf('invoice'))}
    pay-href=${href(patternOf('pay'))}
    account-href=${href(patternOf('billing-account'))}
  ></${name}>`;
}

function contact({ tag, href, level }: ViewContext, id: string): TemplateResult {
  const name = tag('contact');
  return html`<${name}
    heading-level=${level}
    contact-id=${id}
    list-href=${href(patternOf('contacts'))}
  ></${name}>`;
}

/** A widget that leads to invoices and packages. */
function linked({ tag, href, level }: ViewContext, widget: string): TemplateResult {
  const name = tag(widget);
  return html`<${name}
    heading-level=${level}
    invoice-href=${href(patternOf('invoice'))}
    package-href=${href(patternOf('package'))}
    pay-href=${href(patternOf('pay'))}
    account-href=${href(patternOf('billing-account'))}
  ></${name}>`;
}
