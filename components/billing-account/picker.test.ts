import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { accounts } from '../../stories/fixtures/billing-accounts.ts';
import { all, one, unmountAll } from '../internal/testing.ts';
import { listed, press, type Shown, settle, show } from './billing-account.fixture.ts';

const shop = 'shop.tidewell-atelier.com';
const main = 'tidewell-atelier.com';
const support = 'One hour Support hours #1004';
const staging = 'staging.tidewell-atelier.com';

async function keys(shown: Shown, ...list: readonly string[]): Promise<void> {
  for (const key of list) await sendKeys({ press: key });
  await settle(shown.form);
}

const cursor = ({ form }: Shown): string =>
  form.renderRoot.querySelector('#out .rr-option--cursor bdi')?.textContent ?? '';

const selected = ({ form }: Shown): readonly string[] =>
  all(form, '#out [aria-selected=true] bdi').map((name) => name.textContent ?? '');

describe('rr-billing-account, Billable for', () => {
  let shown: Shown;
  beforeEach(async () => {
    shown = await show();
  });
  afterEach(unmountAll);

  it('[9.5, S87] lists what it does not pay, each with what pays it now', () => {
    const { form } = shown;
    expect(listed(form, 'out').length).to.equal(accounts.options.packages.length);
    const [first, , , fourth] = all(form, '#out .rr-sub').map((sub) => sub.innerText);
    expect(first).to.equal('Gold Web hosting #1001 · Visa •••• 4242');
    expect(fourth).to.equal('Bronze Web hosting #1005 · Paid by default');
    expect(one(form, '#list-in').innerText).to.equal('Billable for 0');
  });

  it('[9.5, S87] a double click moves a package, and another one moves it back', async () => {
    const { form } = shown;
    const double = async (selector: string): Promise<void> => {
      one(form, selector).dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
      await settle(form);
    };
    await double('#option-out-pkg_1042');
    expect(listed(form, 'in')).to.deep.equal([main]);
    expect(one(form, '[role=status]').innerText).to.contain('1 package moved to Billable for');
    await double('#option-in-pkg_1042');
    expect(listed(form, 'in')).to.deep.equal([]);
  });

  it('[9.5, S87] buttons move what is selected, and all', async () => {
    const { form } = shown;
    const [add, addAll, drop, dropAll] = all(form, '[part=moves] button');
    expect(add?.ariaDisabled).to.equal('true');
    await press(form, '#option-out-pkg_1039');
    await press(form, '#option-out-pkg_1042');
    add?.click();
    await settle(form);
    expect(listed(form, 'in')).to.deep.equal([shop, main]);
    addAll?.click();
    await settle(form);
    expect(listed(form, 'out')).to.deep.equal([]);
    await press(form, '#option-in-pkg_1039');
    drop?.click();
    await settle(form);
    expect(listed(form, 'out')).to.deep.equal([shop]);
    dropAll?.click();
    await settle(form);
    expect(listed(form, 'in')).to.deep.equal([]);
    expect(dropAll?.ariaDisabled).to.equal('true');
  });

  it('[9.5, S87] arrows browse, Space selects, Enter moves; the cursor stays with the next', async () => {
    one(shown.form, '#out').focus();
    await settle(shown.form);
    expect(cursor(shown)).to.equal(shop);
    await keys(shown, 'ArrowDown', 'Space', 'ArrowDown', 'ArrowDown', 'Space');
    expect(selected(shown)).to.deep.equal([main, staging]);
    await keys(shown, 'ArrowUp', 'Enter');
    expect(listed(shown.form, 'in')).to.deep.equal([main, staging]);
    expect(cursor(shown)).to.equal('old.tidewell-atelier.com');
    expect(shown.form.shadowRoot?.activeElement?.id).to.equal('out');
    expect(one(shown.form, '[role=status]').innerText).to.contain('2 packages moved');
    await keys(shown, 'Home', 'Enter');
    expect(listed(shown.form, 'in')).to.deep.equal([shop, main, staging]);
    await keys(shown, 'End', 'ArrowDown');
    expect(cursor(shown)).to.equal('tidewell.test');
  });

  it('[9.5, S87] Shift extends, Ctrl A selects all, and Enter does not send the form', async () => {
    one(shown.form, '#out').focus();
    await keys(shown, 'Shift+ArrowDown', 'Shift+ArrowDown');
    expect(selected(shown)).to.deep.equal([shop, main, support]);
    await keys(shown, 'Shift+ArrowUp');
    expect(selected(shown)).to.deep.equal([shop, main]);
    await keys(shown, 'Control+a', 'Enter');
    expect(listed(shown.form, 'out')).to.deep.equal([]);
    expect(cursor(shown)).to.equal('');
    expect(shown.adapter.calls.some(({ name }) => name === 'billingAccounts.add')).to.equal(false);
    await keys(shown, 'Enter', 'ArrowDown');
    expect(listed(shown.form, 'in').length).to.equal(accounts.options.packages.length);
  });

  it('[9.5] a click with Shift selects all between', async () => {
    await press(shown.form, '#option-out-pkg_1039');
    one(shown.form, '#option-out-pkg_0907').dispatchEvent(
      new MouseEvent('click', { bubbles: true, shiftKey: true }),
    );
    await settle(shown.form);
    expect(selected(shown)).to.deep.equal([shop, main, support]);
  });

  it('[9.5, 19.7] tells assistive technology where the cursor is', async () => {
    const list = one(shown.form, '#out');
    list.focus();
    await keys(shown, 'ArrowDown');
    const id = list.getAttribute('aria-activedescendant') ?? '';
    expect(one(shown.form, `#${id}`).innerText).to.contain(main);
  });
});
