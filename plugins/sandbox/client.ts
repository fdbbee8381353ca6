import type { GatewayClient, GatewayFields, GatewayMount } from '../../src/ports/gateway-client.ts';
import { readCardNumber } from './client-number.ts';

const styles = `
  .rr-sandbox-fields { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; margin: 0;
    padding: 0; border: 0; font: inherit; color: var(--rr-color-ink, #1a2233); }
  .rr-sandbox-field { display: grid; gap: 0.25rem; align-content: start; min-width: 0; }
  .rr-sandbox-wide { grid-column: 1 / -1; }
  .rr-sandbox-field label { font-weight: 600; }
  .rr-sandbox-field input { font: inherit; color: inherit; width: 100%; box-sizing: border-box;
    min-height: 2.75rem; padding: 0.5rem 0.75rem; background: var(--rr-color-paper, #fff);
    border: 1px solid var(--rr-color-control, #6b7690);
    border-radius: var(--rr-radius-md, 8px); }
  .rr-sandbox-field input:focus-visible, .rr-sandbox-cancel:focus-visible {
    outline: 2px solid var(--rr-color-accent, #1f4fd8); outline-offset: 2px; }
  .rr-sandbox-field input[aria-invalid='true'] { border-color: var(--rr-color-bad-text, #b3261e); }
  .rr-sandbox-error { margin: 0; color: var(--rr-color-bad-text, #b3261e); }
  .rr-sandbox-error:empty { display: none; }
  .rr-sandbox-frame { display: block; width: 100%; height: 26rem; box-sizing: border-box;
    border: 1px solid var(--rr-color-control, #6b7690);
    border-radius: var(--rr-radius-md, 8px); }
  .rr-sandbox-cancel { font: inherit; min-height: 2.75rem; margin-top: 0.75rem;
    padding: 0.5rem 1rem; color: inherit; background: transparent; cursor: pointer;
    border: 1px solid var(--rr-color-control, #6b7690);
    border-radius: var(--rr-radius-md, 8px); }
`;

type FieldName = 'number' | 'expiry' | 'cvc';

interface Field {
  readonly name: FieldName;
  readonly box: HTMLElement;
  readonly input: HTMLInputElement;
  readonly error: HTMLElement;
  /** What is wrong with the value, or null. */
  readonly check: (value: string) => string | null;
}

let sheet: CSSStyleSheet | null = null;
let count = 0;

function addStyles(owner: Document): void {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
  }
  if (!owner.adoptedStyleSheets.includes(sheet)) {
    owner.adoptedStyleSheets = [...owner.adoptedStyleSheets, sheet];
  }
}

function needLightDom(container: HTMLElement): void {
  if (container.getRootNode() instanceof ShadowRoot) {
    throw new Error('Card fields mount in the light DOM of the page only; pass a slot on.');
  }
}

function checkNumber(value: string): string | null {
  const number = value.replaceAll(/[ -]/g, '');
  if (number === '') return 'Enter the card number.';
  if (!/^\d{12,19}$/.test(number)) return 'A card number has 12 to 19 digits.';
  return readCardNumber(number).isValid ? null : 'This card number is not right. Check its digits.';
}

function checkExpiry(value: string): string | null {
  const match = /^(0[1-9]|1[0-2])\s*\/\s*(\d{2})$/.exec(value.trim());
  if (match === null) return 'Enter the expiry as MM/YY.';
  const ends = Date.UTC(2000 + Number(match[2]), Number(match[1]), 1);
  return ends > Date.now() ? null : 'The card has expired. Use another card.';
}

function checkCvc(value: string): string | null {
  return /^\d{3,4}$/.test(value.trim()) ? null : 'Enter the security code: 3 or 4 digits.';
}

function createField(
  name: FieldName,
  labelText: string,
  autocomplete: AutoFill,
  maximum: number,
  check: Field['check'],
): Field {
  count += 1;
  const id = `rr-sandbox-${name}-${count}`;
  const box = document.createElement('div');
  box.className = name === 'number' ? 'rr-sandbox-field rr-sandbox-wide' : 'rr-sandbox-field';
  const label = document.createElement('label');
  label.htmlFor = id;
  label.textContent = labelText;
  const input = document.createElement('input');
  input.id = id;
  input.type = 'text';
  input.inputMode = 'numeric';
  input.autocomplete = autocomplete;
  input.maxLength = maximum;
  input.required = true;
  input.setAttribute('aria-describedby', `${id}-error`);
  const error = document.createElement('p');
  error.id = `${id}-error`;
  error.className = 'rr-sandbox-error';
  box.append(label, input, error);
  return { name, box, input, error, check };
}

function showError(field: Field, message: string | null): void {
  field.error.textContent = message ?? '';
  if (message === null) field.input.removeAttribute('aria-invalid');
  else field.input.setAttribute('aria-invalid', 'true');
}

