import { html, nothing, type TemplateResult } from 'lit';
import type { ContactRow } from '../../src/contract/contacts.ts';
import type { BillingError } from '../../src/errors.ts';
import { areaWord, strings as contactStrings } from '../contact/contact.strings.ts';
import type { Confirmation } from '../internal/confirm-dialog.ts';
import type { Formatter } from '../internal/format.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { explained } from '../internal/problems.strings.ts';
import { referenceOf } from '../internal/states.ts';
import { strings } from './contact-list.strings.ts';

/** How many areas there are. */
const everyArea = 5;

/** What came of a command. */
export interface Outcome {
  readonly title: string;
  /** Null: it was done. */
  readonly error: BillingError | null;
}

/** Whether a contact has every area. */
export function hasAll({ isPrimary, areas }: ContactRow): boolean {
  return isPrimary || areas.length === everyArea;
}

/** Who asks may remove a contact whose areas he has himself; nobody removes himself. */
export function canRemove(row: ContactRow, self: ContactRow | undefined): boolean {
  if (row.isPrimary || row.isSelf) return false;
  if (self === undefined || hasAll(self)) return true;
  return row.areas.every((area) => self.areas.includes(area));
}

/** Who asks may make a contact primary when he has all that it would get. */
export function canMakePrimary(row: ContactRow, self: ContactRow | undefined): boolean {
  return !row.isPrimary && (self === undefined || hasAll(self));
}

/** The areas of a contact, in words. */
export function areasText(row: ContactRow, format: Formatter): string {
  if (hasAll(row)) return strings.allAreas();
  if (row.areas.length === 0) return strings.noAreas();
  return format.list(row.areas.map(areaWord));
}

/** Tags of a contact: whether it is the primary one, and who is reading. */
export function tags({ isPrimary, isSelf }: ContactRow): TemplateResult {
  const tag = (word: string): TemplateResult => html` <span class="rr-tag">${word}</span>`;
  return html`${isPrimary ? tag(contactStrings.primary()) : nothing}${
    isSelf ? tag(contactStrings.you()) : nothing
  }`;
}

/** Asks before a contact is removed: what ends, and what stays. */
export function removal(row: ContactRow): Confirmation {
  return {
    title: strings.removeTitle(row.name),
    text: html`<p>${strings.removeSignIn(row.userName)}</p>
      <p>${strings.removeMails(row.email)}</p>
      <p>${strings.removeAccounts()}</p>`,
    action: strings.removeAction(),
    keep: strings.keep(row.name),
    danger: true,
  };
}

/** Asks before another contact is the primary one. */
export function promotion(row: ContactRow, before: ContactRow | undefined): Confirmation {
  return {
    title: strings.primaryTitle(row.name),
    text: html`<p>${strings.primaryText(row.name)}</p>
      <p>${strings.primaryTaxes()}</p>
      ${before === undefined ? nothing : html`<p>${strings.primaryBefore(before.name)}</p>`}`,
    action: strings.primaryAction(),
    keep: before === undefined ? strings.keepAsIs() : strings.keepPrimary(before.name),
  };
}

/** What came of a command, in place. */
export function outcomeBanner({ title, error }: Outcome): TemplateResult {
  const look = error === null ? 'good' : 'bad';
  const stale = error?.code === 'stale_version';
  return html`<div
    class="rr-banner rr-banner--${look} rr-result"
    part="result"
    id="result"
    role=${error === null ? nothing : 'alert'}
    tabindex="-1"
  >
    ${icon(error === null ? icons.paid : icons.alert)}
    <div>
      <p class="rr-banner__title">${title}</p>
      ${
        error === null
          ? nothing
          : html`<p>${stale ? strings.stale() : explained(error)} ${referenceOf(error)}</p>`
      }
    </div>
  </div>`;
}
