import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { RoutingView } from '../../src/contract/billing-accounts.ts';
import { packageName } from '../billing-account-list/account.strings.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { tableHead } from '../internal/list-view.ts';
import { statusBadge } from '../internal/status-badge.ts';
import { strings } from './routing.strings.ts';
import {
  type Chain,
  endsBefore,
  isMoved,
  payerChoices,
  payerOf,
  type RoutedPackage,
  type Wish,
  wishedChain,
} from './wish.ts';

interface TableView {
  readonly view: RoutingView;
  readonly wish: Wish;
  readonly format: Formatter;
  readonly level: number;
  readonly edits: boolean;
  readonly busy: boolean;
  /** @param payer null: the default account. */
  readonly choose: (packageId: string, payer: string | null) => void;
}

/** Packages, each with the accounts that are charged for it, in order (SPEC 19.6). */
export function routingTable(options: TableView): TemplateResult {
  const { view, level, busy } = options;
  return html`<section class="rr-panel" aria-labelledby="packages">
    <div class="rr-panel__head">${heading(level, strings.packages(), { id: 'packages' })}</div>
    <table
      class="rr-table rr-table--cards"
      part="table"
      role="table"
      aria-labelledby="packages"
      aria-busy=${busy ? 'true' : nothing}
    >
      ${tableHead([
        { label: strings.package() },
        { label: strings.paidBy() },
        { label: strings.order() },
        { label: strings.renewal() },
      ])}
      <tbody role="rowgroup">
        ${view.packages.map((one) => routingRow(options, one))}
      </tbody>
    </table>
  </section>`;
}

function routingRow(options: TableView, one: RoutedPackage): TemplateResult {
  const { view, wish, format } = options;
  const what = html`<span class="rr-sub"><bdi>${one.name} #${one.number}</bdi></span>`;
  const moved = isMoved(one, wish);
  return html`<tr role="row" part="row">
    <th role="rowheader" scope="row" data-card="row" class="rr-anywhere">
      <bdi>${packageName(one)}</bdi>${one.domainName === null ? nothing : what}
    </th>
    <td role="cell" data-card="row">
      ${options.edits ? payerSelect(options, one) : payerText(view, one)}
      ${moved ? statusBadge('ink', icons.edit, strings.changed()) : nothing}
    </td>
    <td role="cell" data-card="row">${chainList(view, wishedChain(view, one, wish), format)}</td>
    <td role="cell" data-card="row" data-label=${strings.renewal()}>
      ${renewalCell(options, one)}
    </td>
  </tr>`;
}

function payerText({ accounts }: RoutingView, { billingAccountId }: RoutedPackage): unknown {
  const row = accounts.find((one) => one.billingAccountId === billingAccountId);
  return row === undefined ? strings.byDefaultOnly() : html`<bdi>${row.label}</bdi>`;
}

function payerSelect({ view, wish, choose }: TableView, one: RoutedPackage): TemplateResult {
  const payer = payerOf(one, wish) ?? '';
  const changed = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    choose(one.packageId, value === '' ? null : value);
  };
  return html`<span class="rr-selectwrap"
    ><select
      class="rr-input rr-select"
      part="input"
      id="payer-${one.packageId}"
      aria-label=${strings.paidByOf(packageName(one))}
      .value=${live(payer)}
      @change=${changed}
    >
      ${payerChoices(view, one).map(({ value, row }) => {
        const label =
          value !== ''
            ? (row?.label ?? '')
            : row === undefined
              ? strings.byDefaultOnly()
              : strings.byDefault(row.label);
        return html`<option value=${value} ?selected=${value === payer}>${label}</option>`;
      })}</select
    >${icon(icons.down)}</span
  >`;
}

/** The accounts that are charged, each with why. */
function chainList({ accounts }: RoutingView, chain: Chain, format: Formatter): TemplateResult {
  if (chain.length === 0) return html`<span class="rr-muted">${strings.youPay()}</span>`;
  const words = { own: strings.own(), default: strings.default(), fallback: strings.stepsIn() };
  return html`<ol class="rr-chain" part="chain" aria-label=${strings.order()}>
    ${chain.map(({ billingAccountId, why }, index) => {
      const row = accounts.find((one) => one.billingAccountId === billingAccountId);
      return html`<li>
        <span class="rr-place" aria-hidden="true">${format.number(index + 1)}</span
        ><span
          ><bdi>${row?.label}</bdi>
          <span class="rr-small rr-muted rr-nowrap">${words[why]}</span></span
        >
      </li>`;
    })}
  </ol>`;
}

function renewalCell({ view, wish, format }: TableView, one: RoutedPackage): TemplateResult {
  if (one.nextRenewal === null) return html`<span class="rr-muted">${strings.noRenewal()}</span>`;
  const ending = endsBefore(view, one, wish);
  const date = html`<time datetime=${one.nextRenewal} class="rr-nowrap"
    >${format.date(one.nextRenewal)}</time
  >`;
  if (ending === null) return date;
  return html`${date} ${statusBadge('warn', icons.alert, strings.expiresBefore())}
    <span class="rr-sub">${strings.expiresBeforeText(ending.label)}</span>`;
}
