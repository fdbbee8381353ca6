import { expect, oneEvent } from '@open-wc/testing';
import { html } from 'lit';
import type { PackageView } from '../../src/contract/packages.ts';
import { BillingError } from '../../src/errors.ts';
import { scheduledChange, unpaidChange } from '../../stories/fixtures/changes.ts';
import { activePackage, pendingPackage } from '../../stories/fixtures/packages.ts';
import {
  type Answers,
  all,
  axeFindings,
  deferred,
  type FakeAdapter,
  fakeAdapter,
  type MountOptions,
  mount,
  one,
  settled,
  textOf,
  unmountAll,
} from '../internal/testing.ts';
import { RackrateCancel } from './cancel.ts';

interface Shown {
  readonly widget: RackrateCancel;
  readonly adapter: FakeAdapter;
}

const canceled: PackageView = { ...activePackage, status: 'canceled', nextRenewal: null };

async function show(
  view: PackageView = activePackage,
  more: Answers = {},
  options: MountOptions = {},
): Promise<Shown> {
  let now = view;
  const take = (next: PackageView): PackageView => {
    now = next;
    return next;
  };
  const adapter = fakeAdapter({
    'packages.get': () => now,
    'packages.cancel': ({ when }) =>
      take(when === 'now' ? canceled : { ...view, cancelOn: '2027-03-14' }),
    'packages.undoCancel': () => take({ ...view, cancelOn: null }),
    ...more,
  });
  const template = html`<rr-cancel package-id="pkg_1042"></rr-cancel>`;
  const widget = await mount<RackrateCancel>(RackrateCancel, adapter, template, options);
  return { widget, adapter };
}

async function choose(widget: RackrateCancel, reason: string): Promise<void> {
  const select = one<HTMLSelectElement>(widget, 'select');
  select.value = reason;
  select.dispatchEvent(new Event('change'));
  await settled(widget);
}

async function submit(widget: RackrateCancel): Promise<void> {
  one(widget, '[part=cancel]').click();
  await settled(widget);
}

async function press(widget: RackrateCancel, text: string): Promise<void> {
  const found = all(widget, 'button').find((button) => button.innerText.trim() === text);
  if (found === undefined) throw new Error(`There is no button "${text}".`);
  found.click();
  await settled(widget);
}

const commands = ({ calls }: FakeAdapter, name: string): readonly Record<string, unknown>[] =>
  calls.filter((call) => call.name === name).map(({ input }) => input as Record<string, unknown>);

