import { html, nothing, type TemplateResult } from 'lit';
import type {
  BillablePackage,
  BillingAccountList,
  BillingAccountRemoval,
  BillingAccountRow,
  BillingAccountType,
} from '../../src/contract/billing-accounts.ts';
import type { BillingError } from '../../src/errors.ts';
import type { Confirmation } from '../internal/confirm-dialog.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { explained } from '../internal/problems.strings.ts';
import { referenceOf } from '../internal/states.ts';
import { statusBadge } from '../internal/status-badge.ts';
import {
  accountWords,
  expiryMonth,
  lastChargeDay,
  packageName,
  typeWord,
} from './account.strings.ts';
import { askWords, strings } from './billing-account-list.strings.ts';

/** How many packages of an account a row names before it counts. */
const named = 3;

/** What came of a command. */
export interface Outcome {
  readonly title: string;
  readonly text?: string;
  /** Null: it was done, or `text` says why not. */
  readonly error: BillingError | null;
  readonly good: boolean;
}

/** The icon of a kind of account. */
export function typeIcon(type: BillingAccountType): icons.Icon {
  if (type === 'card') return icons.card;
  if (type === 'bank_account') return icons.bank;
  return type === 'manual' ? icons.receipt : icons.external;
}

/** Whether an account keeps a method at its gateway. */
export function keepsMethod({ type }: Pick<BillingAccountRow, 'type'>): boolean {
  return type !== 'manual' && type !== 'third_party';
}

/** The packages that an account pays: those it is named for, and those that name none. */
export function paidBy(
  row: BillingAccountRow,
  list: BillingAccountList,
): readonly BillablePackage[] {
  return row.isDefault ? [...row.packages, ...list.paidByDefault] : row.packages;
}

/** Packages in one sentence, each isolated from the text around it. */
export function packagesText(packages: readonly BillablePackage[], format: Formatter): string {
  // U+2068 and U+2069 are the isolates of plain text.
  return format.list(packages.map((one) => `\u2068${packageName(one)}\u2069`));
}

/** The packages of a row: the first by name, others as a count. */
export function packagesCell({ packages }: BillingAccountRow, format: Formatter): TemplateResult {
  if (packages.length === 0) return html`<span class="rr-muted">${strings.nothing()}</span>`;
  const rest = packages.length - named;
  const shown = rest > 1 ? packages.slice(0, named) : packages;
  return html`<ul class="rr-names">
      ${shown.map((one) => html`<li><bdi>${packageName(one)}</bdi></li>`)}
      ${
        shown.length === packages.length
          ? nothing
          : html`<li class="rr-muted">${strings.more(rest, format.number(rest))}</li>`
      }
    </ul>`;
}

/** When an account ends, and whether that is near. */
export function expiryCell(row: BillingAccountRow): TemplateResult {
  const month = expiryMonth(row);
  if (month === null) {
    return html`<span class="rr-muted">${row.mayEdit ? strings.never() : '–'}</span>`;
  }
  const badge =
    row.expiry === 'expired'
      ? statusBadge('bad', icons.alert, accountWords.expired())
      : row.expiry === 'soon'
        ? statusBadge('warn', icons.clock, accountWords.expiresSoon())
        : nothing;
  return html`<bdi dir="ltr" class="rr-nowrap">${month}</bdi> ${badge}`;
}

/** What an account is: its label, the default mark, its kind. */
export function identity(row: BillingAccountRow, name: unknown): TemplateResult {
  const tag = html` <span class="rr-tag">${accountWords.default()}</span>`;
  const kind = typeWord(row.type);
  return html`<span class="rr-identity"
    >${icon(typeIcon(row.type))}<span
      >${name}${row.isDefault ? tag : nothing}${
        kind === row.label ? nothing : html`<span class="rr-sub">${kind}</span>`
      }${
        keepsMethod(row) && !row.chargedAutomatically
          ? html`<span class="rr-sub">${strings.notAutomatic()}</span>`
          : nothing
      }</span
    ></span
  >`;
}

/** What a card that ends will hit (SPEC 9.9); nothing while none does. */
export function expiryBanners(list: BillingAccountList, format: Formatter): unknown {
  return list.rows
    .filter(({ expiry }) => expiry !== 'fine')
    .map((row) => expiryBanner(row, paidBy(row, list), format));
}

function expiryBanner(
  row: BillingAccountRow,
  packages: readonly BillablePackage[],
  format: Formatter,
): TemplateResult {
  const over = row.expiry === 'expired';
  const day = lastChargeDay(row);
  const date = day === null ? '' : format.date(day);
  const names = packagesText(packages, format);
  const until = over ? strings.chargedNoMore(date) : strings.chargedUntil(date);
  const hit = over ? strings.hits(names) : strings.willHit(names);
  const title = over ? strings.expiredTitle(row.label) : strings.expiring(row.label);
  return html`<div class="rr-banner rr-banner--${over ? 'bad' : 'warn'}" part="expiring">
    ${icon(over ? icons.alert : icons.clock)}
    <div>
      <p class="rr-banner__title"><bdi>${title}</bdi></p>
      <p>
        ${day === null ? nothing : until} ${packages.length === 0 ? strings.hitsNothing() : hit}
      </p>
    </div>
  </div>`;
}

