import { type CSSResult, css } from 'lit';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { headStyles } from '../internal/styles/head.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { panelBodyStyles } from '../internal/styles/panel-body.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { segmentStyles } from '../internal/styles/segment.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { toolbarStyles } from '../internal/styles/toolbar.styles.ts';

const listStyles = css`
  .rr-month {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding: var(--rr-space-3) var(--rr-inset);
    border-block-start: var(--rr-border-soft);
  }

  .rr-month:first-child {
    border-block-start: var(--rr-border);
  }

  .rr-month__name {
    display: flex;
    gap: var(--rr-space-3);
    align-items: baseline;
    justify-content: space-between;
    padding-block-end: var(--rr-space-1);
  }

  .rr-event {
    display: grid;
    grid-template-columns: 4.75em var(--rr-icon) minmax(0, 1fr) auto;
    gap: 0 var(--rr-space-2);
    align-items: baseline;
    padding-block: var(--rr-space-1);
  }

  .rr-event > .rr-icon {
    align-self: start;
    margin-block-start: calc(0.125 * var(--rr-unit));
  }

  .rr-tag {
    display: inline-block;
    padding-inline: calc(0.375 * var(--rr-unit));
    border: 1px dashed var(--rr-color-control);
    border-radius: var(--rr-radius-sm);
    font-size: var(--rr-text-xs);
    white-space: nowrap;
  }

  .rr-details {
    display: flex;
    flex-wrap: wrap;
    grid-column: 3 / -1;
    gap: 0 var(--rr-space-3);
    align-items: baseline;
  }

  .rr-details :where(a, button) {
    line-height: var(--rr-target);
  }

  @container rr (min-width: 40rem) {
    .rr-month {
      grid-template-columns: 9rem minmax(0, 1fr);
      column-gap: var(--rr-space-4);
    }

    .rr-month__name {
      flex-direction: column;
      gap: 0;
      justify-content: flex-start;
      padding-block: var(--rr-space-1) 0;
    }
  }
`;

const plotStyles = css`
  .rr-legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rr-space-1) var(--rr-space-4);
    padding-block: var(--rr-space-1) var(--rr-space-4);
    font-size: var(--rr-text-sm);
  }

  .rr-legend li {
    display: inline-flex;
    align-items: center;
    gap: calc(0.375 * var(--rr-unit));
  }

  .rr-legend svg {
    flex: none;
    inline-size: calc(0.875 * var(--rr-unit));
    block-size: calc(0.875 * var(--rr-unit));
  }

  /* Time runs from left to right in every language. */
  .rr-plot {
    display: block;
    direction: ltr;
    inline-size: 100%;
    block-size: auto;
    overflow: visible;
  }

  /* Sizes within a plot are units of its view box, which scales as a whole. */
  .rr-plot text {
    fill: currentColor;
    font-size: 12px;
    font-variant-numeric: var(--rr-figures);
  }

  .rr-plot .rr-plot__tiny {
    font-size: 11px;
  }

  .rr-plot .rr-plot__soft {
    fill: var(--rr-color-muted);
  }

  .rr-plot__grid {
    stroke: var(--rr-color-line);
  }

  .rr-plot__base {
    stroke: var(--rr-color-control);
  }

  .rr-plot__in {
    fill: color-mix(in oklab, var(--rr-color-accent) 42%, var(--rr-color-paper));
  }

  .rr-plot__limit {
    stroke: currentColor;
    stroke-width: 1.25;
    stroke-dasharray: 4 3;
  }

  .rr-plot__dot {
    fill: var(--rr-color-accent-text);
  }

  .rr-plot__ring {
    fill: var(--rr-color-paper);
    stroke: var(--rr-color-accent-text);
    stroke-width: 1.5;
  }

  .rr-plot__bad {
    fill: var(--rr-color-bad-text);
  }

  /* Its text is as large as the widget's; wider it would grow with the plot. */
  .rr-plot--narrow {
    max-inline-size: 22rem;
  }

  @container rr (max-width: 53.99rem) {
    .rr-plot--wide {
      display: none;
    }
  }

  @container rr (min-width: 54rem) {
    .rr-plot--narrow {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .rr-plot__in {
      fill: Highlight;
    }

    .rr-plot__bad {
      fill: LinkText;
    }

    .rr-plot__dot {
      fill: CanvasText;
    }

    .rr-plot__grid,
    .rr-plot__base,
    .rr-plot__limit {
      stroke: CanvasText;
    }
  }
`;

/** The styles of `rr-outlook`. */
export const styles: CSSResult[] = [
  tokenStyles,
  baseStyles,
  headStyles,
  buttonStyles,
  panelStyles,
  panelBodyStyles,
  toolbarStyles,
  segmentStyles,
  rowStyles,
  stateStyles,
  listStyles,
  plotStyles,
];
