import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { SignIn } from '../src/contract/operations.ts';
import { BillingError } from '../src/errors.ts';
import { type PageOptions, page } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Access/Sign in',
  component: 'rr-sign-in',
  parameters: {
    docs: { description: { component: 'User name and password, with one answer when wrong.' } },
  },
};

export default meta;

const refuses: SignIn = {
  signIn: () => Promise.reject(new BillingError('unauthenticated', 'They do not fit.')),
  signOut: () => Promise.resolve(),
};

function show(options: PageOptions): StoryObj {
  const widget = html`<rr-sign-in heading-level="1"
    ><p style="margin: 0"><a href="#/lost">Lost your password?</a></p></rr-sign-in
  >`;
  return { render: () => page(widget, {}, options) };
}

async function submit(canvas: HTMLElement, values: Readonly<Record<string, string>>) {
  const root = canvas.querySelector('rr-sign-in')?.shadowRoot;
  for (const [id, value] of Object.entries(values)) {
    const input = root?.querySelector<HTMLInputElement>(`#${id}`);
    if (!input) continue;
    input.value = value;
    input.dispatchEvent(new Event('input'));
  }
  root?.querySelector<HTMLButtonElement>('button')?.click();
  await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Nothing is typed yet. */
export const Empty: StoryObj = show({ backend: { signIn: refuses } });

/** Sent without a password. */
export const Missing: StoryObj = {
  ...Empty,
  play: ({ canvasElement }) => submit(canvasElement, { 'user-name': 'tidewell' }),
};

/** User name and password do not fit; which of the two is not said. */
export const Wrong: StoryObj = {
  ...Empty,
  play: ({ canvasElement }) =>
    submit(canvasElement, { 'user-name': 'tidewell', password: 'low tide at nine' }),
};

/** A backend that is made for one client has no sign-in: only the slot shows. */
export const NoSignIn: StoryObj = show({});

/** Right to left. */
export const RightToLeft: StoryObj = show({
  backend: { signIn: refuses },
  dir: 'rtl',
  locale: 'ar-EG',
});

/** On a dark page. */
export const Dark: StoryObj = show({ backend: { signIn: refuses }, theme: 'dark' });