/** The packages that no account is named for (SPEC 9.5). */
export function defaultPanel(
  { rows, paidByDefault }: BillingAccountList,
  level: number,
): TemplateResult | typeof nothing {
  if (paidByDefault.length === 0) return nothing;
  const label = rows.find(({ isDefault }) => isDefault)?.label;
  return html`<section class="rr-panel" part="by-default" aria-labelledby="by-default">
    <div class="rr-panel__head">
      ${heading(level, strings.paidByDefault(), { id: 'by-default' })}
    </div>
    <div class="rr-panel__body">
      <p class="rr-small rr-muted">
        ${label === undefined ? strings.paidByNobody() : strings.paidByDefaultText(label)}
      </p>
    </div>
    <ul class="rr-rows">
      ${paidByDefault.map(
        (one) =>
          html`<li class="rr-row">
            <div>
              <bdi>${packageName(one)}</bdi>${
                one.domainName === null
                  ? nothing
                  : html`<span class="rr-sub"><bdi>${one.name} #${one.number}</bdi></span>`
              }
            </div>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** Why an account cannot be removed now; null: it can. */
export function standsInTheWay(
  row: BillingAccountRow,
  { charging, isLast }: BillingAccountRemoval,
): string | null {
  if (charging) return askWords.charging();
  return isLast && !keepsMethod(row) ? askWords.onlyOne() : null;
}

/** Asks before an account is removed: what it does to the packages it pays (SPEC 9.1). */
export function removal(
  row: BillingAccountRow,
  preview: BillingAccountRemoval,
  list: BillingAccountList,
  format: Formatter,
): Confirmation {
  const lines = consequences(preview, list, format);
  return {
    title: askWords.removeTitle(row.label),
    text: html`${keepsMethod(row) ? html`<p>${askWords.forgets()}</p>` : nothing}
    ${lines.map((line) => html`<p>${line}</p>`)}`,
    action: askWords.removeAction(),
    keep: askWords.keep(row.label),
    danger: true,
  };
}

function consequences(
  { next, packages, changesDefault }: BillingAccountRemoval,
  { rows }: BillingAccountList,
  format: Formatter,
): readonly string[] {
  const names = packagesText(packages, format);
  if (next === null) {
    return packages.length === 0
      ? [askWords.last()]
      : [askWords.last(), askWords.lastPackages(names)];
  }
  const after = rows.find((row) => row.billingAccountId === next.billingAccountId);
  const asked = packages.length > 0 && after?.chargedAutomatically === false;
  return [
    packages.length === 0
      ? askWords.nothingMoves()
      : askWords.moves(packages.length, names, next.label),
    ...(asked ? [askWords.asked(next.label)] : []),
    ...(changesDefault ? [askWords.newDefault(next.label)] : []),
  ];
}

/** Asks before another account is the default one. */
export function promotion(
  row: BillingAccountRow,
  { rows, paidByDefault }: BillingAccountList,
  format: Formatter,
): Confirmation {
  const before = rows.find(({ isDefault }) => isDefault);
  const names = packagesText(paidByDefault, format);
  return {
    title: askWords.defaultTitle(row.label),
    text: html`<p>${askWords.defaultText()}</p>
      ${paidByDefault.length === 0 ? nothing : html`<p>${askWords.defaultPackages(names)}</p>`}
      ${
        row.chargedAutomatically || paidByDefault.length === 0
          ? nothing
          : html`<p>${askWords.asked(row.label)}</p>`
      }`,
    action: askWords.defaultAction(),
    keep: before === undefined ? askWords.keepAsIs() : askWords.keepDefault(before.label),
  };
}

/** What came of a command, in place. */
export function outcomeBanner({ title, text, error, good }: Outcome): TemplateResult {
  const stale = error?.code === 'stale_version';
  const why =
    error === null
      ? text
      : html`${stale ? accountWords.stale() : explained(error)} ${referenceOf(error)}`;
  return html`<div
    class="rr-banner rr-banner--${good ? 'good' : 'bad'} rr-result"
    part="result"
    id="result"
    role=${good ? nothing : 'alert'}
    tabindex="-1"
  >
    ${icon(good ? icons.paid : icons.alert)}
    <div>
      <p class="rr-banner__title">${title}</p>
      ${why === undefined ? nothing : html`<p>${why}</p>`}
    </div>
  </div>`;
}
