import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import { BillingError } from '../../src/errors.ts';
import {
  accountAnswers,
  accounts,
  expiredList,
  longList,
  staleAccount,
} from '../../stories/fixtures/billing-accounts.ts';
import {
  type Answers,
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
import { RackrateBillingAccountList } from './billing-account-list.ts';

const linked = html`<rr-billing-account-list
  account-href="#/billing-accounts/{id}"
  add-href="#/billing-accounts/new"
  routing-href="#/routing"
></rr-billing-account-list>`;

interface Shown {
  readonly list: RackrateBillingAccountList;
  readonly adapter: FakeAdapter;
}

async function show(
  more: Answers = {},
  template: TemplateResult = linked,
  options: MountOptions = {},
): Promise<Shown> {
  const adapter = fakeAdapter({ ...accountAnswers, ...more });
  const list = await mount<RackrateBillingAccountList>(
    RackrateBillingAccountList,
    adapter,
    template,
    options,
  );
  return { list, adapter };
}

const commands = (adapter: FakeAdapter, name: string): readonly object[] =>
  adapter.calls.filter((call) => call.name === name).map(({ input }) => input as object);

const rowsOf = (list: RackrateBillingAccountList): readonly string[] =>
  all(list, 'tbody tr').map((row) => row.innerText.replaceAll(/\s+/g, ' ').trim());

/** Texts without the isolates around names. */
const plain = (text: string): string => text.replaceAll(/[\u2068\u2069]/g, '');

async function settle(list: RackrateBillingAccountList): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await settled(list);
}

async function ask(list: RackrateBillingAccountList, label: string): Promise<string> {
  one(list, `[aria-label="${label}"]`).click();
  await settle(list);
  return plain(one(list, 'dialog').innerText);
}

async function press(list: RackrateBillingAccountList, label: string): Promise<void> {
  await ask(list, label);
  one(list, 'dialog .rr-btn:not([autofocus])').click();
  await settle(list);
}

const removeVisa = 'Remove, Visa •••• 4242';

