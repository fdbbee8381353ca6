import { html, type TemplateResult } from 'lit';
import { heading } from './heading.ts';

/**
 * What a server shows of a form with a password. The form itself would be sent by the browser,
 * with the password in the address, by a client who is quicker than the script.
 */
export function formSkeleton(level: number, title: string): TemplateResult {
  return html`<div class="rr" part="base">
    <div class="rr-stack rr-stack--tight rr-narrowform" aria-busy="true">
      ${heading(level, title, { look: 'title' })}
      <p part="skeleton" aria-hidden="true">
        <span class="rr-skeleton rr-skeleton--m"></span>
        <span class="rr-skeleton rr-skeleton--m"></span>
        <span class="rr-skeleton rr-skeleton--s"></span>
      </p>
    </div>
  </div>`;
}
