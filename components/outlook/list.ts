import { html, nothing, type TemplateResult } from 'lit';
import type { Money } from '../../src/rules/money.ts';
import type { OutlookEvent } from '../../src/rules/outlook.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { openLink } from '../internal/link.ts';
import type { OutlookDates } from './dates.ts';
import type { ListedEvent, ListedMonth } from './months.ts';
import type { OutlookNames } from './names.ts';
import { eventWord, strings } from './outlook.strings.ts';

/** What the list needs of the widget. */
export interface OutlookListOptions {
  readonly months: readonly ListedMonth[];
  readonly names: OutlookNames;
  readonly format: Formatter;
  readonly dates: OutlookDates;
  /** Level of a month's heading. */
  readonly level: number;
  readonly invoiceHref: string;
  readonly packageHref: string;
  readonly openInvoice: (invoiceId: string) => boolean;
  readonly openPackage: (packageId: string) => boolean;
}

/** Packages that are named in one line. */
const mostNames = 3;

const symbols: { readonly [Kind in OutlookEvent['kind']]: icons.Icon } = {
  invoice: icons.receipt,
  due: icons.clock,
  charge: icons.card,
  reminder: icons.mail,
  late_fee: icons.alert,
  suspension: icons.pause,
  termination: icons.failed,
  order_lapse: icons.failed,
  change_lapse: icons.failed,
  change: icons.renew,
  trial_end: icons.clock,
  cancelation: icons.close,
  end: icons.close,
};

/** The months with what happens in them. */
export function monthList(options: OutlookListOptions): TemplateResult {
  return html`<div part="list">${options.months.map((one) => month(one, options))}</div>`;
}

function month(one: ListedMonth, options: OutlookListOptions): TemplateResult {
  const { format, dates, level } = options;
  return html`<section class="rr-month" part="month">
    <div class="rr-month__name">
      ${heading(level, dates.month(one.first), { id: monthId(one), look: 'heading' })}
      ${one.totals.map((sum) => html`<span class="rr-sub">${format.amount(sum)}</span>`)}
    </div>
    ${
      one.events.length === 0
        ? html`<p class="rr-muted rr-small">${strings.asEachMonth()}</p>`
        : html`<ul class="rr-events">
            ${one.events.map((listed) => event(listed, options))}
          </ul>`
    }
  </section>`;
}

/** Id of a month's heading. */
export function monthId({ first }: Pick<ListedMonth, 'first'>): string {
  return `month-${first.slice(0, 7)}`;
}

function event(listed: ListedEvent, options: OutlookListOptions): TemplateResult {
  const { kind, on, ifUnpaid, oncePaid, amount } = listed.event;
  return html`<li class="rr-event" part="event">
    <span class="rr-muted rr-nowrap">${options.dates.day(on)}</span>
    ${icon(symbols[kind], ifUnpaid && kind !== 'reminder' ? 'bad' : undefined)}
    <div>
      <span>${eventWord(kind)}</span>
      ${ifUnpaid ? tag(strings.ifUnpaid()) : nothing}
      ${oncePaid ? tag(strings.oncePaid()) : nothing}
    </div>
    ${sum(amount, ifUnpaid, options.format)} ${details(listed, options)}
  </li>`;
}

const tag = (word: string): TemplateResult => html`<span class="rr-tag">${word}</span>`;

/** What is only threatened is told apart from what is charged. */
function sum(amount: Money | null, ifUnpaid: boolean, format: Formatter): unknown {
  if (amount === null) return nothing;
  return ifUnpaid
    ? html`<span class="rr-num"><span class="rr-muted">+ ${format.amount(amount)}</span></span>`
    : html`<span class="rr-num">${format.amount(amount)}</span>`;
}

function details(
  { event: one, eachMonthUntil }: ListedEvent,
  options: OutlookListOptions,
): unknown {
  const { format, dates } = options;
  return html`<div class="rr-sub rr-details">
    ${packages(one, options)} ${invoiceLine(one, options)}
    ${
      one.dueOn === null || one.dueOn === one.on
        ? nothing
        : html`<span>${strings.dueOn(format.date(one.dueOn))}</span>`
    }
    ${
      eachMonthUntil === null
        ? nothing
        : html`<span>${strings.eachMonth(dates.month(eachMonthUntil))}</span>`
    }
  </div>`;
}

function packages({ packageIds }: OutlookEvent, options: OutlookListOptions): unknown {
  if (packageIds.length === 0) return nothing;
  const links = packageIds.slice(0, mostNames).map((id, index) => {
    const text = html`<bdi>${options.names.packages.get(id) ?? strings.onePackage()}</bdi>`;
    const open = (): boolean => options.openPackage(id);
    const link = openLink({ pattern: options.packageHref, id, text, open });
    return html`${index === 0 ? nothing : ', '}${link}`;
  });
  const left = packageIds.length - mostNames;
  return html`<span
    >${links}${left > 0 ? html` ${strings.more(options.format.number(left))}` : nothing}</span
  >`;
}

function invoiceLine({ invoiceId }: OutlookEvent, options: OutlookListOptions): unknown {
  if (invoiceId === null) return nothing;
  const number = options.names.invoices.get(invoiceId);
  const text = number === undefined ? strings.openInvoice() : strings.invoiceOf(number);
  const open = (): boolean => options.openInvoice(invoiceId);
  const link = openLink({ pattern: options.invoiceHref, id: invoiceId, text, open });
  return html`<span>${link}</span>`;
}
