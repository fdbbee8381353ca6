import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import { define } from 'rackrate/components/define';

define();

/** The widgets' part of a page as a server renders it: titles and skeletons, before any script. */
export function renderBilling(api: string): Promise<string> {
  return collectResult(
    render(html`<rr-provider base=${api} session-url="/billing-session">
      <rr-invoice-list></rr-invoice-list><rr-package-list></rr-package-list>
    </rr-provider>`),
  );
}
