import { html, nothing, type TemplateResult } from 'lit';
import type { PackageRow } from '../../src/contract/packages.ts';
import { cycleWord } from '../internal/cycle.ts';
import type { Formatter } from '../internal/format.ts';
import * as icons from '../internal/icons.ts';
import { openLink } from '../internal/link.ts';
import { tableHead } from '../internal/list-view.ts';
import { dash } from '../internal/money.ts';
import { packageStatus, statusBadge } from '../internal/status-badge.ts';
import { strings } from './account.strings.ts';

/** Where a package leads, and whether the panel can be switched to it. */
export interface PackageWays {
  readonly packageHref: string;
  readonly openPackage: (packageId: string) => boolean;
  /** Null where Switch to subscription is not offered. */
  readonly switchTo: ((packageId: string) => void) | null;
  /** The package that the panel shows now. */
  readonly selected: string;
  /** The package whose panel is being opened. */
  readonly opening: string | null;
}

/** All packages, with their properties and Switch to subscription (S110 to S112). */
export function packageTable(
  rows: readonly PackageRow[],
  format: Formatter,
  offered: PackageWays,
): TemplateResult {
  // A column without a single button says nothing.
  const some = rows.some((row) => row.canSignIn || row.packageId === offered.selected);
  const ways: PackageWays = some ? offered : { ...offered, switchTo: null };
  return html`<table
    class="rr-table rr-table--cards"
    part="table"
    role="table"
    aria-labelledby="packages"
  >
    ${tableHead([
      { label: strings.package() },
      { label: strings.status() },
      { label: strings.renewal() },
      { label: strings.price(), numeric: true },
      ...(ways.switchTo === null ? [] : [{ label: strings.actions(), quiet: true }]),
    ])}
    <tbody role="rowgroup">
      ${rows.map((row) => packageRow(row, format, ways))}
    </tbody>
  </table>`;
}

function packageRow(row: PackageRow, format: Formatter, ways: PackageWays): TemplateResult {
  const { packageId, name, domainName, number, nextRenewal } = row;
  const link = openLink({
    pattern: ways.packageHref,
    id: packageId,
    text: html`<bdi>${domainName ?? name}</bdi>`,
    look: ways.packageHref === '' ? 'rr-linkbtn rr-strong' : 'rr-strong',
    open: () => ways.openPackage(packageId),
  });
  return html`<tr role="row" part="row">
    <th role="rowheader" scope="row" data-card="a1" class="rr-domain">
      ${link}<span class="rr-sub"
        >${domainName === null ? nothing : html`<bdi>${name}</bdi>, `}<bdi dir="ltr"
          >#${number}</bdi
        ></span
      >
    </th>
    <td role="cell" data-card="a2">${packageStatus(row.status)}</td>
    <td
      role="cell"
      data-card=${nextRenewal === null ? 'hide' : 'a3'}
      data-label=${strings.renews()}
      class="rr-nowrap"
    >
      ${nextRenewal === null ? dash(strings.noRenewal()) : format.date(nextRenewal)}
    </td>
    <td role="cell" data-card="b1" class="rr-num">
      ${format.amount(row.price)}<span class="rr-sub">${cycleWord(row.cycle)}</span>
    </td>
    ${ways.switchTo === null ? nothing : switchCell(row, ways, ways.switchTo)}
  </tr>`;
}

function switchCell(
  row: PackageRow,
  ways: PackageWays,
  switchTo: (packageId: string) => void,
): TemplateResult {
  const { packageId, canSignIn } = row;
  const content =
    ways.selected === packageId
      ? statusBadge('plain', icons.check, strings.selected())
      : canSignIn
        ? switchButton(row, ways.opening === packageId, switchTo)
        : null;
  if (content === null) return html`<td role="cell" data-card="hide"></td>`;
  return html`<td role="cell" data-card="row">
    <span class="rr-links rr-links--end">${content}</span>
  </td>`;
}

function switchButton(
  { packageId, name, domainName, number }: PackageRow,
  busy: boolean,
  switchTo: (packageId: string) => void,
): TemplateResult {
  const label = strings.switchToOf(domainName ?? `${name} #${number}`);
  return html`<button
    class="rr-linkbtn"
    type="button"
    aria-label=${busy ? nothing : label}
    aria-disabled=${busy ? 'true' : nothing}
    @click=${() => switchTo(packageId)}
  >
    ${busy ? strings.switching() : strings.switchTo()}
  </button>`;
}