function refuse(field: Field | undefined, message: string): never {
  if (field !== undefined) {
    showError(field, message);
    field.input.focus();
  }
  throw new Error(message);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

async function requestToken(
  config: GatewayMount['publicConfig'],
  card: Readonly<Record<FieldName, string>>,
): Promise<{ readonly ok: boolean; readonly body: Readonly<Record<string, unknown>> }> {
  try {
    const response = await fetch(`${config['vendorUrl'] ?? ''}/v1/tokens`, {
      method: 'POST',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      headers: {
        authorization: `Bearer ${config['publishableKey'] ?? ''}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(card),
    });
    return { ok: response.ok, body: asRecord(await response.json()) };
  } catch (cause) {
    throw new Error('The card service cannot be reached. Nothing was charged; try again.', {
      cause,
    });
  }
}

async function confirmFields(
  config: GatewayMount['publicConfig'],
  fields: readonly Field[],
): Promise<Readonly<Record<string, string>>> {
  const wrong = fields.map((field) => ({ field, message: field.check(field.input.value) }));
  for (const { field, message } of wrong) showError(field, message);
  const first = wrong.find(({ message }) => message !== null);
  if (first?.message) refuse(first.field, first.message);
  const value = (name: FieldName): string =>
    fields.find((field) => field.name === name)?.input.value.replaceAll(/[\s-]/g, '') ?? '';
  const card = { number: value('number'), expiry: value('expiry'), cvc: value('cvc') };
  const { ok, body } = await requestToken(config, card);
  const { token, brand, last4 } = body;
  if (ok && typeof token === 'string') {
    return { token, brand: String(brand), last4: String(last4) };
  }
  const { field, message } = asRecord(body['error']);
  const text = typeof message === 'string' ? message : 'The card was not taken.';
  return refuse(
    fields.find(({ name }) => name === field),
    text,
  );
}

async function mount(options: GatewayMount): Promise<GatewayFields> {
  const { container, onChange, publicConfig } = options;
  needLightDom(container);
  addStyles(container.ownerDocument);
  const fields = [
    createField('number', 'Card number', 'cc-number', 23, checkNumber),
    createField('expiry', 'Expiry (MM/YY)', 'cc-exp', 7, checkExpiry),
    createField('cvc', 'Security code', 'cc-csc', 4, checkCvc),
  ];
  const group = document.createElement('fieldset');
  group.className = 'rr-sandbox-fields';
  group.setAttribute('aria-label', 'Card');
  const report = (error: string | null): void => {
    const complete = fields.every((field) => field.check(field.input.value) === null);
    onChange({ complete, error });
  };
  for (const field of fields) {
    field.input.addEventListener('input', () => {
      showError(field, null);
      report(null);
    });
    field.input.addEventListener('change', () => {
      const error = field.input.value === '' ? null : field.check(field.input.value);
      showError(field, error);
      report(error);
    });
    group.append(field.box);
  }
  container.append(group);
  return {
    confirm: () => confirmFields(publicConfig, fields),
    unmount: () => group.remove(),
  };
}

function isAnswer(event: MessageEvent<unknown>, frame: HTMLIFrameElement, origin: string): boolean {
  if (event.origin !== origin || event.source !== frame.contentWindow) return false;
  const data = asRecord(event.data);
  return data['type'] === 'sandbox-challenge' && data['state'] === 'answered';
}

function challenge(input: {
  readonly container: HTMLElement;
  readonly url: string;
}): Promise<'finished' | 'abandoned'> {
  const { container } = input;
  needLightDom(container);
  const url = new URL(input.url);
  if (!/^https?:$/.test(url.protocol)) throw new Error('The challenge has no web address.');
  addStyles(container.ownerDocument);
  const box = document.createElement('div');
  const frame = document.createElement('iframe');
  frame.className = 'rr-sandbox-frame';
  frame.title = 'Confirm the payment at your bank';
  frame.src = url.href;
  const cancel = document.createElement('button');
  cancel.type = 'button';
  cancel.className = 'rr-sandbox-cancel';
  cancel.textContent = 'Cancel';
  box.append(frame, cancel);
  return new Promise((resolve) => {
    const end = (result: 'finished' | 'abandoned'): void => {
      globalThis.removeEventListener('message', onMessage);
      box.remove();
      resolve(result);
    };
    const onMessage = (event: MessageEvent<unknown>): void => {
      if (isAnswer(event, frame, url.origin)) end('finished');
    };
    globalThis.addEventListener('message', onMessage);
    cancel.addEventListener('click', () => end('abandoned'));
    container.append(box);
  });
}

/** The browser half of the sandbox: card fields that hand the number to the vendor only. */
const client: GatewayClient = { mount, challenge };
export default client;
