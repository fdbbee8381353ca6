import { type CSSResult, css } from 'lit';

/** Root element, text sizes and icons: what each widget needs. */
export const baseStyles: CSSResult = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  .rr {
    container: rr / inline-size;
    display: block;
    color: var(--rr-color-ink);
    font: inherit;
    font-size: var(--rr-text-md);
    line-height: var(--rr-leading);
    font-variant-numeric: var(--rr-figures);
    letter-spacing: normal;
    overflow-wrap: break-word;
    text-align: start;
    text-indent: 0;
    text-shadow: none;
    text-transform: none;
    white-space: normal;
    word-spacing: normal;
    -webkit-text-size-adjust: 100%;
  }

  .rr *,
  .rr *::before,
  .rr *::after {
    box-sizing: border-box;
  }

  .rr :where(h1, h2, h3, h4, p, ul, ol, dl, dd, figure, fieldset, legend, table, blockquote) {
    margin: 0;
    padding: 0;
  }

  .rr :where(h1, h2, h3, h4) {
    color: inherit;
    font: inherit;
    font-weight: var(--rr-weight-strong);
    line-height: var(--rr-leading-tight);
    text-wrap: balance;
  }

  .rr :where(p, dd, li) {
    text-wrap: pretty;
  }

  .rr :where(ul, ol) {
    list-style: none;
  }

  .rr :where(fieldset) {
    min-inline-size: 0;
    border: 0;
  }

  .rr :where(button, input, select, textarea) {
    margin: 0;
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
  }

  .rr :where(a, .rr-linkbtn) {
    color: var(--rr-color-accent-text);
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 35%, transparent);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }

  /* A line of text is lower than a target may be (WCAG 2.5.8); this moves nothing. */
  .rr :where(a:not(.rr-btn)) {
    --rr-area: calc((var(--rr-target) - 1em) / 2);
    margin-block: calc(-1 * var(--rr-area));
    padding-block: var(--rr-area);
  }
  .rr :where(a):hover {
    text-decoration-color: currentColor;
  }

  .rr :where(a, button, input, select, textarea, summary, [tabindex]):focus-visible {
    outline: var(--rr-focus);
    outline-offset: var(--rr-focus-offset);
    border-radius: var(--rr-radius-sm);
  }

  .rr-stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-5);
  }

  .rr [hidden] {
    display: none;
  }

  .rr-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @container rr (max-width: 39.99rem) {
    .rr .rr-wide {
      display: none;
    }
  }

  .rr-title {
    font-size: var(--rr-text-xl);
    letter-spacing: -0.012em;
  }

  .rr-heading {
    font-size: var(--rr-text-md);
  }

  .rr-muted {
    color: var(--rr-color-muted);
  }

  .rr-small {
    font-size: var(--rr-text-sm);
  }

  .rr-strong {
    font-weight: var(--rr-weight-strong);
  }

  .rr-mono {
    font-family: var(--rr-mono);
    font-size: var(--rr-text-sm);
    font-variant-ligatures: none;
  }

  .rr-num {
    text-align: end;
    white-space: nowrap;
    font-variant-numeric: var(--rr-figures);
  }

  .rr-nowrap {
    white-space: nowrap;
  }

  .rr-sub {
    display: block;
    color: var(--rr-color-muted);
    font-size: var(--rr-text-sm);
    font-weight: 400;
  }

  .rr-icon {
    flex: none;
    inline-size: var(--rr-icon);
    block-size: var(--rr-icon);
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  @media (prefers-reduced-motion: reduce) {
    .rr *,
    .rr *::before {
      animation: none !important;
      transition: none !important;
    }
  }

  .rr-icon.rr-bad {
    color: var(--rr-color-bad-text);
  }
`;
