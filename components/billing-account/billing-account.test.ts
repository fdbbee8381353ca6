import { expect, oneEvent } from '@open-wc/testing';
import { BillingError } from '../../src/errors.ts';
import {
  accounts,
  manyMethods,
  manyPackages,
  staleAccount,
} from '../../stories/fixtures/billing-accounts.ts';
import { storyGateway } from '../../stories/fixtures/pay.ts';
import { all, axeFindings, one, textOf, unmountAll } from '../internal/testing.ts';
import { listed, press, sent, settle, show } from './billing-account.fixture.ts';

const offline = (): never => {
  throw new BillingError('offline', 'x');
};

describe('rr-billing-account', () => {
  afterEach(() => {
    unmountAll();
    sessionStorage.clear();
  });

  describe('accessibility', () => {
    for (const width of [1000, 640, 320]) {
      for (const dir of ['ltr', 'rtl'] as const) {
        it(`[19.7] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
          const { form } = await show({}, { width, dir });
          expect(await axeFindings(form)).to.deep.equal([]);
          const base = one(form, '.rr');
          expect(base.scrollWidth).to.be.at.most(base.clientWidth);
        });
      }
    }

    for (const id of ['', 'acc_4242', 'acc_4444']) {
      it(`[19.7] axe finds nothing in the form of ${id || 'many kinds'}`, async () => {
        const options = id === '' ? manyMethods : manyPackages;
        const { form } = await show({ 'billingAccounts.options': () => options }, { id });
        expect(await axeFindings(form)).to.deep.equal([]);
      });
    }
  });

  describe('a new account', () => {
    it('[9.1, 9.2, S81, S82] kinds come first, each with what it means', async () => {
      const { form } = await show({ 'billingAccounts.options': () => manyMethods });
      const kinds = all(form, '.rr-choice__label').map((row) => row.innerText);
      expect(kinds.length).to.equal(5);
      expect(kinds[0]).to.contain('Charged automatically when invoices fall due.');
      expect(kinds[1]).to.contain('Bank account. Collected automatically');
      expect(kinds[3]).to.contain('Nothing is kept. You pay each invoice yourself.');
      expect(kinds[4]).to.contain('Third-party gateway. Nothing is kept.');
    });

    it('[9.6, Law 16] the fields are the gateway’s own, in the light DOM', async () => {
      const { form } = await show();
      const fields = document.querySelector('[slot=rr-gateway]');
      expect(fields?.parentElement).to.equal(form);
      expect(fields?.querySelectorAll('input').length).to.equal(3);
      expect(all(form, 'input:not([type=radio]):not([type=checkbox])')).to.deep.equal([]);
    });

    it('[9.6] the gateway hears that nothing is paid and the method is kept', async () => {
      const heard: unknown[] = [];
      const gateway: typeof storyGateway = {
        ...storyGateway,
        mount: (mount) => {
          heard.push([mount.amount, mount.save]);
          return storyGateway.mount(mount);
        },
      };
      await show({}, { gateway });
      expect(heard).to.deep.equal([[null, true]]);
    });

    it('[9.4, S86] nothing is to be entered where nothing is kept', async () => {
      const { form, adapter } = await show();
      await press(form, '[value="transfer"]');
      expect(document.querySelector('[slot=rr-gateway]')).to.equal(null);
      await press(form);
      const [input] = sent(adapter, 'billingAccounts.add');
      expect(input?.methodId).to.equal('transfer');
      expect(input).not.to.have.property('gatewayData');
    });

    it('[9.1, S93] sends kind, token, owner, packages and default mark', async () => {
      const { form, adapter } = await show();
      const [self, oskar] = accounts.options.owners;
      const owner = one<HTMLSelectElement>(form, '#owner');
      expect(owner.selectedOptions[0]?.label).to.equal(`${self?.name} (you)`);
      owner.value = oskar?.contactId ?? '';
      owner.dispatchEvent(new Event('change'));
      await press(form, '#default');
      await press(form, '#option-out-pkg_1051');
      await press(form, '[part=moves] button');
      await press(form);
      const [input] = sent(adapter, 'billingAccounts.add');
      expect(input).to.deep.include({
        methodId: 'card',
        gatewayData: { token: 'tok_1' },
        ownerContactId: oskar?.contactId,
        packageIds: ['pkg_1051'],
        makeDefault: true,
        returnUrl: location.href,
      });
    });

    it('[9.6] is saved: the result has the focus, the page hears of it', async () => {
      const { form } = await show();
      const saved = oneEvent(form, 'rr-billing-account-saved');
      await press(form);
      expect((await saved).detail).to.deep.equal({ billingAccountId: 'acc_4242', added: true });
      expect(form.shadowRoot?.activeElement?.id).to.equal('result');
      expect(textOf(form)).to.contain('Visa •••• 4242 can be used now.');
      expect(one(form, '.rr-result a').getAttribute('href')).to.equal('#/billing-accounts');
      expect(document.querySelector('[slot=rr-gateway]')).to.equal(null);
      expect(await axeFindings(form)).to.deep.equal([]);
    });

    it('[9.1] another one begins with an empty form', async () => {
      const { form } = await show();
      await press(form, '#option-out-pkg_1051');
      await press(form, '[part=moves] button');
      await press(form);
      await press(form, '.rr-result button');
      expect(listed(form, 'in')).to.deep.equal([]);
      expect(form.querySelectorAll('[slot=rr-gateway] input').length).to.equal(3);
    });

    it('says what is wrong in the gateway’s fields; nothing is sent', async () => {
      const gateway: typeof storyGateway = {
        ...storyGateway,
        mount: () =>
          Promise.resolve({
            confirm: () => Promise.reject(new Error('Enter the card number.')),
            unmount: () => {},
          }),
      };
      const { form, adapter } = await show({}, { gateway });
      await press(form);
      expect(one(form, '[part=errors]').innerText).to.contain('Enter the card number.');
      expect(sent(adapter, 'billingAccounts.add')).to.deep.equal([]);
    });

    it('[9.6] a retry after no answer is the same command with the same token', async () => {
      const tokens = ['tok_1', 'tok_2'];
      const gateway: typeof storyGateway = {
        ...storyGateway,
        mount: () =>
          Promise.resolve({
            confirm: () => Promise.resolve({ token: tokens.shift() ?? '' }),
            unmount: () => {},
          }),
      };
      const { form, adapter } = await show({ 'billingAccounts.add': offline }, { gateway });
      await press(form);
      expect(one(form, '[part=errors]').innerText).to.contain('it is saved only once');
      await press(form);
      const [first, again] = sent(adapter, 'billingAccounts.add');
      expect(first?.gatewayData).to.deep.equal({ token: 'tok_1' });
      expect(again).to.deep.equal(first);
      await press(form, '#default');
      await press(form);
      expect(sent(adapter, 'billingAccounts.add')[2]?.gatewayData).to.deep.equal({
        token: 'tok_2',
      });
    });

    it('an error of the server stands at its field', async () => {
      const { form } = await show({
        'billingAccounts.add': () => {
          throw new BillingError('forbidden', 'x', { field: 'ownerContactId' });
        },
      });
      await press(form);
      expect(one(form, '#owner').getAttribute('aria-invalid')).to.equal('true');
      expect(form.shadowRoot?.activeElement?.getAttribute('part')).to.equal('errors');
    });

    it('[8.2] says so where nothing can be kept', async () => {
      const options = { ...accounts.options, methods: [] };
      const { form } = await show({ 'billingAccounts.options': () => options });
      expect(textOf(form)).to.contain('There is nothing to choose from');
      expect(all(form, 'form').length).to.equal(0);
    });
  });

  describe('an account that is kept', () => {
    it('[9.1, S92] shows its data, owner, packages; the default mark stays', async () => {
      const { form } = await show({}, { id: 'acc_4242' });
      const facts = one(form, '.rr-facts').innerText.replaceAll(/\s+/g, ' ');
      expect(facts).to.equal('Account Visa •••• 4242 Type Card Expires 12/2026 Expires soon');
      expect(listed(form, 'in')).to.deep.equal(['shop.tidewell-atelier.com']);
      expect(one<HTMLInputElement>(form, '#default').disabled).to.equal(true);
      expect(document.querySelector('[slot=rr-gateway]')).to.equal(null);
    });

    it('[9.1, S89] saves with the version that was read, and says so', async () => {
      const { form, adapter } = await show({}, { id: 'acc_4444' });
      const owner = accounts.list.rows.find((row) => row.last4 === '4444')?.owner;
      await press(form, '#option-out-pkg_1051');
      await press(form, '[part=moves] button');
      const saved = oneEvent(form, 'rr-billing-account-saved');
      await press(form);
      expect((await saved).detail).to.deep.equal({ billingAccountId: 'acc_4444', added: false });
      expect(sent(adapter, 'billingAccounts.change')[0]).to.deep.include({
        billingAccountId: 'acc_4444',
        version: 1,
        ownerContactId: owner?.contactId,
        packageIds: ['pkg_1042', 'pkg_1051'],
        makeDefault: false,
      });
      expect(one(form, '[part=toast]').innerText).to.contain('Mastercard •••• 4444 is saved.');
    });

    it('[9.1] a retry after no answer is the same command', async () => {
      const { form, adapter } = await show(
        { 'billingAccounts.change': offline },
        { id: 'acc_4444' },
      );
      await press(form, '#default');
      await press(form);
      await press(form);
      const [first, again] = sent(adapter, 'billingAccounts.change');
      expect(again?.commandId).to.equal(first?.commandId);
    });

    it('[9.1] what was changed meanwhile is not saved, and can be loaded again', async () => {
      const { form, adapter } = await show(
        { 'billingAccounts.change': staleAccount },
        { id: 'acc_4444' },
      );
      await press(form, '#default');
      await press(form);
      expect(form.shadowRoot?.activeElement?.id).to.equal('conflict');
      await press(form, '#conflict button');
      expect(one<HTMLInputElement>(form, '#default').checked).to.equal(false);
      expect(adapter.calls.filter(({ name }) => name === 'billingAccounts.list').length).to.equal(
        2,
      );
    });

    it('can be discarded; other widgets’ refreshes leave what was changed alone', async () => {
      const { form } = await show({}, { id: 'acc_4444' });
      await press(form, '#default');
      form.refresh();
      await settle(form);
      expect(one<HTMLInputElement>(form, '#default').checked).to.equal(true);
      await press(form, '[part=actions] [type=button]');
      expect(one<HTMLInputElement>(form, '#default').checked).to.equal(false);
      expect(form.shadowRoot?.activeElement?.id).to.equal('save');
    });

    it('[9.1] another contact’s account is seen, not changed', async () => {
      const answers = { 'billingAccounts.list': () => accounts.foreign };
      const { form } = await show(answers, { id: 'acc_4242' });
      expect(all(form, 'form').length).to.equal(0);
      expect(textOf(form)).to.contain('Only its owner and the primary contact can change');
      expect(textOf(form)).to.contain('shop.tidewell-atelier.com');
      expect(textOf(form)).not.to.contain('12/2026');
    });

    it('shows another account when the page asks for it', async () => {
      const { form } = await show({}, { id: 'acc_4242' });
      form.billingAccountId = 'acc_4444';
      await settle(form);
      expect(one(form, '#title').innerText).to.contain('Mastercard •••• 4444');
      expect(listed(form, 'in')).to.deep.equal(['tidewell-atelier.com']);
    });

    it('says so when there is no such account, and when nobody is signed in', async () => {
      const none = await show({}, { id: 'acc_0' });
      expect(textOf(none.form)).to.contain('The billing account could not be loaded');
      expect(all(none.form, 'button').length).to.equal(0);
      unmountAll();
      const out = await show({
        'billingAccounts.options': () => {
          throw new BillingError('session_ended', 'x');
        },
      });
      expect(all(out.form, 'slot[name=signed-out]').length).to.equal(1);
    });
  });
});
