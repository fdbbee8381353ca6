import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import { BillingError } from '../../src/errors.ts';
import { contactAnswers, contactRows, longRows, stale } from '../../stories/fixtures/contacts.ts';
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
import { RackrateContactList } from './contact-list.ts';

const linked = html`<rr-contact-list
  contact-href="#/contacts/{id}"
  add-href="#/contacts/new"
></rr-contact-list>`;

interface Shown {
  readonly list: RackrateContactList;
  readonly adapter: FakeAdapter;
}

async function show(
  more: Answers = {},
  template: TemplateResult = linked,
  options: MountOptions = {},
): Promise<Shown> {
  const adapter = fakeAdapter({ ...contactAnswers, ...more });
  const list = await mount<RackrateContactList>(RackrateContactList, adapter, template, options);
  return { list, adapter };
}

const commands = (adapter: FakeAdapter, name: string): readonly object[] =>
  adapter.calls.filter((call) => call.name === name).map(({ input }) => input as object);

const rowsOf = (list: RackrateContactList): readonly string[] =>
  all(list, 'tbody tr').map((row) => row.innerText.replaceAll(/\s+/g, ' ').trim());

async function press(list: RackrateContactList, label: string, confirm: boolean): Promise<void> {
  one(list, `[aria-label="${label}"]`).click();
  await settled(list);
  const safe = 'dialog [autofocus]';
  one(list, confirm ? 'dialog .rr-btn:not([autofocus])' : safe).click();
  for (let turn = 0; turn < 3; turn += 1) await settled(list);
}

