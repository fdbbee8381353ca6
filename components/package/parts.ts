import { html, nothing, type TemplateResult } from 'lit';
import type {
  PackageAddOnView,
  PackageChangeView,
  PackageView,
} from '../../src/contract/packages.ts';
import { cycleWord } from '../internal/cycle.ts';
import type { Formatter } from '../internal/format.ts';
import { tableHead } from '../internal/list-view.ts';
import { sumRow } from '../internal/quote-view.ts';
import { periodText } from '../internal/time.ts';
import { strings } from './package.strings.ts';

/** What a package is, costs and when it renews. */
export function packageFacts(view: PackageView, format: Formatter): TemplateResult {
  const { domainName, periodStart, periodEnd, nextRenewal, activated, cancelOn } = view;
  const dated = periodStart !== null && periodEnd !== null;
  return html`<dl class="rr-facts rr-facts--4">
    ${fact(strings.number(), view.number)} ${fact(strings.type(), view.productName)}
    ${
      domainName === null
        ? nothing
        : fact(strings.domain(), html`<bdi dir="ltr">${domainName}</bdi>`)
    }
    ${fact(
      strings.price(),
      html`${format.amount(view.price)} ${cycleWord(view.cycle)}
        <span class="rr-sub">${strings.beforeTax()}</span>`,
    )}
    ${dated ? fact(strings.period(), periodText(format, periodStart, periodEnd)) : nothing}
    ${nextRenewal === null ? nothing : fact(strings.renewal(), format.date(nextRenewal))}
    ${cancelOn === null ? nothing : fact(strings.ends(), format.date(cancelOn))}
    ${fact(strings.ordered(), format.date(view.ordered))}
    ${activated === null ? nothing : fact(strings.activated(), format.date(activated))}
  </dl>`;
}

/** What a change makes of a package: other add-ons, or a plan, with its cycle if that is new. */
export function changeTitle({ kind, planName, cycle }: PackageChangeView, before: string): string {
  if (kind === 'add_ons') return strings.addOnsChange();
  return strings.changesTo(cycle === before ? planName : `${planName} (${cycleWord(cycle)})`);
}

/** When a change takes effect that waits for its payment or its day (SPEC 5.13, 5.17). */
export function changeText(change: PackageChangeView, format: Formatter): string {
  const { state, invoice, effectiveOn } = change;
  if (state === 'awaiting_payment' && invoice !== null) {
    return strings.changesWhenPaid(invoice.number);
  }
  return strings.changesOn(format.date(effectiveOn));
}

function fact(label: string, value: unknown): TemplateResult {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** The add-ons of a package with their prices. */
export function addOnTable(view: PackageView, format: Formatter): TemplateResult {
  return html`<table
    class="rr-table rr-table--cards"
    part="table"
    role="table"
    aria-labelledby="add-ons"
  >
    ${tableHead([
      { label: strings.addOn() },
      { label: strings.since() },
      { label: strings.quantity(), numeric: true },
      { label: strings.priceEach(), numeric: true },
    ])}
    <tbody role="rowgroup">
      ${view.addOns.map((addOn) => addOnRow(addOn, view.cycle, format))}
    </tbody>
  </table>`;
}

function addOnRow(addOn: PackageAddOnView, cycle: string, format: Formatter): TemplateResult {
  const times = html`<span class="rr-narrow">${format.number(addOn.quantity)} × </span>`;
  return html`<tr role="row" part="row">
    <th role="rowheader" scope="row" data-card="a1">
      ${addOn.quantity === 1 ? nothing : times}${addOn.name}
    </th>
    <td role="cell" data-card="a2" data-label=${strings.since()} class="rr-nowrap">
      ${format.date(addOn.since)}
    </td>
    <td role="cell" data-card="hide" class="rr-num">${format.number(addOn.quantity)}</td>
    <td role="cell" data-card="b1" class="rr-num">
      ${format.amount(addOn.price)} ${addOn.oneTime ? strings.once() : cycleWord(cycle)}
    </td>
  </tr>`;
}

/** Where the package lives: server group, control panel, plan there, user name (SPEC 5.8). */
export function panelOptions(options: NonNullable<PackageView['panelOptions']>): TemplateResult {
  return html`<dl class="rr-sum">
    ${sumRow(strings.serverGroup(), options.serverGroup)}
    ${sumRow(strings.controlPanel(), options.controlPanel)}
    ${sumRow(strings.planThere(), options.plan)}
    ${sumRow(strings.userName(), html`<bdi class="rr-mono" dir="ltr">${options.userName}</bdi>`)}
  </dl>`;
}
