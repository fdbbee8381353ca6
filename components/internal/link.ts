import { html, nothing, type TemplateResult } from 'lit';

/**
 * Fills `{id}` of a host's address pattern such as `#/invoices/{id}`. Without an id the slash
 * before it goes too: one view has one address, and one step back.
 */
export function hrefOf(pattern: string, id: string): string {
  return pattern.replaceAll(id === '' ? /\/?\{id\}/g : '{id}', encodeURIComponent(id));
}

/**
 * A way to another view: a real link where the host gave an address pattern, else a button.
 *
 * @param open asks the host by an event; false when the host does the rest itself.
 */
export function openLink(options: {
  readonly pattern: string;
  readonly id: string;
  readonly text: unknown;
  /** What a screen reader hears when the text alone does not tell the target. */
  readonly label?: string;
  /** Classes of a button; left out: it looks like a link. */
  readonly look?: string;
  readonly open: () => boolean;
}): TemplateResult {
  const { pattern, id, label, look } = options;
  if (pattern === '') {
    return html`<button
      class=${look ?? 'rr-linkbtn'}
      type="button"
      aria-label=${label ?? nothing}
      @click=${options.open}
    >
      ${options.text}
    </button>`;
  }
  const click = (event: MouseEvent): void => {
    // A click for a new tab or window is the browser's own.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!options.open()) event.preventDefault();
  };
  return html`<a
    class=${look ?? nothing}
    href=${hrefOf(pattern, id)}
    aria-label=${label ?? nothing}
    @click=${click}
    >${options.text}</a
  >`;
}
