import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { MailFormat } from '../../src/contract/contacts.ts';
import type { Area } from '../../src/contract/operation.ts';
import { checkField, groupField } from '../internal/field.ts';
import { areaWord, formatWord, mailWord, strings } from './contact.strings.ts';
import { type ContactForm, choose, chosenOf, type Opened } from './values.ts';

const formats: readonly MailFormat[] = ['html', 'plain'];

/** HTML or plain text (SPEC 3.2). */
export function formatChoice(form: ContactForm): TemplateResult {
  const chosen = form.value('mailFormat');
  const radio = (format: MailFormat): TemplateResult => html`<label class="rr-check"
    ><input
      type="radio"
      name="mailFormat"
      value=${format}
      .checked=${live(chosen === format)}
      @change=${() => form.set('mailFormat', format)}
    /><span>${formatWord(format)}</span></label
  >`;
  return groupField({
    id: 'mailFormat',
    legend: strings.mailFormat(),
    error: form.errorOf('mailFormat'),
    choices: html`<div class="rr-oneof">${formats.map(radio)}</div>`,
  });
}

/** E-mail actions with Toggle all (SPEC 3.2); what the primary contact must get stays chosen. */
export function mailChoice(form: ContactForm, { contact, options }: Opened): TemplateResult {
  const chosen = chosenOf(form, 'mails');
  const primary = contact?.isPrimary ?? false;
  const required = options.mails.filter((one) => primary && one.required).map(({ mail }) => mail);
  const every = options.mails.map(({ mail }) => mail);
  const change = (mail: string, on: boolean): void =>
    choose(form, 'mails', on ? [...chosen, mail] : chosen.filter((one) => one !== mail));
  const box = (mail: string): TemplateResult => {
    const fixed = required.includes(mail) && chosen.includes(mail);
    return checkField({
      id: `mail-${mail}`,
      label: mailWord(mail),
      checked: chosen.includes(mail),
      disabled: fixed,
      hint: fixed ? strings.mailRequired() : undefined,
      onChange: (on) => change(mail, on),
    });
  };
  return groupField({
    id: 'mails',
    legend: strings.mails(),
    hint: strings.mailsHint(),
    error: form.errorOf('mails'),
    choices: html`${toggleAll(form, every, required)}
      <div class="rr-checks">${every.map(box)}</div>`,
  });
}

/** Between all and none it is mixed; then it chooses all. */
function toggleAll(
  form: ContactForm,
  every: readonly string[],
  required: readonly string[],
): TemplateResult {
  const chosen = chosenOf(form, 'mails');
  const all = every.every((mail) => chosen.includes(mail));
  const mixed = !all && chosen.length > 0;
  return html`<label class="rr-check rr-medium"
    ><input
      type="checkbox"
      id="toggle-mails"
      .checked=${live(all)}
      .indeterminate=${live(mixed)}
      @change=${() => choose(form, 'mails', all ? required : every)}
    /><span>${strings.toggleAll()}</span></label
  >`;
}

/** The areas that a contact may have (SPEC 3.3); one that is fixed says why. */
export function areaChoice(
  form: ContactForm,
  { contact, options }: Opened,
  every: readonly Area[],
): TemplateResult {
  const chosen = chosenOf(form, 'areas');
  const reason = (area: Area): string | undefined => {
    if (contact?.isPrimary) return strings.areaPrimary();
    if (!options.areas.includes(area)) return strings.areaLocked();
    return contact?.isSelf && area === 'contacts' ? strings.areaSelf() : undefined;
  };
  const change = (area: Area, on: boolean): void =>
    choose(form, 'areas', on ? [...chosen, area] : chosen.filter((one) => one !== area));
  const box = (area: Area): TemplateResult => {
    const hint = reason(area);
    return checkField({
      id: `area-${area}`,
      label: areaWord(area),
      checked: chosen.includes(area),
      disabled: hint !== undefined,
      // One sentence for all of them stands beside.
      hint: contact?.isPrimary ? undefined : hint,
      onChange: (on) => change(area, on),
    });
  };
  return groupField({
    id: 'areas',
    legend: strings.areas(),
    quiet: true,
    error: form.errorOf('areas'),
    choices: html`<div class="rr-checks">${every.map(box)}</div>`,
  });
}