describe('rr-contact-list', () => {
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

    for (const width of [700, 320]) {
      it(`[19.7] long names break instead of growing out of ${width} px`, async () => {
        const answers: Answers = { 'contacts.list': () => ({ rows: longRows }) };
        const { list } = await show(answers, linked, { width });
        const base = one(list, '.rr');
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      });
    }
  });

  it('[3.2, S6, S95] shows each contact with company, mail, user name and areas', async () => {
    const { list } = await show();
    expect(rowsOf(list)[0]).to.equal(
      'Iris Quenby Primary You Tidewell Atelier iris@tidewell-atelier.com tidewell All areas ' +
        'Edit contact info',
    );
    expect(rowsOf(list)[1]).to.equal(
      'Oskar Tamm oskar@tidewell-atelier.com oskar.tamm Invoices and Packages ' +
        'Edit contact info Make primary Remove',
    );
  });

  it('[3.2, S95] Edit contact info opens a contact, by link and event', async () => {
    const { list } = await show();
    list.addEventListener('rr-open-contact', (event) => event.preventDefault());
    const opened = oneEvent(list, 'rr-open-contact');
    const link = one(list, '[aria-label="Edit contact info, Oskar Tamm"]');
    expect(link.getAttribute('href')).to.equal('#/contacts/con_2');
    link.click();
    expect((await opened).detail).to.deep.equal({ contactId: 'con_2' });
  });

  it('[3.2, S95] Add contact is a link, or a button where the host has no address', async () => {
    const first = await show();
    expect(one(first.list, '.rr-head .rr-btn').getAttribute('href')).to.equal('#/contacts/new');
    unmountAll();
    const { list } = await show({}, html`<rr-contact-list></rr-contact-list>`);
    const asked = oneEvent(list, 'rr-add-contact');
    one(list, '.rr-head button').click();
    expect((await asked).cancelable).to.equal(true);
  });

  it('[3.2, S95] View/manage billing account is there only with an address', async () => {
    const first = await show();
    expect(textOf(first.list)).not.to.contain('billing account');
    unmountAll();
    const { list } = await show(
      {},
      html`<rr-contact-list billing-accounts-href="#/contacts/{id}/accounts"></rr-contact-list>`,
    );
    list.addEventListener('rr-open-billing-accounts', (event) => event.preventDefault());
    const opened = oneEvent(list, 'rr-open-billing-accounts');
    one(list, '[aria-label="View/manage billing account, Oskar Tamm"]').click();
    expect((await opened).detail).to.deep.equal({ contactId: 'con_2' });
  });

  it('[3.2] an operator names the client, and another one is asked for anew', async () => {
    const template = html`<rr-contact-list client-id="cli_9"></rr-contact-list>`;
    const { list, adapter } = await show({}, template);
    list.clientId = 'cli_8';
    await settled(list);
    expect(commands(adapter, 'contacts.list')).to.deep.equal([
      { clientId: 'cli_9' },
      { clientId: 'cli_8' },
    ]);
  });

  describe('Remove', () => {
    it('[3.3] says what ends, and the safe choice changes nothing', async () => {
      const { list, adapter } = await show();
      one(list, '[aria-label="Remove, Oskar Tamm"]').click();
      await settled(list);
      const text = one(list, 'dialog').innerText;
      expect(text).to.contain('The sign-in oskar.tamm and its open sessions end at once.');
      expect(text).to.contain('Mails to oskar@tidewell-atelier.com end.');
      expect(await axeFindings(list)).to.deep.equal([]);
      await sendKeys({ press: 'Escape' });
      await settled(list);
      expect(all(list, 'dialog').length).to.equal(0);
      expect(commands(adapter, 'contacts.remove')).to.deep.equal([]);
    });

    it('[3.3] removes with the version that was read, and the result has the focus', async () => {
      const { list, adapter } = await show();
      await press(list, 'Remove, Oskar Tamm', true);
      expect(commands(adapter, 'contacts.remove')[0]).to.include({
        contactId: 'con_2',
        version: 7,
      });
      expect(commands(adapter, 'contacts.get')).to.deep.equal([]);
      expect(list.shadowRoot?.activeElement?.id).to.equal('result');
      expect(one(list, '#result').innerText).to.contain('Oskar Tamm is removed.');
      expect(one(list, '[role=status]').innerText).to.contain('Oskar Tamm is removed.');
    });

    it('[3.3] a retry after no answer is the same command', async () => {
      const { list, adapter } = await show({
        'contacts.remove': () => {
          throw new BillingError('offline', 'x');
        },
      });
      await press(list, 'Remove, Oskar Tamm', true);
      expect(one(list, '#result').innerText).to.contain('Oskar Tamm was not removed');
      await press(list, 'Remove, Oskar Tamm', true);
      const [first, again] = commands(adapter, 'contacts.remove') as { commandId: string }[];
      expect(first?.commandId).to.match(/^[\da-f-]{36}$/);
      expect(again?.commandId).to.equal(first?.commandId);
    });

    it('[3.3] what was changed meanwhile is not removed, and the list is read again', async () => {
      const { list, adapter } = await show({ 'contacts.remove': stale });
      await press(list, 'Remove, Oskar Tamm', true);
      expect(one(list, '#result').innerText).to.contain('was changed meanwhile');
      expect(commands(adapter, 'contacts.list').length).to.equal(2);
    });
  });

  it('[3.3] Make primary says what it means, and the list has the new order', async () => {
    const answers: Answers = {
      ...contactAnswers,
      'contacts.list': () => ({ rows: contactRows }),
    };
    const { list, adapter } = await show(answers);
    one(list, '[aria-label="Make primary, Oskar Tamm"]').click();
    await settled(list);
    expect(one(list, 'dialog').innerText).to.contain('Oskar Tamm gets all areas');
    expect(one(list, 'dialog [autofocus]').innerText).to.equal('Keep Iris Quenby as primary');
    one(list, 'dialog .rr-btn:not([autofocus])').click();
    await settled(list);
    expect(commands(adapter, 'contacts.makePrimary')[0]).to.include({
      contactId: 'con_2',
      version: 7,
    });
    expect(one(list, '#result').innerText).to.contain('Oskar Tamm is the primary contact now.');
  });

  it('[3.3] who has few areas is offered only what he may do', async () => {
    const { list } = await show({
      'contacts.list': () => ({
        rows: contactRows.map((row) => ({
          ...row,
          isSelf: row.contactId === 'con_2',
          areas: row.contactId === 'con_3' ? ['invoices'] : ['invoices', 'contacts'],
        })),
      }),
    });
    expect(textOf(list)).not.to.contain('Make primary');
    const removable = all(list, '[aria-label^="Remove"]').map((one) => one.ariaLabel);
    expect(removable).to.deep.equal(['Remove, Accounts Office']);
  });

  it('says so when there is no contact, when it could not ask, and when nobody is signed in', async () => {
    const empty = await show({ 'contacts.list': () => ({ rows: [] }) });
    expect(textOf(empty.list)).to.contain('No contacts yet');
    unmountAll();
    const failed = await show({
      'contacts.list': () => {
        throw new BillingError('internal', 'x', { reference: '7KQ2' });
      },
    });
    expect(textOf(failed.list)).to.contain('Contacts could not be loaded');
    expect(textOf(failed.list)).to.contain('7KQ2');
    unmountAll();
    const out = await show({
      'contacts.list': () => {
        throw new BillingError('session_ended', 'x');
      },
    });
    expect(all(out.list, 'slot[name=signed-out]').length).to.equal(1);
  });
});
