import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { BillingAccountRow, RoutingView } from '../../src/contract/billing-accounts.ts';
import { expiryCell, typeIcon } from '../billing-account-list/parts.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { strings } from './routing.strings.ts';

/** Six dots to take hold of. */
const grip: icons.Icon = 'M6 4v.1M10 4v.1M6 8v.1M10 8v.1M6 12v.1M10 12v.1';

/** Takes an account to another place, in, or out. */
export interface FallbackActions {
  /** @param part which button had the focus, to have it again. */
  readonly move: (id: string, place: number, part: 'up' | 'down' | 'drop' | null) => void;
  readonly add: (id: string) => void;
  readonly drop: (id: string) => void;
  /** The account that is being dragged; null: none. */
  readonly drag: (id: string | null) => void;
}

interface FallbackView {
  readonly view: RoutingView;
  /** Ids of the accounts that step in, in order. */
  readonly order: readonly string[];
  readonly dragged: string | null;
  readonly format: Formatter;
  readonly level: number;
  /** Whether it can be changed. */
  readonly edits: boolean;
  readonly actions: FallbackActions;
}

/** The accounts that step in, to be put in order by drag, buttons and keys (SPEC 8.8, 19.6). */
export function fallbackPanel(options: FallbackView): TemplateResult {
  const { view, order, edits, level } = options;
  const rows = order.flatMap((id) => view.accounts.filter((row) => row.billingAccountId === id));
  const others = view.accounts.filter(
    (row) =>
      row.chargedAutomatically &&
      !row.isDefault &&
      row.mayEdit &&
      !order.includes(row.billingAccountId),
  );
  return html`<section class="rr-panel" part="fallback" aria-labelledby="fallback">
    <div class="rr-panel__head">${heading(level, strings.fallback(), { id: 'fallback' })}</div>
    <div class="rr-panel__body">
      <p class="rr-small rr-muted">
        ${rows.length === 0 ? strings.nothingStepsIn() : strings.fallbackText()}
      </p>
      ${
        edits && rows.length > 1
          ? html`<p class="rr-small rr-muted">${strings.keysHint()}</p>`
          : nothing
      }
    </div>
    ${
      rows.length === 0
        ? nothing
        : html`<ol class="rr-rows" aria-labelledby="fallback">
            ${repeat(
              rows,
              (row) => row.billingAccountId,
              (row, index) => stepRow(options, row, index),
            )}
          </ol>`
    }
    ${edits ? otherAccounts(options, others, rows.length) : nothing}
  </section>`;
}

function otherAccounts(
  { level, actions }: FallbackView,
  others: readonly BillingAccountRow[],
  used: number,
): TemplateResult | typeof nothing {
  if (others.length === 0) {
    return used > 0
      ? nothing
      : html`<div class="rr-panel__foot"><p class="rr-small">${strings.noOther()}</p></div>`;
  }
  return html`<div class="rr-others">
    ${heading(level + 1, strings.others(), { look: 'plain' })}
    <ul>
      ${others.map(
        (row) =>
          html`<li class="rr-other">
            ${account(row)}
            <button
              class="rr-btn rr-btn--sm"
              type="button"
              id="add-${row.billingAccountId}"
              aria-label=${strings.letStepInOf(row.label)}
              @click=${() => actions.add(row.billingAccountId)}
            >
              ${icon(icons.plus)}${strings.letStepIn()}
            </button>
          </li>`,
      )}
    </ul>
  </div>`;
}

function account(row: BillingAccountRow): TemplateResult {
  return html`<span class="rr-identity"
    >${icon(typeIcon(row.type))}<span
      ><bdi>${row.label}</bdi>${
        row.expiry === 'fine' ? nothing : html` <span class="rr-sub">${expiryCell(row)}</span>`
      }</span
    ></span
  >`;
}

function stepRow(options: FallbackView, row: BillingAccountRow, index: number): TemplateResult {
  const { actions, dragged, edits, format, order } = options;
  const id = row.billingAccountId;
  const over = (event: DragEvent): void => {
    if (dragged === null) return;
    event.preventDefault();
    if (dragged !== id) actions.move(dragged, index, null);
  };
  const number = html`<span class="rr-place" aria-hidden="true">${format.number(index + 1)}</span>`;
  if (!edits) return html`<li class="rr-step">${number}${account(row)}</li>`;
  return html`<li
    class="rr-step ${dragged === id ? 'rr-step--dragged' : ''}"
    part="step"
    draggable="true"
    @dragstart=${(event: DragEvent) => {
      event.dataTransfer?.setData('text/plain', row.label);
      actions.drag(id);
    }}
    @dragover=${over}
    @drop=${(event: DragEvent) => event.preventDefault()}
    @dragend=${() => actions.drag(null)}
    @keydown=${(event: KeyboardEvent) => stepKey(event, options, row)}
  >
    <span class="rr-grip" aria-hidden="true">${icon(grip)}</span>${number}${account(row)}
    <span class="rr-step__ways"
      >${arrow('up', options, row, index > 0)}
      ${arrow('down', options, row, index < order.length - 1)}
      <button
        class="rr-btn rr-btn--sm"
        type="button"
        id="drop-${id}"
        aria-label=${strings.dropOf(row.label)}
        @click=${() => actions.drop(id)}
      >
        ${strings.drop()}
      </button></span
    >
  </li>`;
}

function arrow(
  part: 'up' | 'down',
  { actions, order }: FallbackView,
  { billingAccountId: id, label }: BillingAccountRow,
  can: boolean,
): TemplateResult {
  const step = part === 'up' ? -1 : 1;
  const text = part === 'up' ? strings.up(label) : strings.down(label);
  return html`<button
    class="rr-btn rr-btn--icon"
    type="button"
    id="${part}-${id}"
    aria-label=${text}
    title=${text}
    aria-disabled=${can ? nothing : 'true'}
    @click=${() => can && actions.move(id, order.indexOf(id) + step, part)}
  >
    ${icon(part === 'up' ? icons.sortup : icons.sortdown)}
  </button>`;
}

/** ↑ and ↓ move the account whose button has the focus, which it keeps. */
function stepKey(
  event: KeyboardEvent,
  { actions, order }: FallbackView,
  { billingAccountId: id }: BillingAccountRow,
): void {
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
  const place = order.indexOf(id) + step;
  if (step === 0) return;
  event.preventDefault();
  if (place < 0 || place >= order.length) return;
  const [part] = (event.target as HTMLElement).id.split('-');
  actions.move(id, place, part === 'down' || part === 'drop' ? part : 'up');
}