describe('rr-billing-account-list', () => {
  afterEach(unmountAll);

  describe('accessibility', () => {
    for (const width of [1000, 640, 320]) {
      for (const dir of ['ltr', 'rtl'] as const) {
        it(`[19.7] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
          const { list } = await show({}, linked, { width, dir });
          expect(await axeFindings(list)).to.deep.equal([]);
          const base = one(list, '.rr');
          expect(base.scrollWidth).to.be.at.most(base.clientWidth);
        });
      }
    }

    for (const width of [1000, 700, 320]) {
      it(`[19.7] long names break instead of growing out of ${width} px`, async () => {
        const answers: Answers = { 'billingAccounts.list': () => longList };
        const { list } = await show(answers, linked, { width });
        const base = one(list, '.rr');
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      });
    }

    it('[19.7] each way is a target of at least 24 px', async () => {
      const { list } = await show({}, linked, { width: 320 });
      for (const way of all(list, '.rr-ways > *')) {
        const { width, height } = way.getBoundingClientRect();
        expect(Math.min(width, height), way.innerText).to.be.at.least(24);
      }
    });
  });

  it('[9.1, S80, S91] shows brand, last digits, kind, owner, expiry and packages', async () => {
    const { list } = await show();
    expect(rowsOf(list)).to.deep.equal([
      'Visa •••• 4242 Default Card Iris Quenby 12/2026 Expires soon ' +
        'shop.tidewell-atelier.com Edit Remove',
      'Mastercard •••• 4444 Card Accounts Office 04/2029 tidewell-atelier.com ' +
        'Edit Make default Remove',
      'Bank transfer Manual payment Iris Quenby Never One hour Support hours #1004 ' +
        'Edit Make default Remove',
      'Visa •••• 3220 Card Iris Quenby 09/2030 No package of its own Edit Make default Remove',
    ]);
  });

  it('[9.1] of another contact’s account shows only type, digits and packages', async () => {
    const { list } = await show({ 'billingAccounts.list': () => accounts.foreign });
    const [visa, mastercard] = rowsOf(list);
    expect(visa).to.equal(
      'Visa •••• 4242 Default Card Another contact – shop.tidewell-atelier.com Open',
    );
    expect(mastercard).to.contain('Accounts Office 04/2029');
    expect(mastercard).to.contain('Edit Make default Remove');
    expect(textOf(list)).not.to.contain('Iris Quenby');
    expect(all(list, '[part=expiring]').length).to.equal(0);
  });

  it('[9.9] says what a card that ends will hit, packages without an account too', async () => {
    const { list } = await show();
    const text = plain(one(list, '[part=expiring]').innerText);
    expect(text).to.contain('Visa •••• 4242 expires soon');
    expect(text).to.contain('It can be charged until 31 Dec 2026.');
    expect(text).to.contain('shop.tidewell-atelier.com, staging.tidewell-atelier.com,');
    expect(text).not.to.contain('support');
    unmountAll();
    const over = await show({ 'billingAccounts.list': () => expiredList });
    const after = one(over.list, '[part=expiring]').innerText;
    expect(after).to.contain('Visa •••• 4242 has expired');
    expect(after).to.contain('Its last day was 31 Oct 2026.');
  });

  it('[8.8] says of a kept method that it is not charged automatically', async () => {
    const rows = accounts.list.rows.map((row) => ({ ...row, chargedAutomatically: false }));
    const { list } = await show({ 'billingAccounts.list': () => ({ ...accounts.list, rows }) });
    expect(rowsOf(list)[1]).to.contain('Card Not charged automatically');
    expect(rowsOf(list)[2]).not.to.contain('Not charged automatically');
  });

  it('[9.5] packages with no account stand under Paid by default', async () => {
    const { list } = await show();
    const panel = one(list, '[part=by-default]').innerText;
    expect(panel).to.contain('so Visa •••• 4242 pays them.');
    expect(panel).to.contain('staging.tidewell-atelier.com');
    expect(panel).not.to.contain('shop.tidewell-atelier.com');
  });

  it('[9.5] names three packages of many, and counts the others', async () => {
    const { list } = await show({ 'billingAccounts.list': () => longList });
    const [cell] = all(list, '.rr-names');
    expect(cell?.children.length).to.equal(4);
    expect(cell?.innerText).to.contain('9 more');
  });

  it('[9.1, S92] opens an account by link and event', async () => {
    const { list } = await show();
    list.addEventListener('rr-open-billing-account', (event) => event.preventDefault());
    const opened = oneEvent(list, 'rr-open-billing-account');
    const link = one(list, '[aria-label="Edit, Mastercard •••• 4444"]');
    expect(link.getAttribute('href')).to.equal('#/billing-accounts/acc_4444');
    link.click();
    expect((await opened).detail).to.deep.equal({ billingAccountId: 'acc_4444' });
  });

  it('[9.1, S81, S93] Add is a link, or a button where the host has no address', async () => {
    const first = await show();
    const add = one(first.list, '.rr-head .rr-btn--primary');
    expect(add.getAttribute('href')).to.equal('#/billing-accounts/new');
    unmountAll();
    const bare = html`<rr-billing-account-list></rr-billing-account-list>`;
    const { list } = await show({}, bare);
    expect(all(list, '.rr-head .rr-btn').length).to.equal(1);
    const asked = oneEvent(list, 'rr-add-billing-account');
    one(list, '.rr-head button').click();
    expect((await asked).cancelable).to.equal(true);
  });

  it('[9.1] an operator sees the accounts of a client, and changes none', async () => {
    const template = html`<rr-billing-account-list client-id="cli_9"></rr-billing-account-list>`;
    const { list, adapter } = await show({}, template);
    expect(all(list, '.rr-ways button').map((way) => way.innerText)).to.deep.equal(
      accounts.list.rows.map(() => 'Open'),
    );
    expect(all(list, '.rr-head button').length).to.equal(0);
    list.clientId = 'cli_8';
    await settled(list);
    expect(commands(adapter, 'billingAccounts.list')).to.deep.equal([
      { clientId: 'cli_9' },
      { clientId: 'cli_8' },
    ]);
  });

  describe('Remove', () => {
    it('[9.1, S94] says what pays then, and the safe choice changes nothing', async () => {
      const { list, adapter } = await show();
      const text = await ask(list, removeVisa);
      expect(text).to.contain('The payment gateway forgets it');
      expect(text).to.contain('and tidewell.test are paid by Mastercard •••• 4444 then.');
      expect(text).to.contain('Mastercard •••• 4444 becomes the default account.');
      expect(await axeFindings(list)).to.deep.equal([]);
      await sendKeys({ press: 'Escape' });
      await settle(list);
      expect(all(list, 'dialog').length).to.equal(0);
      expect(commands(adapter, 'billingAccounts.remove')).to.deep.equal([]);
    });

    it('[9.1] says so when nothing else changes', async () => {
      const { list } = await show();
      const text = await ask(list, 'Remove, Visa •••• 3220');
      expect(text).to.contain('It pays for no package');
      expect(text).not.to.contain('becomes the default');
    });

    it('[9.1, 8.8] says so when what pays then is not charged automatically', async () => {
      const next = { billingAccountId: 'acc_manual', label: 'Bank transfer' };
      const { list } = await show({
        'billingAccounts.previewRemoval': () => ({ ...accounts.removal, next }),
      });
      expect(await ask(list, removeVisa)).to.contain('Bank transfer is not charged automatically');
    });

    it('[9.8] says that the last account leaves the client to pay himself', async () => {
      const { list } = await show({
        'billingAccounts.previewRemoval': () => ({
          ...accounts.removal,
          next: null,
          isLast: true,
          changesDefault: false,
        }),
      });
      const text = await ask(list, removeVisa);
      expect(text).to.contain('It is your last account.');
      expect(text).to.contain('This is about shop.tidewell-atelier.com');
    });

    it('[9.8] the last one that keeps nothing stays', async () => {
      const last = { ...accounts.spareRemoval, next: null, isLast: true };
      const { list, adapter } = await show({ 'billingAccounts.previewRemoval': () => last });
      one(list, '[aria-label="Remove, Bank transfer"]').click();
      await settle(list);
      expect(all(list, 'dialog').length).to.equal(0);
      expect(one(list, '#result').innerText).to.contain('Add another one first');
      expect(commands(adapter, 'billingAccounts.remove')).to.deep.equal([]);
    });

    it('[9.1] an account that is being charged stays, before and after the question', async () => {
      const charging = { ...accounts.removal, charging: true };
      const first = await show({ 'billingAccounts.previewRemoval': () => charging });
      one(first.list, `[aria-label="${removeVisa}"]`).click();
      await settle(first.list);
      expect(one(first.list, '#result').innerText).to.contain('is on its way');
      expect(first.list.shadowRoot?.activeElement?.id).to.equal('result');
      unmountAll();
      const { list } = await show({
        'billingAccounts.remove': () => {
          throw new BillingError('charge_open', 'x');
        },
      });
      await press(list, removeVisa);
      expect(one(list, '#result').innerText).to.contain('A payment by this account');
    });

    it('[9.1, S94] removes with the version that was read, and the result has the focus', async () => {
      const { list, adapter } = await show();
      await press(list, removeVisa);
      const [sent] = commands(adapter, 'billingAccounts.remove');
      expect(sent).to.include({ billingAccountId: 'acc_4242', version: 2 });
      expect(commands(adapter, 'billingAccounts.list').length).to.equal(1);
      expect(list.shadowRoot?.activeElement?.id).to.equal('result');
      expect(one(list, '#result').innerText).to.contain('Visa •••• 4242 is removed.');
      expect(one(list, '[role=status]').innerText).to.contain('Visa •••• 4242 is removed.');
      expect(rowsOf(list).length).to.equal(accounts.removed.rows.length);
    });

    it('[9.1] a retry after no answer is the same command', async () => {
      const { list, adapter } = await show({
        'billingAccounts.remove': () => {
          throw new BillingError('offline', 'x');
        },
      });
      await press(list, removeVisa);
      expect(one(list, '#result').innerText).to.contain('Visa •••• 4242 was not removed');
      await press(list, removeVisa);
      const [first, again] = commands(adapter, 'billingAccounts.remove') as { commandId: string }[];
      expect(first?.commandId).to.match(/^[\da-f-]{36}$/);
      expect(again?.commandId).to.equal(first?.commandId);
    });

    it('[9.1] what was changed meanwhile is not removed, and the list is read again', async () => {
      const { list, adapter } = await show({ 'billingAccounts.remove': staleAccount });
      await press(list, removeVisa);
      expect(one(list, '#result').innerText).to.contain('was changed meanwhile');
      expect(commands(adapter, 'billingAccounts.list').length).to.equal(2);
    });
  });

  it('[9.8] Make default says what it pays then, and keeps owner and packages', async () => {
    const { list, adapter } = await show();
    const text = await ask(list, 'Make default, Mastercard •••• 4444');
    expect(text).to.contain('Now that is staging.tidewell-atelier.com');
    expect(one(list, 'dialog [autofocus]').innerText).to.equal('Keep Visa •••• 4242 as default');
    one(list, 'dialog .rr-btn:not([autofocus])').click();
    await settle(list);
    const [sent] = commands(adapter, 'billingAccounts.change');
    const owner = accounts.list.rows.find((row) => row.last4 === '4444')?.owner;
    expect(sent).to.deep.include({
      billingAccountId: 'acc_4444',
      version: 1,
      ownerContactId: owner?.contactId,
      packageIds: ['pkg_1042'],
      makeDefault: true,
    });
    expect(commands(adapter, 'billingAccounts.list').length).to.equal(2);
    expect(one(list, '#result').innerText).to.contain('is the default account now.');
  });

  it('says so when there is no account, when it could not ask, and when nobody is signed in', async () => {
    const empty = await show({ 'billingAccounts.list': () => ({ rows: [], paidByDefault: [] }) });
    expect(textOf(empty.list)).to.contain('No billing accounts yet');
    unmountAll();
    const failed = await show({
      'billingAccounts.list': () => {
        throw new BillingError('internal', 'x', { reference: '7KQ2' });
      },
    });
    expect(textOf(failed.list)).to.contain('Billing accounts could not be loaded');
    expect(textOf(failed.list)).to.contain('7KQ2');
    unmountAll();
    const out = await show({
      'billingAccounts.list': () => {
        throw new BillingError('session_ended', 'x');
      },
    });
    expect(all(out.list, 'slot[name=signed-out]').length).to.equal(1);
  });
});
