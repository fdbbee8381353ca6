import { type CSSResult, css } from 'lit';

/**
 * The design tokens that every widget has; others stand with the styles that need them. Inputs such
 * as --rr-accent are read with a fallback and never declared here, so a host page may set them on
 * any ancestor. Component styles use the roles below only.
 */
export const tokenStyles: CSSResult = css`
  :host {
    /* Colour: text and neutrals, from the host's ink */
    --rr-color-ink: var(--rr-ink, currentColor);
    --rr-color-muted: color-mix(in oklab, currentColor 74%, transparent);
    --rr-color-line: color-mix(in oklab, currentColor 14%, transparent);
    --rr-color-line-soft: color-mix(in oklab, currentColor 9%, transparent);
    --rr-color-control: color-mix(in oklab, currentColor 54%, transparent);
    --rr-color-fill: color-mix(in oklab, currentColor 4%, transparent);
    --rr-color-fill-strong: color-mix(in oklab, currentColor 9%, transparent);
    --rr-color-paper: var(--rr-paper, Canvas);

    /* Colour: the one accent. Text on it is computed, so any accent is legible. */
    --rr-color-accent: var(--rr-accent, light-dark(#2456bd, #8fb3ff));
    --rr-color-accent-text: color-mix(in oklab, var(--rr-color-accent) 84%, currentColor);
    --rr-on-accent-channel: clamp(
      0,
      (0.1835 - (0.2126 * r + 0.7152 * g + 0.0722 * b)) * 99999,
      1
    );
    --rr-color-on-accent: color(
      from var(--rr-color-accent) srgb-linear var(--rr-on-accent-channel)
        var(--rr-on-accent-channel) var(--rr-on-accent-channel)
    );

    /* Colour: statuses. Always with an icon and a word. */
    --rr-color-good: var(--rr-good, light-dark(oklch(0.52 0.13 155), oklch(0.76 0.14 155)));
    --rr-color-bad: var(--rr-bad, light-dark(oklch(0.53 0.19 25), oklch(0.74 0.15 22)));
    --rr-color-good-text: color-mix(in oklab, var(--rr-color-good) 72%, currentColor);
    --rr-color-bad-text: color-mix(in oklab, var(--rr-color-bad) 70%, currentColor);

    /* Type. --rr-rem corrects hosts whose root font size is not 16 px. */
    --rr-unit: var(--rr-rem, 1rem);
    --rr-text-xs: calc(0.75 * var(--rr-unit));
    --rr-text-sm: calc(0.8125 * var(--rr-unit));
    --rr-text-md: calc(0.875 * var(--rr-unit));
    --rr-text-xl: calc(1.25 * var(--rr-unit));
    --rr-leading-tight: 1.25;
    --rr-leading: 1.45;
    --rr-weight-medium: 500;
    --rr-weight-strong: 600;
    --rr-mono: var(
      --rr-font-mono,
      ui-monospace,
      'SF Mono',
      'Cascadia Mono',
      Menlo,
      Consolas,
      monospace
    );
    --rr-figures: tabular-nums lining-nums;

    /* Space: a 4 px step. Density scales what repeats, never what separates. */
    --rr-space-1: calc(0.25 * var(--rr-unit));
    --rr-space-2: calc(0.5 * var(--rr-unit));
    --rr-space-3: calc(0.75 * var(--rr-unit));
    --rr-space-4: calc(1 * var(--rr-unit));
    --rr-space-5: calc(1.25 * var(--rr-unit));
    --rr-space-6: calc(1.5 * var(--rr-unit));
    --rr-space-8: calc(2 * var(--rr-unit));
    --rr-row: calc(0.625 * var(--rr-unit) * var(--rr-density, 1));
    --rr-inset: var(--rr-space-4);

    /* Controls */
    --rr-target: max(24px, calc(1.5 * var(--rr-unit)));
    --rr-control-height: max(28px, calc(2 * var(--rr-unit) * var(--rr-density, 1)));
    --rr-control-height-sm: max(24px, calc(1.75 * var(--rr-unit) * var(--rr-density, 1)));
    --rr-icon: calc(1 * var(--rr-unit));

    /* Shape */
    --rr-radius-lg: var(--rr-radius, 8px);
    --rr-radius-md: calc(var(--rr-radius-lg) * 0.75);
    --rr-radius-sm: calc(var(--rr-radius-lg) * 0.5);
    --rr-border: 1px solid var(--rr-color-line);
    --rr-border-soft: 1px solid var(--rr-color-line-soft);
    --rr-border-control: 1px solid var(--rr-color-control);

    /* Focus */
    --rr-focus-width: 2px;
    --rr-focus-offset: 2px;
    --rr-focus: var(--rr-focus-width) solid var(--rr-color-accent-text);

    /* Motion */
    --rr-fast: 120ms;
    --rr-ease: cubic-bezier(0.2, 0, 0, 1);
  }

  :host([density='compact']) {
    --rr-density: 0.75;
  }

  @media (prefers-contrast: more) {
    :host {
      --rr-color-muted: color-mix(in oklab, currentColor 88%, transparent);
      --rr-color-line: color-mix(in oklab, currentColor 45%, transparent);
      --rr-color-line-soft: color-mix(in oklab, currentColor 30%, transparent);
      --rr-color-control: currentColor;
      --rr-focus-width: 3px;
    }
  }
`;
