import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ClientAction } from '../../src/contract/payments.ts';
import { sumRow } from '../internal/quote-view.ts';
import { instructionWord, strings } from './pay.strings.ts';

/** What a client is told to do by hand. */
export type Instructions = Extract<ClientAction, { kind: 'instructions' }>;

/** Whether it is a bank transfer, rather than a cheque or the like. */
export function isTransfer({ details }: Instructions): boolean {
  return (
    details.length === 0 || details.some(({ name }) => name === 'iban' || name === 'account_number')
  );
}

/** The single facts of a payment by hand, each to be copied as it is. */
export function instructionRows({ details, reference }: Instructions): unknown {
  const facts = details.length > 0 ? details : [{ name: 'reference' as const, value: reference }];
  return facts.map(({ name, value }) =>
    sumRow(
      instructionWord(name),
      html`<bdi class="rr-mono" dir=${name === 'payee' ? 'auto' : 'ltr'}>${value}</bdi>`,
    ),
  );
}

/** The code that a banking app scans; dark on light whatever the theme, as scanners want it. */
export function instructionCode({ code }: Instructions): TemplateResult | typeof nothing {
  if (code === null) return nothing;
  const { size, path } = code;
  // Four squares of quiet around it (ISO/IEC 18004).
  const box = `-4 -4 ${size + 8} ${size + 8}`;
  return html`<figure class="rr-code">
    <svg viewBox=${box} role="img" aria-label=${strings.scanCode()} shape-rendering="crispEdges">
      ${svg`<rect class="rr-code__paper" x="-4" y="-4" width=${size + 8} height=${size + 8} />`}
      ${svg`<path class="rr-code__ink" d=${path} />`}
    </svg>
    <figcaption class="rr-sub">${strings.scanCode()}</figcaption>
  </figure>`;
}
