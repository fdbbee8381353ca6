import { type CSSResult, css } from 'lit';
import { listStyles } from '../internal/styles/list.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';

const ownStyles = css`
  .rr-domain {
    overflow-wrap: anywhere;
  }
`;

/** The styles of `rr-package-list`. */
export const styles: CSSResult[] = [...listStyles, warnStyles, ownStyles];
