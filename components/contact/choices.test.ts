import { expect } from '@open-wc/testing';
import { contactOptions, oskar } from '../../stories/fixtures/contacts.ts';
import { all, one, settled, textOf, unmountAll } from '../internal/testing.ts';
import { box, primary, save, second, sent, show, type, value } from './contact.fixture.ts';
import type { RackrateContact } from './contact.ts';

describe('rr-contact, mails and areas', () => {
  afterEach(unmountAll);

  describe('mails', () => {
    it('[3.2, S101] Toggle all is mixed between all and none', async () => {
      const { widget, adapter } = await show();
      const every = contactOptions.mails.map(({ mail }) => mail);
      const toggle = (): HTMLInputElement => box(widget, 'toggle-mails');
      const chosen = (): number =>
        every.filter((mail) => box(widget, `mail-${mail}`).checked).length;
      expect([toggle().indeterminate, toggle().checked, chosen()]).to.deep.equal([true, false, 2]);
      toggle().click();
      await settled(widget);
      const full = every.length;
      expect([toggle().indeterminate, toggle().checked, chosen()]).to.deep.equal([
        false,
        true,
        full,
      ]);
      toggle().click();
      await settled(widget);
      expect([toggle().indeterminate, toggle().checked, chosen()]).to.deep.equal([false, false, 0]);
      box(widget, 'mail-declined').click();
      await settled(widget);
      await save(widget);
      expect(sent(adapter)[0]?.contact.mails).to.deep.equal(['declined']);
    });

    it('[3.2, S101] what the primary contact must get stays, with a reason', async () => {
      const { widget, adapter } = await show(primary);
      expect(box(widget, 'mail-welcome').disabled).to.equal(true);
      expect(one(widget, '#mail-welcome-hint').innerText).to.contain('always gets it');
      const toggle = box(widget, 'toggle-mails');
      toggle.click();
      await settled(widget);
      toggle.click();
      await settled(widget);
      await save(widget);
      expect(sent(adapter)[0]?.contact.mails).to.have.members(['reminder', 'suspended', 'welcome']);
    });

    it('[3.2, S99, S100] language and format are choices, in words', async () => {
      const { widget, adapter } = await show(second, {
        'contacts.get': () => ({ ...oskar, language: 'et' }),
      });
      const names = all<HTMLOptionElement>(widget, '#language option').map(({ label }) => label);
      expect(names).to.deep.equal(['German', 'English', 'French', 'Estonian']);
      expect(value(widget, 'language')).to.equal('et');
      one<HTMLInputElement>(widget, 'input[value=html]').click();
      await settled(widget);
      await type(widget, { language: 'fr' });
      await save(widget);
      expect(sent(adapter)[0]?.contact.mailFormat).to.equal('html');
      expect(sent(adapter)[0]?.contact.language).to.equal('fr');
    });
  });

  describe('areas', () => {
    const states = (widget: RackrateContact): readonly boolean[] =>
      all<HTMLInputElement>(widget, '#areas input').map(({ disabled }) => disabled);

    it('[3.3] the primary contact has all, and they are fixed', async () => {
      const { widget } = await show(primary);
      expect(states(widget)).to.deep.equal([true, true, true, true, true]);
      expect(box(widget, 'area-domains').checked).to.equal(true);
      expect(textOf(widget)).to.contain('The primary contact has all areas.');
    });

    it('[3.3] an area is given, and the others stay as they were', async () => {
      const { widget, adapter } = await show();
      box(widget, 'area-domains').click();
      await settled(widget);
      await save(widget);
      expect(sent(adapter)[0]?.contact.areas).to.have.members(['domains', 'invoices', 'packages']);
    });

    it('[3.3] only areas that one has oneself, and never contacts from oneself', async () => {
      const { widget } = await show(second, {
        'contacts.get': () => ({ ...oskar, isSelf: true, areas: ['invoices', 'contacts'] }),
        'contacts.options': () => ({ ...contactOptions, areas: ['invoices', 'contacts'] }),
      });
      expect(states(widget)).to.deep.equal([false, true, true, true, true]);
      expect(one(widget, '#area-contacts-hint').innerText).to.contain('from yourself');
      expect(one(widget, '#area-domains-hint').innerText).to.contain('not have this area');
    });
  });
});
