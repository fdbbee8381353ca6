import { html, nothing, type TemplateResult } from 'lit';
import type { PackageView } from '../../src/contract/packages.ts';
import { cycleWord } from '../internal/cycle.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { openLink } from '../internal/link.ts';
import { emptyState } from '../internal/states.ts';
import { strings } from './change-plan.strings.ts';
import type { Problem } from './changing.ts';
import type { Direction } from './wishes.ts';

/** Between facts of one line; it stays at the end of the fact before it. */
const dot = '\u00a0· ';

/** The title, the way back and what the package is now. */
export function changeHead(options: {
  readonly view: PackageView;
  readonly direction: Direction;
  readonly level: number;
  readonly format: Formatter;
  readonly packageHref: string;
  readonly open: () => boolean;
}): TemplateResult {
  const { view, format, packageHref } = options;
  const { domainName, nextRenewal } = view;
  return html`<header class="rr-head" part="head">
    <div class="rr-head__main">
      ${openLink({
        pattern: packageHref,
        id: view.packageId,
        text: html`${icon(icons.back, undefined, true)}${strings.back()}`,
        look: packageHref === '' ? 'rr-linkbtn rr-back' : 'rr-back',
        open: options.open,
      })}
      ${heading(options.level, strings.title(options.direction), { id: 'title', look: 'title' })}
      <p class="rr-muted">
        ${domainName === null ? nothing : html`<bdi dir="ltr">${domainName}</bdi>${dot}`}
        <bdi>${view.name}</bdi>${dot}${format.amount(view.price)} ${cycleWord(view.cycle)}${
          nextRenewal === null ? nothing : html`${dot}${strings.renews(format.date(nextRenewal))}`
        }
      </p>
    </div>
  </header>`;
}

/** What went wrong with a command. */
export function problemBanner(problem: Problem | null): TemplateResult | typeof nothing {
  if (problem === null) return nothing;
  return html`<div class="rr-banner rr-banner--bad" part="errors" role="alert">
    ${icon(icons.alert)}
    <div>
      <p class="rr-banner__title">${problem.title}</p>
      <p>${problem.text}</p>
    </div>
  </div>`;
}

/** Why nothing is offered. */
export function noOffer(
  { cancelOn, status }: PackageView,
  direction: Direction,
  level: number,
  format: Formatter,
): TemplateResult {
  const why = status === 'active' ? strings.noneText() : strings.noneInactive();
  return html`<section class="rr-panel">
    ${emptyState({
      icon: icons.receipt,
      title: strings.noneTitle(direction),
      text: cancelOn === null ? why : strings.noneCanceled(format.date(cancelOn)),
      level,
    })}
  </section>`;
}
