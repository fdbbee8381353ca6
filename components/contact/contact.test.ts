import { expect, oneEvent } from '@open-wc/testing';
import type { ContactView } from '../../src/contract/contacts.ts';
import { BillingError } from '../../src/errors.ts';
import { contactOptions, counties, iris, oskar, stale } from '../../stories/fixtures/contacts.ts';
import {
  all,
  axeFindings,
  deferred,
  one,
  settled,
  textOf,
  unmountAll,
} from '../internal/testing.ts';
import {
  box,
  fresh,
  person,
  primary,
  save,
  second,
  sent,
  show,
  type,
  value,
} from './contact.fixture.ts';

describe('rr-contact', () => {
  afterEach(unmountAll);

  describe('accessibility', () => {
    for (const width of [1000, 640, 320]) {
      for (const dir of ['ltr', 'rtl'] as const) {
        it(`[19.7] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
          const { widget } = await show(second, {}, { width, dir });
          expect(await axeFindings(widget)).to.deep.equal([]);
          const base = one(widget, '.rr');
          expect(base.scrollWidth).to.be.at.most(base.clientWidth);
        });
      }
    }

    it('[19.7] axe finds nothing in a form with errors, and the summary has the focus', async () => {
      const { widget } = await show(fresh);
      await save(widget);
      expect(widget.shadowRoot?.activeElement?.getAttribute('part')).to.equal('errors');
      expect(await axeFindings(widget)).to.deep.equal([]);
    });

    it('[19.7] each group of fields has its heading as its name', async () => {
      const { widget } = await show();
      const names = all(widget, 'fieldset.rr-section').map((group) => {
        const id = group.getAttribute('aria-labelledby');
        return one(widget, `#${id}`).innerText;
      });
      expect(names).to.deep.equal(['Person', 'Address', 'Phone', 'Sign-in', 'Mails', 'Areas']);
    });
  });

  it('[3.2, S95, S96] every field is there, and an unchanged one is sent as it was', async () => {
    const { widget, adapter } = await show();
    const saved = oneEvent(widget, 'rr-contact-saved');
    await type(widget, { company: 'Tamm OÜ', mobile: '+1 512 555 0111', fax: '+1 512 555 0112' });
    await save(widget);
    expect((await saved).detail).to.deep.equal({ contactId: 'con_2', added: false });
    expect(sent(adapter)[0]?.contactId).to.equal('con_2');
    expect(sent(adapter)[0]?.version).to.equal(7);
    expect(sent(adapter)[0]?.contact).to.deep.equal({
      company: 'Tamm OÜ',
      firstName: 'Oskar',
      lastName: 'Tamm',
      email: 'oskar@tidewell-atelier.com',
      street: '100 Congress Avenue',
      city: 'Austin',
      state: 'TX',
      county: 'Travis',
      zip: '78701',
      country: 'US',
      phone: '+1 512 555 0100',
      fax: '+1 512 555 0112',
      mobile: '+1 512 555 0111',
      userName: 'oskar.tamm',
      language: 'en',
      mailFormat: 'plain',
      mails: ['invoice', 'paid'],
      areas: ['invoices', 'packages'],
    });
    expect(textOf(widget)).to.contain('Oskar Tamm is saved.');
    expect(one(widget, '[role=status]').innerText).to.contain('Oskar Tamm is saved.');
  });

  it('[3.2] a second change carries the version of the first one’s answer', async () => {
    const { widget, adapter } = await show();
    await type(widget, { city: 'Dallas' });
    await save(widget);
    await type(widget, { zip: '75201' });
    await save(widget);
    expect(sent(adapter).map(({ version }) => version)).to.deep.equal([7, 8]);
  });

  describe('while it is being saved', () => {
    it('what is typed meanwhile stays, and is not said to be saved', async () => {
      const late = deferred<ContactView>();
      const { widget } = await show(second, { 'contacts.change': () => late.promise });
      await type(widget, { city: 'Dallas' });
      await save(widget);
      await type(widget, { zip: '75201' });
      late.resolve({ ...oskar, city: 'Dallas', version: 8 });
      await settled(widget);
      expect([value(widget, 'city'), value(widget, 'zip')]).to.deep.equal(['Dallas', '75201']);
      expect(widget.dirty).to.equal(true);
    });

    it('a late answer does not bring back the contact that the page has left', async () => {
      const late = deferred<ContactView>();
      const { widget } = await show(second, { 'contacts.change': () => late.promise });
      await type(widget, { city: 'Dallas' });
      await save(widget);
      widget.contactId = 'con_1';
      await settled(widget);
      const saved = oneEvent(widget, 'rr-contact-saved');
      late.resolve({ ...oskar, city: 'Dallas', version: 8 });
      expect((await saved).detail).to.deep.equal({ contactId: 'con_2', added: false });
      await settled(widget);
      expect(widget.contactId).to.equal('con_1');
    });

    it('the same contact added once more is another command', async () => {
      const { widget, adapter } = await show(fresh);
      for (let time = 0; time < 2; time += 1) {
        widget.contactId = '';
        await settled(widget);
        await type(widget, person);
        await save(widget);
        await settled(widget);
      }
      const ids = sent(adapter).map(({ commandId }) => commandId);
      expect(new Set(ids).size).to.equal(2);
    });
  });

  describe('state and county', () => {
    it('[3.2, S97] the counties of the state are a list, and another state has others', async () => {
      const { widget, adapter } = await show();
      const names = (): readonly string[] =>
        all<HTMLOptionElement>(widget, '#county option').map((option) => option.value);
      expect(names()).to.deep.equal(['', 'Bexar', 'Dallas', 'Harris', 'Tarrant', 'Travis']);
      expect(value(widget, 'county')).to.equal('Travis');
      await type(widget, { state: 'NY' });
      await settled(widget);
      expect(names()).to.deep.equal(['', 'Albany', 'Kings', 'Queens']);
      expect(value(widget, 'county')).to.equal('');
      await type(widget, { county: 'Kings' });
      await save(widget);
      expect(sent(adapter)[0]?.contact.state).to.equal('NY');
      expect(sent(adapter)[0]?.contact.county).to.equal('Kings');
    });

    it('[3.2, S97] elsewhere the state is typed, and there is no county', async () => {
      const { widget, adapter } = await show();
      await type(widget, { country: 'FR' });
      expect(one(widget, '#state').localName).to.equal('input');
      expect(value(widget, 'state')).to.equal('');
      expect(all(widget, '#county').length).to.equal(0);
      await type(widget, { state: 'Bretagne' });
      await save(widget);
      expect(sent(adapter)[0]?.contact.state).to.equal('Bretagne');
      expect(sent(adapter)[0]?.contact).not.to.have.property('county');
    });

    it('[3.2, S97] a state of the United States has to be chosen', async () => {
      const { widget, adapter } = await show(primary);
      await type(widget, { country: 'US' });
      expect(all(widget, '#county').length).to.equal(0);
      await save(widget);
      expect(one(widget, '#state-error').innerText).to.contain('None is chosen.');
      expect(sent(adapter)).to.deep.equal([]);
    });

    it('[3.2] counties that do not come keep the one that was chosen, until asked again', async () => {
      let fails = true;
      const { widget } = await show(second, {
        'contacts.counties': (input) => {
          if (fails) throw new BillingError('unavailable', 'x');
          return counties(input);
        },
      });
      expect(value(widget, 'county')).to.equal('Travis');
      expect(one(widget, '#county-error').innerText).to.contain('could not be loaded');
      expect(await axeFindings(widget)).to.deep.equal([]);
      fails = false;
      one(widget, '.rr-region button').click();
      await settled(widget);
      expect(all(widget, '#county option').length).to.equal(6);
      expect(value(widget, 'county')).to.equal('Travis');
    });
  });

  describe('sign-in', () => {
    it('[3.4, S98] two passwords that differ are not sent; equal ones are', async () => {
      const { widget, adapter } = await show();
      await type(widget, { password: 'low tide at nine', confirm: 'low tide at ten' });
      await save(widget);
      expect(one(widget, '#confirm-error').innerText).to.contain('The two passwords differ');
      expect(sent(adapter)).to.deep.equal([]);
      await type(widget, { confirm: 'low tide at nine' });
      await save(widget);
      expect(sent(adapter)[0]?.contact.password).to.equal('low tide at nine');
      expect(value(widget, 'password')).to.equal('');
      expect(value(widget, 'confirm')).to.equal('');
    });

    it('[3.4, S98] nine characters are too few', async () => {
      const { widget, adapter } = await show();
      await type(widget, { password: '123456789', confirm: '123456789' });
      await save(widget);
      expect(one(widget, '#password-error').innerText).to.contain('too short');
      expect(sent(adapter)).to.deep.equal([]);
    });

    it('[3.4] what the server says of the user name stands at its field', async () => {
      const { widget } = await show(second, {
        'contacts.change': () => {
          throw new BillingError('user_name_taken', 'Taken.', { field: 'contact.userName' });
        },
      });
      await save(widget);
      expect(one(widget, '#userName-error').innerText).to.contain('This user name is taken.');
      const link = one(widget, '[part=errors] a');
      link.click();
      expect(widget.shadowRoot?.activeElement?.id).to.equal('userName');
    });

    it('[3.3] the sign-in of a contact with more areas is locked, and says why', async () => {
      const { widget } = await show(primary, {
        'contacts.get': () => ({ ...iris, isSelf: false }),
        'contacts.options': () => ({ ...contactOptions, areas: ['contacts'] }),
      });
      for (const id of ['email', 'userName', 'password', 'confirm']) {
        expect(box(widget, id).disabled).to.equal(true);
      }
      expect(textOf(widget)).to.contain('its sign-in is not yours to change');
    });
  });

  describe('what is not saved', () => {
    it('[3.2] is discarded, and had back with Undo', async () => {
      const { widget } = await show();
      expect(all(widget, '.rr-savebar .rr-btn--quiet').length).to.equal(0);
      await type(widget, { city: 'Houston' });
      one(widget, '.rr-savebar .rr-btn--quiet').click();
      await settled(widget);
      expect(value(widget, 'city')).to.equal('Austin');
      expect(widget.shadowRoot?.activeElement?.id).to.equal('undo');
      one(widget, '#undo').click();
      await settled(widget);
      expect(value(widget, 'city')).to.equal('Houston');
    });

    for (const width of [1000, 320]) {
      it(`[19.7] Discard never comes where the notice was, at ${width} px`, async () => {
        const { widget } = await show(second, {}, { width });
        await type(widget, { city: 'Houston' });
        await save(widget);
        const toast = one(widget, '[part=toast]').getBoundingClientRect();
        await type(widget, { city: 'Dallas' });
        const discard = one(widget, '.rr-savebar .rr-btn--quiet').getBoundingClientRect();
        const apart =
          toast.right <= discard.left ||
          discard.right <= toast.left ||
          toast.bottom <= discard.top ||
          discard.bottom <= toast.top;
        expect(apart).to.equal(true);
      });
    }

    it('[3.2] is not lost when the page loads its widgets again', async () => {
      const { widget, adapter } = await show();
      await type(widget, { city: 'Houston' });
      const before = adapter.calls.length;
      widget.refresh();
      await settled(widget);
      expect(value(widget, 'city')).to.equal('Houston');
      expect(adapter.calls.length).to.equal(before);
    });

    it('[3.2] stays while a change by somebody else is told, until loaded again', async () => {
      let now = oskar;
      const { widget } = await show(second, {
        'contacts.get': () => now,
        'contacts.change': stale,
      });
      now = { ...oskar, city: 'El Paso', version: 8 };
      await type(widget, { phone: '+1 512 555 0199' });
      await save(widget);
      expect(one(widget, '#conflict').innerText).to.contain('Changed by somebody else: City.');
      expect(widget.shadowRoot?.activeElement?.id).to.equal('conflict');
      expect(value(widget, 'phone')).to.equal('+1 512 555 0199');
      expect(value(widget, 'city')).to.equal('Austin');
      expect(await axeFindings(widget)).to.deep.equal([]);
      one(widget, '#conflict button').click();
      for (let turn = 0; turn < 3; turn += 1) await settled(widget);
      expect(value(widget, 'city')).to.equal('El Paso');
      expect(value(widget, 'phone')).to.equal(oskar.phone);
      expect(all(widget, '#conflict').length).to.equal(0);
    });

    it('[3.2] another contact takes the place of what was typed for this one', async () => {
      const { widget } = await show();
      await type(widget, { city: 'Houston' });
      widget.contactId = 'con_1';
      for (let turn = 0; turn < 3; turn += 1) await settled(widget);
      expect(value(widget, 'city')).to.equal('Kiel');
    });
  });

  it('[3.7] a contact that is not there says so, without Try again', async () => {
    const { widget } = await show(second, {
      'contacts.get': () => {
        throw new BillingError('not_found', 'x');
      },
    });
    expect(textOf(widget)).to.contain('The contact could not be loaded');
    expect(all(widget, 'button').length).to.equal(0);
  });

  it('[3.6] nobody signed in: the slot, and an event', async () => {
    const { widget } = await show(second, {
      'contacts.get': () => {
        throw new BillingError('session_ended', 'x');
      },
    });
    expect(all(widget, 'slot[name=signed-out]').length).to.equal(1);
  });
});
