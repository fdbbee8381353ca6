import { html, nothing, type TemplateResult } from 'lit';
import type { BillingAccountRow } from '../../src/contract/billing-accounts.ts';
import { packageName, typeWord } from '../billing-account-list/account.strings.ts';
import { expiryCell } from '../billing-account-list/parts.ts';
import { checkField, selectField } from '../internal/field.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { emptyState } from '../internal/states.ts';
import { strings } from './billing-account.strings.ts';
import { methodChoice } from './methods.ts';
import { type Opened, ownersOf } from './opened.ts';
import type { PackagePicker } from './picker.ts';
import type { AccountForm } from './values.ts';

/** What the sections of the form are made of. */
export interface SectionsView {
  readonly form: AccountForm;
  readonly opened: Opened;
  readonly picker: PackagePicker;
  /** Level of the headings of the sections. */
  readonly level: number;
  readonly choose: (methodId: string) => void;
  /** What stands under the chosen kind. */
  readonly body: unknown;
}

/** The form of an account: what it is, whose, and what it pays (SPEC 9.1, 9.5). */
export function accountSections(view: SectionsView): TemplateResult {
  const { account } = view.opened;
  return html`${account === null ? typeSection(view) : factsSection(account, view.level)}
  ${ownerSection(view)} ${packagesSection(view)}`;
}

/** What stands in place of the form: an account of another contact, or nothing to choose from. */
export function restingPanel({ account, options }: Opened, level: number): TemplateResult | null {
  if (account === null && options.methods.length === 0) {
    const [title, text] = [strings.noMethod(), strings.noMethodText()];
    return html`<section class="rr-panel">
      ${emptyState({ icon: icons.card, title, text, level })}
    </section>`;
  }
  if (account === null || account.mayEdit) return null;
  const group = { id: 'packages-head', title: strings.packages(), level };
  return html`<section class="rr-panel">
    ${factsSection(account, level)} ${section(group, packageNames(account.packages))}
  </section>`;
}

function packageNames(packages: BillingAccountRow['packages']): TemplateResult {
  if (packages.length === 0) return html`<p class="rr-muted">${strings.noPackages()}</p>`;
  return html`<ul class="rr-names">
    ${packages.map((one) => html`<li><bdi>${packageName(one)}</bdi></li>`)}
  </ul>`;
}

function section(
  group: {
    readonly id: string;
    readonly title: string;
    readonly level: number;
    readonly text?: string;
    readonly wide?: boolean;
  },
  content: unknown,
): TemplateResult {
  const { id, title, level, text } = group;
  return html`<div class="rr-section ${group.wide ? 'rr-section--wide' : ''}" part="section">
    <div class="rr-section__head">
      ${heading(level, title, { id })}
      ${text === undefined ? nothing : html`<p class="rr-small rr-muted">${text}</p>`}
    </div>
    ${content}
  </div>`;
}

function typeSection({ form, opened, level, choose, body }: SectionsView): TemplateResult {
  const choice = methodChoice({
    methods: opened.options.methods,
    chosen: form.value('method'),
    error: form.errorOf('method'),
    choose,
    body,
  });
  const group = { id: 'type-head', title: strings.type(), level, text: strings.typeText() };
  return section(group, choice);
}

function factsSection(account: BillingAccountRow, level: number): TemplateResult {
  const { type, label, mayEdit, expiryMonth } = account;
  const facts = html`<dl class="rr-facts">
    <dt>${strings.account()}</dt>
    <dd><bdi>${label}</bdi></dd>
    <dt>${strings.type()}</dt>
    <dd>${typeWord(type)}</dd>
    ${
      expiryMonth === null
        ? nothing
        : html`<dt>${strings.expires()}</dt>
            <dd>${expiryCell(account)}</dd>`
    }
  </dl>`;
  const text = !mayEdit
    ? strings.readOnly()
    : type === 'card' || type === 'bank_account'
      ? strings.accountText()
      : undefined;
  const group = { id: 'account-head', title: strings.account(), level };
  return section(text === undefined ? group : { ...group, text }, facts);
}

function ownerSection({ form, opened, level }: SectionsView): TemplateResult {
  const { account, options } = opened;
  const [self] = options.owners;
  const fixed = account?.isDefault ?? false;
  const owner = selectField({
    ...form.bind('owner'),
    label: strings.owner(),
    width: 3,
    options: ownersOf(opened).map(({ contactId, name }) => ({
      value: contactId,
      label: contactId === self?.contactId ? strings.you(name) : name,
    })),
  });
  const standing = checkField({
    id: 'default',
    label: fixed ? strings.isDefault() : strings.makeDefault(),
    checked: form.value('default') !== '',
    error: form.errorOf('default'),
    hint: fixed ? strings.defaultStays() : strings.defaultText(),
    disabled: fixed,
    onChange: (checked) => form.set('default', checked ? 'yes' : ''),
  });
  const group = { id: 'owner-head', title: strings.use(), level, text: strings.ownerText() };
  return section(group, html`<div class="rr-form">${owner} ${standing}</div>`);
}

function packagesSection({ form, picker, level }: SectionsView): TemplateResult {
  const error = form.errorOf('packages');
  const lists = html`<div class="rr-stack rr-stack--tight" id="packages" tabindex="-1">
    ${
      error === undefined
        ? nothing
        : html`<p class="rr-error">${icon(icons.alert)}<span>${error}</span></p>`
    }
    ${picker.render('packages-head')}
  </div>`;
  const text = strings.billableText();
  return section(
    { id: 'packages-head', title: strings.billableFor(), level, text, wide: true },
    lists,
  );
}
