import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import type { SignIn } from '../../src/contract/operations.ts';
import { BillingError } from '../../src/errors.ts';
import {
  all,
  axeFindings,
  deferred,
  fakeAdapter,
  type MountOptions,
  mount,
  one,
  settled,
  textOf,
  unmountAll,
} from '../internal/testing.ts';
import { RackrateSignIn } from './sign-in.ts';

const template = html`<rr-sign-in><a href="#lost">Lost your password?</a></rr-sign-in>`;

interface Calls extends SignIn {
  readonly made: string[][];
}

function signInWith(answer: () => Promise<void>): Calls {
  const made: string[][] = [];
  return {
    made,
    signIn: (...values) => {
      made.push(values);
      return answer();
    },
    signOut: () => {
      made.push(['out']);
      return Promise.resolve();
    },
  };
}

const accepts = (): Promise<void> => Promise.resolve();
const refuses = (): Promise<void> =>
  Promise.reject(new BillingError('unauthenticated', 'No such user.'));

function show(signIn: SignIn | undefined, options: MountOptions = {}): Promise<RackrateSignIn> {
  const adapter = fakeAdapter({}, signIn === undefined ? {} : { signIn });
  return mount<RackrateSignIn>(RackrateSignIn, adapter, template, options);
}

async function fill(widget: RackrateSignIn, userName: string, password: string): Promise<void> {
  for (const [id, value] of Object.entries({ 'user-name': userName, password })) {
    const input = one<HTMLInputElement>(widget, `#${id}`);
    input.value = value;
    input.dispatchEvent(new Event('input'));
  }
  one(widget, 'button').click();
  await settled(widget);
}

describe('rr-sign-in', () => {
  afterEach(unmountAll);

  for (const width of [1000, 320]) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`[19.7] axe finds nothing at ${width} px, ${dir}, empty and wrong`, async () => {
        const widget = await show(signInWith(refuses), { width, dir });
        expect(await axeFindings(document.body)).to.deep.equal([]);
        await fill(widget, '', '');
        expect(await axeFindings(document.body)).to.deep.equal([]);
        await fill(widget, 'tidewell', 'low tide at nine');
        expect(await axeFindings(document.body)).to.deep.equal([]);
        const base = one(widget, '.rr');
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      });
    }
  }

  it('[3.4] by keyboard: both fields, Enter sends, and the host hears of it', async () => {
    const backend = signInWith(accepts);
    const widget = await show(backend);
    let heard = 0;
    widget.addEventListener('rr-signed-in', () => {
      heard += 1;
    });
    one(widget, '#user-name').focus();
    await sendKeys({ type: ' tidewell ' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'low tide at nine' });
    await sendKeys({ press: 'Enter' });
    await settled(widget);
    expect(backend.made).to.deep.equal([['tidewell', 'low tide at nine']]);
    expect(heard).to.equal(1);
    expect(one<HTMLInputElement>(widget, '#password').value).to.equal('');
  });

  it('[3.4] a wrong name and a wrong password have one answer', async () => {
    const widget = await show(signInWith(refuses));
    await fill(widget, 'tidewell', 'high tide at ten');
    const alert = one(widget, '[role=alert]');
    expect(alert.innerText).to.contain('User name and password do not fit.');
    expect(alert.innerText).not.to.contain('No such user');
    expect(widget.shadowRoot?.activeElement).to.equal(alert);
    expect(all(widget, '[aria-invalid]').length).to.equal(0);
  });

  it('[3.4] a server that does not answer is not a wrong password', async () => {
    const offline = (): Promise<void> => Promise.reject(new BillingError('offline', 'x'));
    const widget = await show(signInWith(offline));
    await fill(widget, 'tidewell', 'low tide at nine');
    expect(one(widget, '[role=alert]').innerText).to.contain('could not be reached');
  });

  it('empty fields are named, and nothing is sent', async () => {
    const backend = signInWith(accepts);
    const widget = await show(backend);
    await fill(widget, ' ', '');
    expect(one(widget, '[role=alert]').innerText).to.contain('2 fields need a change');
    expect(backend.made).to.deep.equal([]);
  });

  it('pressed twice it asks once', async () => {
    const answer = deferred<void>();
    const backend = signInWith(() => answer.promise);
    const widget = await show(backend);
    await fill(widget, 'tidewell', 'low tide at nine');
    one(widget, 'button').click();
    expect(one(widget, 'button').innerText.trim()).to.equal('Signing in');
    expect(backend.made.length).to.equal(1);
    answer.resolve();
  });

  it('Show password shows it, and hides it again', async () => {
    const widget = await show(signInWith(accepts));
    const type = (): string => one<HTMLInputElement>(widget, '#password').type;
    expect(type()).to.equal('password');
    one(widget, '#show').click();
    await widget.updateComplete;
    expect(type()).to.equal('text');
    one(widget, '#show').click();
    await widget.updateComplete;
    expect(type()).to.equal('password');
  });

  it('[3.4] a backend without sign-in: only the slot', async () => {
    const widget = await show(undefined);
    expect(textOf(widget)).to.equal('');
    expect(all(widget, 'form').length).to.equal(0);
    const slot = one<HTMLSlotElement>(widget, 'slot');
    expect(slot.assignedElements()[0]?.textContent).to.equal('Lost your password?');
  });

  it('[3.4] signOut ends the session and empties the form', async () => {
    const backend = signInWith(refuses);
    const widget = await show(backend);
    await fill(widget, 'tidewell', 'low tide at nine');
    await widget.signOut();
    await settled(widget);
    expect(backend.made.at(-1)).to.deep.equal(['out']);
    expect(one<HTMLInputElement>(widget, '#user-name').value).to.equal('');
    expect(all(widget, '[role=alert]').length).to.equal(0);
  });
});
