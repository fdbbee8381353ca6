import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { BillingError } from '../../src/errors.ts';
import {
  accountAnswers,
  accounts,
  longRouting,
  manyFallback,
  nothingAutomatic,
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
import { RackrateRouting } from './routing.ts';

interface Shown {
  readonly widget: RackrateRouting;
  readonly adapter: FakeAdapter;
}

async function show(more: Answers = {}, options: MountOptions = {}, client = ''): Promise<Shown> {
  const adapter = fakeAdapter({ ...accountAnswers, ...more });
  const template = html`<rr-routing client-id=${client} list-href="#/accounts"></rr-routing>`;
  const widget = await mount<RackrateRouting>(RackrateRouting, adapter, template, options);
  return { widget, adapter };
}

const commands = (adapter: FakeAdapter, name: string): readonly object[] =>
  adapter.calls.filter((call) => call.name === name).map(({ input }) => input as object);

const rowsOf = (widget: RackrateRouting): readonly string[] =>
  all(widget, 'tbody tr').map((row) => row.innerText.replaceAll(/\s+/g, ' ').trim());

const order = (widget: RackrateRouting): readonly string[] =>
  all(widget, '[part=step] .rr-identity > span > bdi').map((name) => name.innerText);

async function settle(widget: RackrateRouting): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await settled(widget);
}

async function press(widget: RackrateRouting, selector: string): Promise<void> {
  one(widget, selector).click();
  await settle(widget);
}

async function choose(widget: RackrateRouting, id: string, payer: string): Promise<void> {
  const select = one<HTMLSelectElement>(widget, `#payer-${id}`);
  select.value = payer;
  select.dispatchEvent(new Event('change'));
  await settle(widget);
}

const focused = (widget: RackrateRouting): string => widget.shadowRoot?.activeElement?.id ?? '';

const several: Answers = { 'billingAccounts.routing': () => manyFallback };

