import { html, nothing, type TemplateResult } from 'lit';
import type { AccountOverview } from '../../src/contract/account.ts';
import type { Formatter } from '../internal/format.ts';
import { openLink } from '../internal/link.ts';
import { strings } from './account.strings.ts';

/** What the summary leads to. */
export interface SummaryWays {
  readonly payHref: string;
  readonly usageHref: string;
  readonly fundsHref: string;
  /** Asks the host to pay all that is outstanding; false when it does. */
  readonly payAll: () => boolean;
}

/** What is due, the credit, and the usage charge (S103 to S106); what is null is absent. */
export function summary(
  overview: AccountOverview,
  format: Formatter,
  ways: SummaryWays,
): TemplateResult | typeof nothing {
  const { invoices, credit, usageCharge } = overview;
  const items = [
    invoices === null ? null : dueItem(invoices, format, ways),
    credit === null ? null : creditItem(credit, format, ways.fundsHref),
    usageCharge === null ? null : usageItem(usageCharge, format, ways.usageHref),
  ].filter((item) => item !== null);
  if (items.length === 0) return nothing;
  return html`<div class="rr-summary rr-summary--${items.length}" part="summary">${items}</div>`;
}

function dueItem(
  invoices: NonNullable<AccountOverview['invoices']>,
  format: Formatter,
  { payHref, payAll }: SummaryWays,
): TemplateResult {
  const { outstanding, matching } = invoices;
  if (outstanding.length === 0) {
    return html`<div class="rr-summary__item rr-summary__item--lead">
      <p class="rr-summary__label">${strings.due()}</p>
      <p class="rr-figure">${strings.nothingDue()}</p>
      <p class="rr-summary__note">${strings.allPaid()}</p>
    </div>`;
  }
  const pay = openLink({
    pattern: payHref,
    id: '',
    text: strings.payAll(),
    look: 'rr-btn rr-btn--primary',
    open: payAll,
  });
  return html`<div class="rr-summary__item rr-summary__item--lead">
    <p class="rr-summary__label">${strings.due()}</p>
    <div>${outstanding.map((sum) => html`<p class="rr-figure">${format.amount(sum)}</p>`)}</div>
    <p class="rr-summary__note">${strings.outstanding(matching, format.number(matching))}</p>
    <div class="rr-summary__action">${pay}</div>
  </div>`;
}

function creditItem(
  credit: NonNullable<AccountOverview['credit']>,
  format: Formatter,
  href: string,
): TemplateResult {
  const add = href === '' ? nothing : html`<a href=${href}>${strings.addFunds()}</a>`;
  return html`<div class="rr-summary__item">
    <p class="rr-summary__label">${strings.credit()}</p>
    <p class="rr-figure">${format.amount(credit)}</p>
    <p class="rr-summary__note">
      ${credit.amount > 0n ? strings.creditUse() : strings.noCredit()} ${add}
    </p>
  </div>`;
}

function usageItem(
  charge: NonNullable<AccountOverview['usageCharge']>,
  format: Formatter,
  href: string,
): TemplateResult {
  const details =
    href === ''
      ? nothing
      : html`<a href=${href} aria-label=${strings.usageDetailsOf()}
          >${strings.usageDetails()}</a
        >`;
  return html`<div class="rr-summary__item">
    <p class="rr-summary__label">${strings.usage()}</p>
    <p class="rr-figure">${format.amount(charge)}</p>
    <p class="rr-summary__note">${strings.usageNote()} ${details}</p>
  </div>`;
}
