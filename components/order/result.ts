import { html, nothing, type TemplateResult } from 'lit';
import type { Money } from '../../src/rules/money.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { explained } from '../internal/problems.strings.ts';
import { referenceOf } from '../internal/states.ts';
import { strings } from './order.strings.ts';
import type { Placed } from './placing.ts';

/**
 * What was ordered, and where its payment stands.
 *
 * @param paid whether the widget said that the money was taken.
 * @param locale the language whose numerals the order's number has.
 * @param pay the widget that shows the payment.
 * @param accountHref address of the client's account; empty: nothing leads there.
 */
export function resultPanel(options: {
  readonly placed: Placed;
  readonly paid: boolean;
  readonly locale: string;
  readonly level: number;
  readonly pay: TemplateResult;
  readonly accountHref: string;
}): TemplateResult {
  const { placed, paid, locale, level, pay, accountHref } = options;
  // A number of an order has no separators.
  const number = new Intl.NumberFormat(locale, { useGrouping: false }).format(placed.order.number);
  const free = placed.order.balance.amount === 0n;
  return html`<div class="rr-stack" part="result">
    <div id="result" tabindex="-1">
      ${heading(level, strings.placed(number), { look: 'title' })}
    </div>
    ${free || paid ? setUpBanner() : payError(placed)} ${free ? nothing : pay}
    ${
      accountHref === ''
        ? nothing
        : html`<div class="rr-actions">
            <a class="rr-btn" part="account" href=${accountHref}>${strings.account()}</a>
          </div>`
    }
  </div>`;
}

function setUpBanner(): TemplateResult {
  return html`<div class="rr-banner rr-banner--good">
    ${icon(icons.paid)}
    <p>${strings.setUp()}</p>
  </div>`;
}

function payError({ payError: error }: Placed): TemplateResult | typeof nothing {
  if (error === null) return nothing;
  return html`<div class="rr-banner rr-banner--bad" role="alert">
    ${icon(icons.alert)}
    <div>
      <p class="rr-banner__title">${strings.payFailed()}</p>
      <p>${explained(error)} ${referenceOf(error)}</p>
    </div>
  </div>`;
}

/** Says that the sum was another one when the order was sent. */
export function changedBanner(format: Formatter, total: Money): TemplateResult {
  return html`<div class="rr-banner rr-banner--warn" role="alert">
    ${icon(icons.alert)}
    <div>
      <p class="rr-banner__title">${strings.changedTitle()}</p>
      <p>${strings.changedText(format.money(total))}</p>
    </div>
  </div>`;
}
