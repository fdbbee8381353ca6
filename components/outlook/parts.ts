import { html, type TemplateResult } from 'lit';
import { type OutlookLook, strings } from './outlook.strings.ts';

/** The choice between list and timeline. */
export function lookSegment(
  chosen: OutlookLook,
  choose: (look: OutlookLook) => void,
): TemplateResult {
  const choice = (look: OutlookLook, label: string): TemplateResult =>
    html`<label
      ><input
        type="radio"
        name="look"
        value=${look}
        .checked=${look === chosen}
        @change=${() => choose(look)}
      />${label}</label
    >`;
  return html`<fieldset class="rr-segment">
    <legend class="rr-hidden">${strings.view()}</legend>
    ${choice('list', strings.list())}${choice('timeline', strings.timeline())}
  </fieldset>`;
}
