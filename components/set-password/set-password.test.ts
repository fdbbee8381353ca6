import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import type { Input, Output } from '../../src/contract/operations.ts';
import { BillingError } from '../../src/errors.ts';
import {
  all,
  axeFindings,
  type FakeAdapter,
  fakeAdapter,
  type MountOptions,
  mount,
  one,
  settled,
  textOf,
  unmountAll,
} from '../internal/testing.ts';
import { RackrateSetPassword } from './set-password.ts';

type Answer = () => Output<'passwords.set'> | Promise<Output<'passwords.set'>>;

const byToken = html`<rr-set-password token="t1"><a href="#in">Sign in</a></rr-set-password>`;
const accepts: Answer = () => ({ userName: 'tidewell' });
const good = 'low tide at nine';

async function show(
  answer: Answer = accepts,
  options: MountOptions & { readonly template?: TemplateResult } = {},
): Promise<{ readonly widget: RackrateSetPassword; readonly adapter: FakeAdapter }> {
  const adapter = fakeAdapter({ 'passwords.set': answer });
  const template = options.template ?? byToken;
  const widget = await mount<RackrateSetPassword>(RackrateSetPassword, adapter, template, options);
  return { widget, adapter };
}

async function fill(widget: RackrateSetPassword, password: string, confirm: string): Promise<void> {
  for (const [id, value] of Object.entries({ password, confirm })) {
    const input = one<HTMLInputElement>(widget, `#${id}`);
    input.value = value;
    input.dispatchEvent(new Event('input'));
  }
  one(widget, 'button').click();
  await settled(widget);
}

function sent(adapter: FakeAdapter): readonly Input<'passwords.set'>[] {
  return adapter.calls.map(({ input }) => input as Input<'passwords.set'>);
}

describe('rr-set-password', () => {
  afterEach(unmountAll);

  for (const width of [1000, 320]) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`[19.7] axe finds nothing at ${width} px, ${dir}: empty, wrong, done`, async () => {
        const { widget } = await show(accepts, { width, dir });
        expect(await axeFindings(document.body)).to.deep.equal([]);
        await fill(widget, good, 'another');
        expect(await axeFindings(document.body)).to.deep.equal([]);
        const base = one(widget, '.rr');
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
        await fill(widget, good, good);
        expect(await axeFindings(document.body)).to.deep.equal([]);
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      });
    }
  }

  it('[4.6] by keyboard: set, the focus is at the result, and the host hears of it', async () => {
    const { widget, adapter } = await show();
    const details: unknown[] = [];
    widget.addEventListener('rr-password-set', (event) => {
      details.push((event as CustomEvent).detail);
    });
    one(widget, '#password').focus();
    await sendKeys({ type: good });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: good });
    await sendKeys({ press: 'Enter' });
    await settled(widget);
    expect(sent(adapter)[0]?.token).to.equal('t1');
    expect(sent(adapter)[0]?.password).to.equal(good);
    expect(textOf(widget)).to.contain('Sign in with the user name tidewell.');
    expect(widget.shadowRoot?.activeElement?.id).to.equal('result');
    expect(details).to.deep.equal([{ userName: 'tidewell' }]);
  });

  it('[4.6] two passwords that differ are not sent', async () => {
    const { widget, adapter } = await show();
    await fill(widget, good, `${good}!`);
    expect(one(widget, '#confirm').getAttribute('aria-invalid')).to.equal('true');
    expect(one(widget, '#confirm-error').innerText).to.contain('The two passwords differ');
    expect(widget.shadowRoot?.activeElement).to.equal(one(widget, '[role=alert]'));
    expect(adapter.calls.length).to.equal(0);
  });

  it('[4.6] nine characters are too few, ten are enough', async () => {
    const { widget, adapter } = await show();
    await fill(widget, '123456789', '123456789');
    expect(one(widget, '#password-error').innerText).to.contain('at least 10 characters');
    expect(adapter.calls.length).to.equal(0);
    await fill(widget, '1234567890', '1234567890');
    expect(adapter.calls.length).to.equal(1);
  });

  it('[4.6] a link that was used says so', async () => {
    const { widget } = await show(() => {
      throw new BillingError('link_not_valid', 'This link was used or has ended.', {
        field: 'token',
      });
    });
    await fill(widget, good, good);
    expect(one(widget, '[role=alert]').innerText).to.contain('This link was used or has ended.');
    expect(all(widget, '#result').length).to.equal(0);
  });

  it('[4.6] what the server says of a password stands at the field', async () => {
    const { widget } = await show(() => {
      throw new BillingError('invalid_input', 'Too common.', { field: 'password' });
    });
    await fill(widget, good, good);
    expect(one(widget, '#password-error').innerText).to.contain('Too common.');
  });

  it('[4.6] a retry is the same command, another password another one', async () => {
    const { widget, adapter } = await show(() => {
      throw new BillingError('offline', 'x');
    });
    await fill(widget, good, good);
    await fill(widget, good, good);
    await fill(widget, `${good}!`, `${good}!`);
    const [first, second, third] = sent(adapter).map(({ commandId }) => commandId);
    expect(first).to.match(/^[\da-f-]{36}$/);
    expect(second).to.equal(first);
    expect(third).not.to.equal(first);
  });

  it('[4.6] from-link takes the token of the address', async () => {
    history.replaceState(null, '', '#token=t2');
    try {
      const template = html`<rr-set-password from-link></rr-set-password>`;
      const { widget, adapter } = await show(accepts, { template });
      await fill(widget, good, good);
      expect(sent(adapter)[0]?.token).to.equal('t2');
    } finally {
      history.replaceState(null, '', '#');
    }
  });

  it('[4.6] without a token it says what is missing, and sends nothing', async () => {
    const template = html`<rr-set-password></rr-set-password>`;
    const { widget, adapter } = await show(accepts, { template });
    expect(textOf(widget)).to.contain('This page needs the link from your mail.');
    expect(await axeFindings(widget)).to.deep.equal([]);
    await fill(widget, good, good);
    expect(adapter.calls.length).to.equal(0);
  });
});
