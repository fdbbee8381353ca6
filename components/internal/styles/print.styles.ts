import { type CSSResult, css } from 'lit';

/** How a widget prints. */
export const printStyles: CSSResult = css`
  @media print {
    .rr {
      --rr-ink: black;
      --rr-paper: white;
      color: black;
      color-scheme: light;
      font-size: 9.5pt;
    }
    .rr-noprint,
    .rr-btn,
    .rr-back,
    .rr-disclosure > summary {
      display: none;
    }
    .rr-panel,
    .rr-summary {
      border: 0;
      border-radius: 0;
    }
    .rr-panel__head,
    .rr-panel__body,
    .rr-panel__foot {
      padding-inline: 0;
    }
    .rr-table :where(th, td):first-child {
      padding-inline-start: 0;
    }
    .rr-table :where(th, td):last-child {
      padding-inline-end: 0;
    }
    .rr-table tr,
    .rr-sum > div {
      break-inside: avoid;
    }
    .rr-table thead {
      display: table-header-group;
    }
    .rr-printonly {
      display: block;
    }
  }

  @media not print {
    .rr-printonly {
      display: none;
    }
  }
`;
