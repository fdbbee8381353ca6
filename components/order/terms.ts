import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** The label of the terms; the link opens beside the form, so that nothing typed is lost. */
export function termsLabel(url: string | null): TemplateResult {
  if (url === null || !/^https?:$/.test(new URL(url, location.href).protocol)) {
    return html`${msg('I accept the terms')}`;
  }
  // The marks say which of the words are the link, wherever a language has them.
  const [before = '', linked = '', after = ''] = msg(str`I accept the ${'|'}terms${'|'}`).split(
    '|',
  );
  return html`${before}<a href=${url} target="_blank" rel="noopener">${linked}</a>${after}`;
}
