import { html, nothing, type TemplateResult } from 'lit';
import type {
  BankAccountInput,
  BankAccountKind,
  MandateText,
} from '../../src/contract/bank-accounts.ts';
import { checkField, selectField, type TextField, textField } from '../internal/field.ts';
import type { FieldErrors } from '../internal/form.ts';
import type { Formatter } from '../internal/format.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { usStates } from '../internal/us-states.ts';
import { bankWords, mandateNotes, mandateWords } from './bank.strings.ts';
import type { AccountForm, AccountId, BankId } from './values.ts';

/** What the fields of bank data are made of. */
export interface BankView {
  readonly form: AccountForm;
  readonly kinds: readonly BankAccountKind[];
  readonly mandate: MandateText;
  readonly format: Formatter;
}

const fieldsOf: { readonly [Kind in BankAccountKind]: readonly BankId[] } = {
  iban: ['holder', 'iban'],
  us_bank: [
    'holder',
    'bankName',
    'accountType',
    'routingNumber',
    'accountNumber',
    'licenceNumber',
    'licenceState',
    'birthDate',
  ],
};

/** The kind that is chosen, else the first that is offered. */
function kindOf({ form, kinds }: Pick<BankView, 'form' | 'kinds'>): BankAccountKind {
  const [first = 'iban'] = kinds;
  return kinds.find((kind) => kind === form.value('kind')) ?? first;
}

/** What is missing; check digits are the server's to judge. */
export function checkBank(view: Pick<BankView, 'form' | 'kinds'>): FieldErrors<AccountId> {
  const { form } = view;
  const kind = kindOf(view);
  const errors: { [Id in AccountId]?: string } = {};
  for (const id of fieldsOf[kind]) {
    if (form.value(id).trim() === '') errors[id] = bankWords.missing();
  }
  const routing = form.value('routingNumber').trim();
  if (kind === 'us_bank' && routing !== '' && !/^\d{9}$/.test(routing)) {
    errors.routingNumber = bankWords.routingFault();
  }
  if (form.value('consent') === '') errors.consent = bankWords.agree();
  return errors;
}

/** The bank data as it is sent, and only once (SPEC 9.7). */
export function bankInput(view: Omit<BankView, 'format'>): BankAccountInput {
  const { form, mandate } = view;
  const value = (id: BankId): string => form.value(id).trim();
  const shared = { holder: value('holder'), consentVersion: mandate.version };
  if (kindOf(view) === 'iban') {
    const bic = value('bic');
    return { kind: 'iban', ...shared, iban: value('iban'), ...(bic === '' ? {} : { bic }) };
  }
  const bankState = value('bankState');
  return {
    kind: 'us_bank',
    ...shared,
    bankName: value('bankName'),
    ...(bankState === '' ? {} : { bankState }),
    accountType: value('accountType') === 'savings' ? 'savings' : 'checking',
    routingNumber: value('routingNumber'),
    accountNumber: value('accountNumber'),
    licenceNumber: value('licenceNumber'),
    licenceState: value('licenceState'),
    birthDate: value('birthDate'),
  };
}

/** The fields of a bank account, and the agreement (S85). */
export function bankFields(view: BankView): TemplateResult {
  const { form, kinds } = view;
  const kind = kindOf(view);
  return html`<div class="rr-choice__body rr-form" part="bank">
    ${
      kinds.length < 2
        ? nothing
        : selectField({
            ...form.bind('kind'),
            value: kind,
            label: bankWords.kind(),
            width: 3,
            options: kinds.map((one) => ({
              value: one,
              label: one === 'iban' ? bankWords.ibanKind() : bankWords.usKind(),
            })),
          })
    }
    ${kind === 'iban' ? ibanFields(form) : usFields(form)} ${agreement(view, kind)}
    <p class="rr-frame__note">${icon(icons.lock)}<span>${bankWords.sealed()}</span></p>
  </div>`;
}

function text(
  form: AccountForm,
  id: BankId,
  label: string,
  more: Partial<TextField> = {},
): unknown {
  return textField({ width: 3, autocomplete: 'off', ...more, ...form.bind(id), label });
}

function ibanFields(form: AccountForm): unknown {
  return html`${text(form, 'holder', bankWords.holder(), { width: 4, autocomplete: 'name' })}
  ${text(form, 'iban', bankWords.iban(), { width: 4, ltr: true, maxLength: 42 })}
  ${text(form, 'bic', bankWords.bic(), {
    width: 2,
    ltr: true,
    maxLength: 11,
    optional: true,
    hint: bankWords.bicHint(),
  })}`;
}

function usFields(form: AccountForm): unknown {
  const digits = { ltr: true, inputMode: 'numeric' } as const;
  const types = [
    { value: 'checking', label: bankWords.checking() },
    { value: 'savings', label: bankWords.savings() },
  ];
  return html`${text(form, 'holder', bankWords.holder(), { autocomplete: 'name' })}
  ${selectField({
    ...form.bind('accountType'),
    label: bankWords.accountType(),
    width: 3,
    empty: bankWords.choose(),
    options: types,
  })}
  ${text(form, 'bankName', bankWords.bankName())}
  ${state(form, 'bankState', bankWords.bankState(), true)}
  ${text(form, 'routingNumber', bankWords.routingNumber(), {
    ...digits,
    maxLength: 9,
    hint: bankWords.routingHint(),
  })}
  ${text(form, 'accountNumber', bankWords.accountNumber(), { ...digits, maxLength: 17 })}
  ${text(form, 'licenceNumber', bankWords.licenceNumber(), { ltr: true })}
  ${state(form, 'licenceState', bankWords.licenceState(), false)}
  ${text(form, 'birthDate', bankWords.birthDate(), { type: 'date' })}`;
}

function state(form: AccountForm, id: BankId, label: string, optional: boolean): TemplateResult {
  const empty = optional ? '–' : bankWords.choose();
  return selectField({ ...form.bind(id), label, width: 3, optional, empty, options: usStates });
}

function agreement({ form, mandate, format }: BankView, kind: BankAccountKind): TemplateResult {
  const notes = mandateNotes(kind, mandate, format.number(mandate.noticeDays[kind]));
  return checkField({
    id: 'consent',
    label: html`${mandateWords(kind, mandate)}<span class="rr-sub">${notes.join(' ')}</span>`,
    checked: form.value('consent') !== '',
    error: form.errorOf('consent'),
    onChange: (checked) => form.set('consent', checked ? 'yes' : ''),
  });
}
