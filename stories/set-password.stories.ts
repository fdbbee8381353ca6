import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import { BillingError } from '../src/errors.ts';
import { type PageOptions, page } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Access/Set password',
  component: 'rr-set-password',
  parameters: {
    docs: { description: { component: 'A password by the one-time link of a mail.' } },
  },
};

export default meta;

type Answer = NonNullable<Answers['passwords.set']>;

function show(token: string, answer: Answer, options: PageOptions = {}): StoryObj {
  const widget = html`<rr-set-password heading-level="1" token=${token}
    ><a href="#/sign-in">Sign in</a></rr-set-password
  >`;
  return { render: () => page(widget, { 'passwords.set': answer }, options) };
}

async function submit(canvas: HTMLElement, password: string, confirm: string) {
  const root = canvas.querySelector('rr-set-password')?.shadowRoot;
  for (const [id, value] of Object.entries({ password, confirm })) {
    const input = root?.querySelector<HTMLInputElement>(`#${id}`);
    if (!input) continue;
    input.value = value;
    input.dispatchEvent(new Event('input'));
  }
  root?.querySelector<HTMLButtonElement>('button')?.click();
  await new Promise((resolve) => setTimeout(resolve, 50));
}

const accepts: Answer = () => ({ userName: 'tidewell' });

const refuses: Answer = () => {
  throw new BillingError('link_not_valid', 'This link was used or has ended. Ask for a new one.', {
    field: 'token',
  });
};

/** Nothing is typed yet. */
export const Empty: StoryObj = show('t1', accepts);

/** The second password is another one. */
export const Mismatch: StoryObj = {
  ...Empty,
  play: ({ canvasElement }) => submit(canvasElement, 'low tide at nine', 'low tide at ten'),
};

/** The link was used before. */
export const UsedLink: StoryObj = {
  ...show('t1', refuses),
  play: ({ canvasElement }) => submit(canvasElement, 'low tide at nine', 'low tide at nine'),
};

/** It is set. */
export const Done: StoryObj = {
  ...Empty,
  play: ({ canvasElement }) => submit(canvasElement, 'low tide at nine', 'low tide at nine'),
};

/** Opened without the link. */
export const NoToken: StoryObj = show('', accepts);

/** Right to left. */
export const RightToLeft: StoryObj = show('t1', accepts, { dir: 'rtl', locale: 'ar-EG' });

/** On a dark page. */
export const Dark: StoryObj = show('t1', accepts, { theme: 'dark' });
