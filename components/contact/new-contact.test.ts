import { expect, oneEvent } from '@open-wc/testing';
import { html } from 'lit';
import type { ContactView } from '../../src/contract/contacts.ts';
import { BillingError } from '../../src/errors.ts';
import { contactOptions, iris } from '../../stories/fixtures/contacts.ts';
import { all, one, settled, textOf, unmountAll } from '../internal/testing.ts';
import { box, fresh, person, save, sent, show, type, value } from './contact.fixture.ts';

describe('rr-contact, a new contact', () => {
  afterEach(unmountAll);

  it('[3.2, S95] is added with a link to set a password, and edited from then on', async () => {
    const { widget, adapter } = await show(fresh);
    expect(value(widget, 'country')).to.equal('DE');
    expect(box(widget, 'toggle-mails').checked).to.equal(true);
    await type(widget, person);
    box(widget, 'area-packages').click();
    await settled(widget);
    const saved = oneEvent(widget, 'rr-contact-saved');
    await save(widget);
    expect((await saved).detail).to.deep.equal({ contactId: 'con_9', added: true });
    expect(sent(adapter)[0]?.contact).to.include({ ...person, country: 'DE', language: 'en' });
    expect(sent(adapter)[0]?.contact.areas).to.deep.equal(['invoices']);
    expect(sent(adapter)[0]?.contact).not.to.have.property('password');
    expect(textOf(widget)).to.contain('A link to set a password goes to maren@brackenfold');
    expect(widget.contactId).to.equal('con_9');
  });

  it('[3.2, 3.3] begins with the address of the client, and the areas that most need', async () => {
    const texas = { ...iris, street2: 'Suite 2', country: 'US', state: 'TX', county: 'Travis' };
    const { widget } = await show(fresh, { 'contacts.get': () => texas });
    const fields = ['street', 'street2', 'zip', 'city', 'country', 'state', 'county'] as const;
    expect(fields.map((id) => value(widget, id))).to.deep.equal(
      fields.map((id) => texas[id] ?? ''),
    );
    expect(value(widget, 'firstName') + value(widget, 'email') + value(widget, 'phone')).to.equal(
      '',
    );
    const areas = all<HTMLInputElement>(widget, '[id^=area-]:checked').map(({ id }) => id);
    expect(areas).to.deep.equal(['area-invoices', 'area-packages']);
    expect(widget.dirty).to.equal(false);
  });

  it('[3.3] begins with no area that its reader has not', async () => {
    const { widget } = await show(fresh, {
      'contacts.options': () => ({ ...contactOptions, areas: ['contacts', 'packages'] }),
    });
    const areas = all<HTMLInputElement>(widget, '[id^=area-]:checked').map(({ id }) => id);
    expect(areas).to.deep.equal(['area-packages']);
  });

  it('[3.2] begins with the country alone where the address cannot be read', async () => {
    const { widget } = await show(fresh, {
      'contacts.list': () => {
        throw new BillingError('unavailable', 'x');
      },
    });
    expect([value(widget, 'country'), value(widget, 'street')]).to.deep.equal(['DE', '']);
  });

  it('[3.2] an operator adds it to the client that the page names', async () => {
    const { widget, adapter } = await show(html`<rr-contact client-id="cli_9"></rr-contact>`);
    await type(widget, person);
    await save(widget);
    const asked = adapter.calls.find(({ name }) => name === 'contacts.list');
    expect(asked?.input).to.deep.equal({ clientId: 'cli_9' });
    const calls = adapter.calls.filter(({ name }) => name === 'contacts.add');
    expect(calls.map(({ input }) => input)).to.have.nested.property('[0].clientId', 'cli_9');
  });

  it('[3.2] a retry after no answer is the same command', async () => {
    const { widget, adapter } = await show(fresh, {
      'contacts.add': (): ContactView => {
        throw new BillingError('offline', 'x');
      },
    });
    await type(widget, person);
    await save(widget);
    await save(widget);
    await type(widget, { city: 'Hamburg' });
    await save(widget);
    const [first, again, other] = sent(adapter).map(({ commandId }) => commandId);
    expect(first).to.match(/^[\da-f-]{36}$/);
    expect(again).to.equal(first);
    expect(other).not.to.equal(first);
  });

  it('[3.2] pressed twice it is sent once', async () => {
    const { widget, adapter } = await show(fresh);
    await type(widget, person);
    one(widget, '#save').click();
    one(widget, '#save').click();
    await settled(widget);
    expect(sent(adapter).length).to.equal(1);
  });
});
