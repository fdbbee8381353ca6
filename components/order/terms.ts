import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** The label of the terms; the link opens beside the form, so that nothing typed is lost. */
export function termsLabel(url: string | null): TemplateResult {
  if (url === null || !/^https?:$/.test(new URL(url, location.href).protocol)) {
    return html`${msg('I accept the terms')}`;
  }
  return html`${msg(html`I accept the <a href=${url} target="_blank" rel="noopener">terms</a>`)}`;
}
