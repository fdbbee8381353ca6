import { convert } from 'html-to-text';
import { Liquid } from 'liquidjs';
import { formatAmount, type Money } from '../rules/money.ts';
import type { PlainDate } from '../rules/plain-date.ts';
import { type MailEvent, templates } from './templates.ts';

/** All that a template may say. */
export interface MailFacts {
  /** BCP 47, for money and dates. */
  readonly locale: string;
  readonly provider: string;
  readonly portalUrl: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly userName: string;
  /** A one-time link, in the welcome mail. */
  readonly passwordUrl: string | null;
  readonly invoice: {
    readonly number: string;
    readonly total: Money;
    readonly balance: Money;
    readonly due: PlainDate;
  } | null;
  readonly hostingPackage: {
    readonly name: string;
    readonly number: number;
    readonly domainName: string | null;
    readonly panelUserName: string | null;
    readonly panelPassword: string | null;
    readonly nextRenewal: PlainDate | null;
  } | null;
  /** A new price, in the notice of a raise (SPEC 2.9). */
  readonly raise?: {
    readonly item: string;
    readonly price: Money;
    readonly from: PlainDate;
  } | null;
  /** What a bank will collect, and when (SPEC 8.9). */
  readonly collection?: {
    readonly amount: Money;
    readonly on: PlainDate;
    readonly account: string;
    readonly invoices: string;
    readonly mandate: string;
    readonly creditorId: string | null;
  } | null;
  /** Account credit that was paid for (SPEC 8.4). */
  readonly receipt?: {
    readonly number: string;
    readonly amount: Money;
    readonly method: string;
    readonly on: PlainDate;
  } | null;
}

/** A mail's content: the text is made from the HTML, so the two never differ. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

// Values are escaped unless a template says otherwise; templates cannot run code (SPEC 15.2).
const liquid = new Liquid({ outputEscape: 'escape', strictFilters: true, strictVariables: true });
// A subject is plain text: escaping would show its entities.
const plain = new Liquid({ strictFilters: true, strictVariables: true });

/** Renders the mail of an event. Text from clients is escaped in the HTML (RELIABILITY I41). */
export function renderMail(event: MailEvent, facts: MailFacts): MailContent {
  const { raise = null, collection = null, receipt = null } = facts;
  const scope = {
    ...facts,
    raise:
      raise === null
        ? null
        : {
            item: raise.item,
            price: formatMoney(raise.price, facts.locale),
            from: formatDate(raise.from, facts.locale),
          },
    collection:
      collection === null
        ? null
        : {
            ...collection,
            amount: formatMoney(collection.amount, facts.locale),
            on: formatDate(collection.on, facts.locale),
          },
    receipt:
      receipt === null
        ? null
        : {
            ...receipt,
            amount: formatMoney(receipt.amount, facts.locale),
            on: formatDate(receipt.on, facts.locale),
          },
    invoice:
      facts.invoice === null
        ? null
        : {
            number: facts.invoice.number,
            total: formatMoney(facts.invoice.total, facts.locale),
            balance: formatMoney(facts.invoice.balance, facts.locale),
            due: formatDate(facts.invoice.due, facts.locale),
            free: facts.invoice.total.amount === 0n,
          },
    hostingPackage:
      facts.hostingPackage === null
        ? null
        : {
            ...facts.hostingPackage,
            nextRenewal:
              facts.hostingPackage.nextRenewal === null
                ? null
                : formatDate(facts.hostingPackage.nextRenewal, facts.locale),
          },
  };
  const template = templates[event];
  const subject = plain.parseAndRenderSync(template.subject, scope).replace(/[\r\n]+/g, ' ');
  const html = liquid.parseAndRenderSync(template.html, scope);
  return { subject, html, text: convert(html, { wordwrap: 76 }) };
}

function formatMoney(amount: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: amount.currency });
  // A decimal string is formatted exactly; a number would pass through a float (Law 3).
  return format.format(formatAmount(amount) as `${number}`);
}

function formatDate(date: PlainDate, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}
