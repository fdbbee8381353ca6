/** The occasions of which a contact may choose to be told (SPEC 3.2, 15.1). */
export const chosenEvents = [
  'order',
  'invoice',
  'paid',
  'welcome',
  'reminder',
  'suspended',
  'terminated',
  'declined',
  'price_raise',
] as const;

/** One of these. */
export type ChosenEvent = (typeof chosenEvents)[number];

/**
 * The occasions of an e-mail; `sign_in` goes to a new contact, whatever it chose, and `collection`
 * to the primary one: no bank may collect without it (SPEC 8.9). `funds` goes to who added them.
 */
export type MailEvent = ChosenEvent | 'sign_in' | 'collection' | 'funds';

/**
 * What the primary contact always gets: the link to its password, and what would otherwise end a
 * service or raise a price without a word.
 */
export const requiredEvents: readonly ChosenEvent[] = [
  'welcome',
  'reminder',
  'suspended',
  'terminated',
  'price_raise',
];

/** The languages that have a translation of the templates (SPEC 3.2). */
export const mailLanguages: readonly string[] = ['en'];

const greeting = '<p>Hello {{ firstName }} {{ lastName }},</p>';
const close = '<p>{{ provider }}</p>';

/** The built-in templates, in Liquid: subject as plain text, body as HTML. */
export const templates: {
  readonly [Event in MailEvent]: { readonly subject: string; readonly html: string };
} = {
  order: {
    subject: 'Your order at {{ provider }}',
    html: `${greeting}
<p>Thank you for your order. Its invoice is {{ invoice.number }}, {{ invoice.total }}.</p>
{% if invoice.free %}<p>There is nothing to pay. Your package is set up now.</p>
{% else %}<p>Your package is set up as soon as the invoice is paid.</p>{% endif %}
<p><a href="{{ portalUrl }}">Open your account</a></p>
${close}`,
  },
  invoice: {
    subject: 'Invoice {{ invoice.number }}, {{ invoice.total }}',
    html: `${greeting}
<p>Invoice {{ invoice.number }} of {{ invoice.total }} is due on {{ invoice.due }}.</p>
<p><a href="{{ portalUrl }}">See and pay it</a></p>
${close}`,
  },
  paid: {
    subject: 'Paid: {{ invoice.number }}',
    html: `${greeting}
<p>Invoice {{ invoice.number }} of {{ invoice.total }} is paid. Thank you.</p>
<p><a href="{{ portalUrl }}">See your invoices</a></p>
${close}`,
  },
  welcome: {
    subject: '{{ hostingPackage.name }} is ready',
    html: `${greeting}
<p>{{ hostingPackage.name }} (package {{ hostingPackage.number }}) is set up
{%- if hostingPackage.domainName %} for {{ hostingPackage.domainName }}{% endif %}.</p>
<p>Your account: <a href="{{ portalUrl }}">{{ portalUrl }}</a><br>
User name: {{ userName }}</p>
<p>Set or reset your password with this link. It holds for 7 days and works once:<br>
<a href="{{ passwordUrl }}">{{ passwordUrl }}</a></p>
{% if hostingPackage.panelPassword %}<p>
Hosting panel user name: {{ hostingPackage.panelUserName }}<br>
Hosting panel password: {{ hostingPackage.panelPassword }}</p>{% endif %}
{% if hostingPackage.nextRenewal %}<p>It renews on {{ hostingPackage.nextRenewal }}.</p>{% endif %}
${close}`,
  },
  sign_in: {
    subject: 'Your sign-in at {{ provider }}',
    html: `${greeting}
<p>You can now sign in at <a href="{{ portalUrl }}">{{ portalUrl }}</a>.<br>
User name: {{ userName }}</p>
<p>Set your password with this link. It holds for 7 days and works once:<br>
<a href="{{ passwordUrl }}">{{ passwordUrl }}</a></p>
${close}`,
  },
  price_raise: {
    subject: 'A new price of {{ hostingPackage.name }}',
    html: `${greeting}
<p>{{ raise.item }} of package {{ hostingPackage.number }} ({{ hostingPackage.name }}) will cost
{{ raise.price }} for each period that we invoice from {{ raise.from }} on.</p>
<p>Until then nothing changes. <a href="{{ portalUrl }}">Open your account</a></p>
${close}`,
  },
  reminder: {
    subject: 'Reminder: invoice {{ invoice.number }}',
    html: `${greeting}
<p>Of invoice {{ invoice.number }}, due on {{ invoice.due }}, {{ invoice.balance }} is open.</p>
<p><a href="{{ portalUrl }}">See and pay it</a></p>
${close}`,
  },
  suspended: {
    subject: '{{ hostingPackage.name }} is suspended',
    html: `${greeting}
<p>{{ hostingPackage.name }} (package {{ hostingPackage.number }}) is suspended, since invoice
{{ invoice.number }} of {{ invoice.due }} is not paid: {{ invoice.balance }} is open.</p>
<p>It comes back by itself as soon as you pay. <a href="{{ portalUrl }}">See and pay it</a></p>
${close}`,
  },
  terminated: {
    subject: '{{ hostingPackage.name }} has ended',
    html: `${greeting}
<p>{{ hostingPackage.name }} (package {{ hostingPackage.number }}) has ended, since invoice
{{ invoice.number }} of {{ invoice.due }} was not paid.</p>
<p><a href="{{ portalUrl }}">Open your account</a></p>
${close}`,
  },
  collection: {
    subject: 'We collect {{ collection.amount }} on {{ collection.on }}',
    html: `${greeting}
<p>On {{ collection.on }} we collect {{ collection.amount }} from {{ collection.account }} for
{{ collection.invoices }}.</p>
<p>Mandate: {{ collection.mandate }}
{%- if collection.creditorId %}<br>Creditor: {{ collection.creditorId }}{% endif %}</p>
<p>You need not do anything. <a href="{{ portalUrl }}">See your invoices</a></p>
${close}`,
  },
  funds: {
    subject: 'Receipt {{ receipt.number }}: {{ receipt.amount }} of account credit',
    html: `${greeting}
<p>On {{ receipt.on }} you added {{ receipt.amount }} to your account credit with
{{ receipt.method }}. Transaction: {{ receipt.number }}.</p>
<p>This is a receipt, no tax invoice. Invoices that your credit pays show their tax.</p>
<p><a href="{{ portalUrl }}">See your account</a></p>
${close}`,
  },
  declined: {
    subject: 'Your payment of {{ invoice.number }} did not go through',
    html: `${greeting}
<p>We could not collect {{ invoice.balance }} for invoice {{ invoice.number }}.</p>
<p><a href="{{ portalUrl }}">Pay it yourself, or save another way to pay</a></p>
${close}`,
  },
};