describe('rr-routing', () => {
  afterEach(unmountAll);

  describe('accessibility', () => {
    for (const width of [1000, 640, 320]) {
      for (const dir of ['ltr', 'rtl'] as const) {
        it(`[19.7] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
          const { widget } = await show(several, { width, dir });
          expect(await axeFindings(widget)).to.deep.equal([]);
          const base = one(widget, '.rr');
          expect(base.scrollWidth).to.be.at.most(base.clientWidth);
        });
      }
    }

    for (const width of [1000, 700, 320]) {
      it(`[19.7] long names break instead of growing out of ${width} px`, async () => {
        const answers: Answers = { 'billingAccounts.routing': () => longRouting };
        const { widget } = await show(answers, { width });
        const base = one(widget, '.rr');
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      });
    }
  });

  it('[19.6] shows each package with the accounts that are charged, in order, and why', async () => {
    const { widget } = await show({}, {}, 'cli_1');
    const [gold, silver, support] = rowsOf(widget);
    expect(gold).to.equal(
      'shop.tidewell-atelier.com Gold Web hosting #1001 Visa •••• 4242 ' +
        '1 Visa •••• 4242 Named for it 2 Visa •••• 3220 Steps in ' +
        '12 Dec 2027 Expires before Visa •••• 4242 ends before that day.',
    );
    expect(silver).to.contain(
      '1 Mastercard •••• 4444 Named for it 2 Visa •••• 4242 Default 3 Visa •••• 3220 Steps in',
    );
    expect(silver).to.contain('14 Mar 2027');
    expect(silver).not.to.contain('Expires before');
    expect(support).to.contain('None');
  });

  it('[9.9, 19.6] says what an expiring card will hit', async () => {
    const { widget } = await show();
    expect(one(widget, '[part=expiring]').innerText).to.contain('Visa •••• 4242 expires soon');
  });

  it('[19.6] where nothing is charged automatically, the client is asked', async () => {
    const { widget } = await show({ 'billingAccounts.routing': () => nothingAutomatic });
    expect(rowsOf(widget)[0]).to.contain('You are asked to pay');
    expect(one(widget, '[part=fallback]').innerText).to.contain('Add another one first');
  });

  it('[19.6] an operator sees it, and changes nothing', async () => {
    const { widget, adapter } = await show({}, {}, 'cli_9');
    expect(all(widget, 'select, button').length).to.equal(0);
    widget.clientId = 'cli_8';
    await settled(widget);
    expect(commands(adapter, 'billingAccounts.routing')).to.deep.equal([
      { clientId: 'cli_9' },
      { clientId: 'cli_8' },
    ]);
  });

  describe('who pays a package', () => {
    it('[9.5, 19.6] shows at once what would be charged, and saves on Save only', async () => {
      const { widget, adapter } = await show();
      await choose(widget, 'pkg_1051', 'acc_3220');
      const row = rowsOf(widget)[3];
      expect(row).to.contain('Changed');
      expect(row).to.contain('1 Visa •••• 3220 Named for it 2 Visa •••• 4242 Default');
      expect(textOf(widget)).to.contain('1 change is not saved');
      expect(commands(adapter, 'billingAccounts.change')).to.deep.equal([]);
      await press(widget, '#save');
      const spare = accounts.routing.accounts.find((row) => row.last4 === '3220');
      expect(commands(adapter, 'billingAccounts.change')[0]).to.deep.include({
        billingAccountId: 'acc_3220',
        version: 1,
        ownerContactId: spare?.owner?.contactId,
        packageIds: ['pkg_1051'],
        makeDefault: false,
      });
      expect(commands(adapter, 'billingAccounts.setFallback')).to.deep.equal([]);
      expect(one(widget, '[part=toast]').innerText).to.contain('It is saved who pays what.');
      expect(focused(widget)).to.equal('done');
    });

    it('[9.5] back to the default account, and from one account to another', async () => {
      const { widget, adapter } = await show();
      await choose(widget, 'pkg_1042', '');
      await choose(widget, 'pkg_1039', 'acc_4444');
      expect(textOf(widget)).to.contain('2 changes are not saved');
      const saved = oneEvent(widget, 'rr-routing-saved');
      await press(widget, '#save');
      await saved;
      const sent = commands(adapter, 'billingAccounts.change') as {
        billingAccountId: string;
        packageIds: readonly string[];
      }[];
      expect(
        sent.map(({ billingAccountId, packageIds }) => [billingAccountId, packageIds]),
      ).to.deep.equal([['acc_4444', ['pkg_1039']]]);
    });

    it('[9.5] a package that is freed is taken from its account', async () => {
      const { widget, adapter } = await show();
      await choose(widget, 'pkg_1042', '');
      await press(widget, '#save');
      expect(commands(adapter, 'billingAccounts.change')[0]).to.deep.include({
        billingAccountId: 'acc_4444',
        packageIds: [],
      });
    });

    it('[9.1] of another contact’s account a package is taken only for one’s own', async () => {
      const foreign = accounts.foreign.rows;
      const { widget } = await show({
        'billingAccounts.routing': () => ({ ...accounts.routing, accounts: foreign }),
      });
      const values = (id: string): readonly string[] =>
        [...one<HTMLSelectElement>(widget, `#payer-${id}`).options].map(({ value }) => value);
      expect(values('pkg_1039')).to.deep.equal(['acc_4242', 'acc_4444']);
      expect(values('pkg_1042')).to.deep.equal(['', 'acc_4444']);
    });

    it('[9.9] tells of the wished account whether it ends before the renewal', async () => {
      const { widget } = await show();
      await choose(widget, 'pkg_1042', 'acc_4242');
      expect(rowsOf(widget)[1]).to.contain('Visa •••• 4242 ends before that day.');
      await choose(widget, 'pkg_1039', 'acc_4444');
      expect(rowsOf(widget)[0]).not.to.contain('ends before');
    });

    it('can be discarded, and refreshes leave what was changed alone', async () => {
      const { widget, adapter } = await show();
      await choose(widget, 'pkg_1051', 'acc_3220');
      widget.refresh();
      await settle(widget);
      expect(commands(adapter, 'billingAccounts.routing').length).to.equal(1);
      await press(widget, '[part=actions] .rr-btn--quiet');
      expect(one<HTMLSelectElement>(widget, '#payer-pkg_1051').value).to.equal('');
      expect(focused(widget)).to.equal('done');
    });

    it('[9.1] what was changed meanwhile is read again, and the wish stays', async () => {
      const { widget, adapter } = await show({ 'billingAccounts.change': staleAccount });
      await choose(widget, 'pkg_1051', 'acc_3220');
      await press(widget, '#save');
      expect(focused(widget)).to.equal('problem');
      expect(one(widget, '#problem').innerText).to.contain('was changed meanwhile');
      expect(commands(adapter, 'billingAccounts.routing').length).to.equal(2);
      expect(one<HTMLSelectElement>(widget, '#payer-pkg_1051').value).to.equal('acc_3220');
    });

    it('[19.6] a retry after no answer is the same command', async () => {
      const { widget, adapter } = await show({
        'billingAccounts.change': () => {
          throw new BillingError('offline', 'x');
        },
      });
      await choose(widget, 'pkg_1051', 'acc_3220');
      await press(widget, '#save');
      await press(widget, '#save');
      const sent = commands(adapter, 'billingAccounts.change') as { commandId: string }[];
      expect(sent.length).to.equal(2);
      expect(sent[1]?.commandId).to.equal(sent[0]?.commandId);
    });
  });

  describe('what steps in', () => {
    it('[8.8, 19.6] buttons move an account, which is said; the button keeps the focus', async () => {
      const { widget } = await show(several);
      expect(order(widget)).to.deep.equal([
        'Visa •••• 3220',
        'Mastercard •••• 4444',
        'Visa •••• 4242',
      ]);
      expect(one(widget, '#up-acc_3220').ariaDisabled).to.equal('true');
      await press(widget, '#up-acc_4444');
      expect(order(widget)[0]).to.equal('Mastercard •••• 4444');
      expect(focused(widget)).to.equal('up-acc_4444');
      expect(one(widget, '[role=status]').innerText).to.contain(
        'Mastercard •••• 4444 is number 1 of 3.',
      );
    });

    it('[19.6] arrow keys move the account that has the focus', async () => {
      const { widget } = await show(several);
      one(widget, '#drop-acc_3220').focus();
      await sendKeys({ press: 'ArrowDown' });
      await settle(widget);
      await sendKeys({ press: 'ArrowDown' });
      await settle(widget);
      await sendKeys({ press: 'ArrowDown' });
      await settle(widget);
      expect(order(widget)[2]).to.equal('Visa •••• 3220');
      expect(focused(widget)).to.equal('drop-acc_3220');
    });

    it('[19.6] dragging moves an account over another', async () => {
      const { widget } = await show(several);
      const [first, , last] = all(widget, '[part=step]');
      const drag = (type: string, on: HTMLElement | undefined): boolean | undefined =>
        on?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true }));
      drag('dragover', last);
      await settle(widget);
      expect(order(widget)[0]).to.equal('Visa •••• 3220');
      drag('dragstart', first);
      await settle(widget);
      expect(drag('dragover', last)).to.equal(false);
      drag('dragend', first);
      await settle(widget);
      expect(order(widget)).to.deep.equal([
        'Mastercard •••• 4444',
        'Visa •••• 4242',
        'Visa •••• 3220',
      ]);
    });

    it('[8.8] accounts are let in and taken out, and the order is saved as one change', async () => {
      const { widget, adapter } = await show();
      await press(widget, '#add-acc_4444');
      expect(focused(widget)).to.equal('drop-acc_4444');
      await press(widget, '#up-acc_4444');
      expect(textOf(widget)).to.contain('1 change is not saved');
      const chain = rowsOf(widget)[3];
      expect(chain).to.contain('2 Mastercard •••• 4444 Steps in 3 Visa •••• 3220 Steps in');
      await press(widget, '#save');
      expect(commands(adapter, 'billingAccounts.setFallback')[0]).to.deep.include({
        billingAccountIds: ['acc_4444', 'acc_3220'],
      });
      expect(commands(adapter, 'billingAccounts.change')).to.deep.equal([]);
      await press(widget, '#drop-acc_4444');
      expect(order(widget)).to.deep.equal(['Visa •••• 3220']);
      expect(focused(widget)).to.equal('add-acc_4444');
    });

    it('[8.8] what is not charged automatically, and the default one, are not offered', async () => {
      const { widget } = await show();
      const offered = all(widget, '.rr-other bdi').map((name) => name.innerText);
      expect(offered).to.deep.equal(['Mastercard •••• 4444']);
    });

    it('[19.6] nothing that steps in is said as well', async () => {
      const { widget } = await show({
        'billingAccounts.routing': () => ({ ...accounts.routing, fallback: [] }),
      });
      expect(one(widget, '[part=fallback]').innerText).to.contain('Nothing steps in');
    });
  });

  it('says so when there is no package, when it could not ask, and when nobody is signed in', async () => {
    const empty = await show({
      'billingAccounts.routing': () => ({ ...accounts.routing, packages: [] }),
    });
    expect(textOf(empty.widget)).to.contain('No packages to pay for');
    unmountAll();
    const failed = await show({
      'billingAccounts.routing': () => {
        throw new BillingError('internal', 'x', { reference: '7KQ2' });
      },
    });
    expect(textOf(failed.widget)).to.contain('7KQ2');
    unmountAll();
    const out = await show({
      'billingAccounts.routing': () => {
        throw new BillingError('session_ended', 'x');
      },
    });
    expect(all(out.widget, 'slot[name=signed-out]').length).to.equal(1);
  });
});
