import { html, nothing, type TemplateResult } from 'lit';
import type { PackageView } from '../../src/contract/packages.ts';
import type { Formatter } from '../internal/format.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { emptyState } from '../internal/states.ts';
import { packageStatusWord } from '../internal/status-badge.ts';
import { strings } from './cancel.strings.ts';
import { isCancelable } from './cancelable.ts';
import { cancelResult } from './parts.ts';

/** What {@link outcome} is rendered from. */
export interface OutcomeView {
  readonly view: PackageView;
  /** Whether a cancellation was just undone. */
  readonly undone: boolean;
  readonly busy: boolean;
  readonly format: Formatter;
  readonly level: number;
  readonly undo: () => void;
}

/** The title of what came of it, also to be announced. */
export function outcomeTitle(
  { cancelOn, name }: PackageView,
  undone: boolean,
  format: Formatter,
): string {
  if (cancelOn !== null) return strings.endsOn(format.date(cancelOn));
  return undone ? strings.undone(name) : strings.canceled(name);
}

/** What stands in place of the form; null: the package can be canceled. */
export function outcome(options: OutcomeView): TemplateResult | null {
  const { view, undone } = options;
  if (undone || view.cancelOn !== null || view.status === 'canceled') return came(options);
  const waits = view.pendingChange?.state === 'awaiting_payment';
  if (isCancelable(view) && !waits) return null;
  return html`<section class="rr-panel">
    ${emptyState({
      icon: waits ? icons.clock : icons.receipt,
      title: waits ? strings.waits() : strings.notOffered(),
      text: waits ? strings.waitsText() : strings.notOfferedText(packageStatusWord(view.status)),
      level: options.level,
    })}
  </section>`;
}

function came(options: OutcomeView): TemplateResult {
  const { view, undone, format, level } = options;
  const { cancelOn, nextRenewal } = view;
  const title = outcomeTitle(view, undone, format);
  if (cancelOn !== null) {
    return cancelResult({
      tone: 'warn',
      icon: icons.clock,
      title,
      text: strings.endsOnText(),
      level,
      action: undoButton(options),
    });
  }
  const renews =
    nextRenewal === null ? strings.undoneText() : strings.undoneRenews(format.date(nextRenewal));
  return cancelResult({
    tone: 'good',
    icon: icons.paid,
    title,
    text: undone ? renews : strings.canceledText(),
    level,
    action: nothing,
  });
}

function undoButton({ busy, undo }: OutcomeView): TemplateResult {
  return html`<button
    class="rr-btn"
    type="button"
    aria-disabled=${busy ? 'true' : nothing}
    @click=${undo}
  >
    ${icon(icons.undo)}${busy ? strings.undoing() : strings.undo()}
  </button>`;
}
