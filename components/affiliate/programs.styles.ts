import { type CSSResult, css } from 'lit';

/** Affiliate programs: terms and earnings beside the referral link. */
export const programStyles: CSSResult = css`
  .rr-affiliate {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-3) var(--rr-space-6);
    align-items: start;
    padding: var(--rr-space-4) var(--rr-inset);
  }

  .rr-affiliate + .rr-affiliate,
  .rr-panel__head + .rr-affiliate {
    border-block-start: var(--rr-border);
  }

  .rr-affiliate__terms {
    display: grid;
    gap: var(--rr-space-2);
    max-inline-size: 62ch;
  }

  .rr-affiliate__way {
    display: grid;
    gap: var(--rr-space-2);
    justify-items: start;
    min-inline-size: 0;
  }

  .rr-affiliate__way > .rr-joined,
  .rr-affiliate__way > .rr-banner {
    inline-size: 100%;
  }

  @container rr (min-width: 54rem) {
    .rr-affiliate {
      grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
    }
    .rr-affiliate__way--join {
      justify-items: end;
    }
  }

  .rr-inline {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rr-space-1) var(--rr-space-6);
  }

  .rr-inline > div {
    display: flex;
    gap: var(--rr-space-2);
    align-items: baseline;
  }

  .rr-inline dt {
    color: var(--rr-color-muted);
    font-size: var(--rr-text-sm);
  }

  .rr-joined {
    display: flex;
    gap: var(--rr-space-2);
  }

  .rr-joined > .rr-input {
    flex: 1 1 0;
    min-inline-size: 0;
    text-overflow: ellipsis;
  }

  .rr-label {
    font-size: var(--rr-text-sm);
    font-weight: var(--rr-weight-medium);
  }
`;
