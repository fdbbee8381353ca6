import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Counties } from './counties.ts';
import { countries, hasCounty, hasState } from './countries.ts';
import { selectField, textField } from './field.ts';
import { regionWords as words } from './region.strings.ts';
import { words as sharedWords } from './strings.ts';
import { stateCode, usStates } from './us-states.ts';

/** The fields of an address that say where taxes are due. */
export type RegionId = 'country' | 'state' | 'county';

/** What these fields need of their form. */
export interface RegionForm {
  value(id: RegionId): string;
  set(id: RegionId, value: string): void;
  bind(id: RegionId): {
    readonly id: string;
    readonly value: string;
    readonly error: string | undefined;
    readonly onInput: (value: string) => void;
  };
}

/** How the fields of the region are shown. */
export interface RegionOptions {
  readonly locale: string;
  readonly counties: Counties;
  /** Whether an address of any country may name a state. */
  readonly anyState?: boolean;
  /** Called when something was changed that taxes may depend on. */
  readonly changed?: () => void;
}

/** Loads the counties that the form's state has. */
export function useCounties(form: RegionForm, counties: Counties): void {
  counties.use(hasCounty(form.value('country')) ? stateCode(form.value('state')) : '');
}

/**
 * Country, state and county (SPEC 3.2): of the United States the state is chosen from a list, and
 * with it a list of its counties appears; elsewhere the state is typed, and there is no county.
 */
export function regionFields(form: RegionForm, options: RegionOptions): TemplateResult {
  const country = form.value('country');
  const list = hasCounty(country);
  const state = list ? stateList(form, options) : typedState(form, options);
  return html`${countryList(form, options)}
  ${hasState(country) || options.anyState ? state : nothing}
  ${list && form.value('state') !== '' ? countyField(form, options) : nothing}`;
}

/** A state or county of another country would be a wrong one. */
function countryList(form: RegionForm, options: RegionOptions): TemplateResult {
  const field = form.bind('country');
  const onInput = (country: string): void => {
    if (hasCounty(country) || hasCounty(field.value)) form.set('state', '');
    form.set('county', '');
    form.set('country', country);
    useCounties(form, options.counties);
    options.changed?.();
  };
  return selectField({
    ...field,
    label: words.country(),
    autocomplete: 'country',
    width: 3,
    options: countries(options.locale),
    ...(field.value === '' ? { empty: words.chooseCountry() } : {}),
    onInput,
  });
}

function stateList(form: RegionForm, options: RegionOptions): TemplateResult {
  const field = form.bind('state');
  const onInput = (state: string): void => {
    form.set('county', '');
    form.set('state', state);
    useCounties(form, options.counties);
    options.changed?.();
  };
  return html`${keyed(
    'list',
    selectField({
      ...field,
      value: stateCode(field.value),
      label: words.state(),
      autocomplete: 'address-level1',
      width: 3,
      options: usStates,
      empty: words.chooseState(),
      onInput,
    }),
  )}`;
}

function typedState(form: RegionForm, options: RegionOptions): TemplateResult {
  return html`${keyed(
    'typed',
    textField({
      ...form.bind('state'),
      label: words.state(),
      autocomplete: 'address-level1',
      optional: !hasState(form.value('country')),
      width: 3,
      ...(options.changed ? { onBlur: options.changed } : {}),
    }),
  )}`;
}

function countyField(form: RegionForm, options: RegionOptions): TemplateResult | typeof nothing {
  const { counties } = options;
  if (counties.missing) return typedCounty(form, options);
  if (counties.failed) return failedCounty(form, counties);
  if (counties.list?.length === 0) return nothing;
  // A list that is there only now is a new select: the browser keeps no choice of the old one.
  const key = `${form.value('state')} ${counties.list?.length}`;
  return html`${keyed(key, countyList(form, options))}`;
}

function typedCounty(form: RegionForm, options: RegionOptions): TemplateResult {
  return textField({
    ...form.bind('county'),
    label: words.county(),
    autocomplete: 'off',
    optional: true,
    width: 3,
    ...(options.changed ? { onBlur: options.changed } : {}),
  });
}

function countyList(form: RegionForm, options: RegionOptions): TemplateResult {
  const { list } = options.counties;
  const field = form.bind('county');
  const names = list?.includes(field.value) || field.value === '' ? [] : [field.value];
  return selectField({
    ...field,
    label: words.county(),
    autocomplete: 'off',
    optional: true,
    width: 3,
    hint: list === undefined ? words.loading() : words.countyHint(),
    disabled: list === undefined,
    options: [...names, ...(list ?? [])].map((value) => ({ value, label: value })),
    empty: words.noCounty(),
    onInput: (county) => {
      form.set('county', county);
      options.changed?.();
    },
  });
}

/** What was chosen before stays chosen; the list can be asked for again. */
function failedCounty(form: RegionForm, counties: Counties): TemplateResult {
  const field = form.bind('county');
  const { value } = field;
  return html`<div class="rr-w3 rr-region" role="alert">
    ${selectField({
      ...field,
      label: words.county(),
      optional: true,
      disabled: true,
      error: words.failed(),
      options: value === '' ? [] : [{ value, label: value }],
      empty: words.noCounty(),
    })}
    <button class="rr-linkbtn" type="button" @click=${() => counties.retry()}>
      ${sharedWords.tryAgain()}
    </button>
  </div>`;
}