describe('rr-cancel', () => {
  afterEach(unmountAll);

  for (const width of [1000, 640, 320]) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`[19.7] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
        const { widget } = await show(activePackage, {}, { width, dir });
        expect(await axeFindings(widget)).to.deep.equal([]);
        const base = one(widget, '.rr');
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      });
    }
  }

  it('[5.21] asks with effect and date, ends at the end of the period, and can be undone', async () => {
    const { widget, adapter } = await show();
    await choose(widget, 'price');
    await submit(widget);
    const dialog = one<HTMLDialogElement>(widget, 'dialog');
    expect(dialog.innerText).to.contain('Cancel Silver Web hosting at the end of the period?');
    expect(dialog.innerText).to.contain('Everything works until 13 Mar 2027.');
    expect(await axeFindings(widget)).to.deep.equal([]);
    const told = oneEvent(widget, 'rr-package-canceled');
    const buttons = [...dialog.querySelectorAll('button')];
    expect(buttons.map((button) => button.innerText.trim())).to.deep.equal([
      'Keep Silver Web hosting',
      'Cancel at the end of the period',
    ]);
    buttons[1]?.click();
    expect((await told).detail).to.deep.equal({
      packageId: 'pkg_1042',
      cancelOn: '2027-03-14',
      status: 'active',
    });
    await settled(widget);
    expect(commands(adapter, 'packages.cancel')[0]).to.include({
      when: 'period-end',
      reason: 'It costs too much',
    });
    expect(one(widget, '[part=result]').innerText).to.contain('It ends on 14 Mar 2027');
    expect(widget.shadowRoot?.activeElement?.id).to.equal('result');
    expect(await axeFindings(widget)).to.deep.equal([]);
    await press(widget, 'Undo the cancellation');
    expect(one(widget, '[part=result]').innerText).to.contain('It renews on 14 Mar 2027.');
    expect(commands(adapter, 'packages.undoCancel').length).to.equal(1);
  });

  it('[5.21] says so where nothing is given back', async () => {
    const { widget } = await show({ ...activePackage, refundsUnused: false });
    one<HTMLInputElement>(widget, 'input[value=now]').click();
    await settled(widget);
    expect(one(widget, '.rr').innerText).to.contain('What is paid is not given back.');
  });

  it('[5.21] now is asked with what is lost, and cannot be undone', async () => {
    const { widget, adapter } = await show();
    one<HTMLInputElement>(widget, 'input[value=now]').click();
    await choose(widget, 'not-needed');
    await submit(widget);
    const dialog = one<HTMLDialogElement>(widget, 'dialog');
    expect(dialog.innerText).to.contain('Cancel Silver Web hosting now?');
    expect(dialog.innerText).to.contain('go offline at once');
    expect(dialog.innerText).to.contain('What is paid and not used becomes account credit.');
    expect(dialog.innerText).to.contain('This cannot be undone.');
    [...dialog.querySelectorAll('button')].at(-1)?.click();
    await settled(widget);
    expect(commands(adapter, 'packages.cancel')[0]).to.include({ when: 'now' });
    expect(textOf(widget)).to.contain('Silver Web hosting is canceled');
    expect(all(widget, 'button').map((one) => one.innerText.trim())).not.to.include(
      'Undo the cancellation',
    );
  });

  it('[5.21] the safe choice changes nothing', async () => {
    const { widget, adapter } = await show();
    await choose(widget, 'price');
    await submit(widget);
    await press(widget, 'Keep Silver Web hosting');
    expect(commands(adapter, 'packages.cancel')).to.deep.equal([]);
  });

  it('[5.21] a reason is needed; another reason in words of its own', async () => {
    const { widget, adapter } = await show();
    await submit(widget);
    expect(one(widget, '[part=errors]').innerText).to.contain('Choose why you cancel it.');
    expect(all(widget, 'dialog')).to.deep.equal([]);
    await choose(widget, 'other');
    await submit(widget);
    expect(one(widget, '#details-error').innerText).to.contain('in a few words');
    expect(await axeFindings(widget)).to.deep.equal([]);
    const input = one<HTMLInputElement>(widget, '#details');
    input.value = 'I sell the shop';
    input.dispatchEvent(new Event('input'));
    await submit(widget);
    const dialog = one<HTMLDialogElement>(widget, 'dialog');
    [...dialog.querySelectorAll('button')].at(-1)?.click();
    await settled(widget);
    expect(commands(adapter, 'packages.cancel')[0]?.['reason']).to.equal(
      'Another reason: I sell the shop',
    );
  });

  it('[5.21] without an answer it is one command, however often it is sent', async () => {
    const answer = deferred<never>();
    const { widget, adapter } = await show(activePackage, {
      'packages.cancel': () => answer.promise,
    });
    const confirm = async (): Promise<void> => {
      await submit(widget);
      const dialog = one<HTMLDialogElement>(widget, 'dialog');
      [...dialog.querySelectorAll('button')].at(-1)?.click();
      await settled(widget);
    };
    await choose(widget, 'price');
    await confirm();
    await submit(widget);
    expect(all(widget, 'dialog')).to.deep.equal([]);
    answer.reject(new BillingError('offline', 'x'));
    await settled(widget);
    expect(one(widget, '[part=errors]').innerText).to.contain('could not be canceled');
    await confirm();
    const [first, second] = commands(adapter, 'packages.cancel');
    expect(second?.['commandId']).to.equal(first?.['commandId']);
  });

  it('[5.13] a scheduled change goes with it; an unpaid one comes first', async () => {
    const { widget } = await show({ ...activePackage, pendingChange: scheduledChange });
    expect(one(widget, '[part=effects]').innerText).to.contain(
      'The change to Bronze on 14 Mar 2027 is taken back.',
    );
    unmountAll();
    const { widget: waits } = await show({ ...activePackage, pendingChange: unpaidChange });
    expect(one(waits, '[part=empty]').innerText).to.contain('Pay it or take it back first.');
  });

  it('[5.21] what was never set up ends now, and what was invoiced is credited', async () => {
    const { widget } = await show(pendingPackage);
    expect(all(widget, 'input[value=period-end]')).to.deep.equal([]);
    expect(textOf(widget)).to.contain('credited in full');
  });

  it('[5.4] a status that has no way out is named', async () => {
    const { widget } = await show({ ...activePackage, status: 'transferred' });
    expect(one(widget, '[part=empty]').innerText).to.contain('Transferred');
  });
});
