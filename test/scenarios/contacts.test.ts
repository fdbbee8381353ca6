import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContactFields, ContactView } from '../../src/contract/contacts.ts';
import type { Area, Principal } from '../../src/contract/operation.ts';
import { areas } from '../../src/contract/operation.ts';
import { isBillingError } from '../../src/errors.ts';
import { chosenEvents } from '../../src/notices/templates.ts';
import { expectSoundBooks } from '../support/books.ts';
import {
  addContact,
  changeContact,
  contactFields,
  fieldsOf,
  signedIn,
} from '../support/contacts.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { codeOf, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
let placed: Placed;
let primary: Principal;
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
  placed = await orderAs(world, 'camille');
  primary = placed.client;
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const list = async (who: Principal = primary) =>
  (await world.engine.execute(who, 'contacts.list', {})).rows;
const get = (contactId: string, who: Principal = primary) =>
  world.engine.execute(who, 'contacts.get', { contactId });

/** Removes a contact or makes it the primary one, as it stands. */
async function act(
  name: 'contacts.remove' | 'contacts.makePrimary',
  contactId: string,
  who: Principal = primary,
) {
  const { version } = await get(contactId, world.operator);
  return world.engine.execute(who, name, { commandId: world.newId(), contactId, version });
}

/** Code and field of the error that a call ends with. */
async function fault(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isBillingError(error)) throw error ?? new Error('It was done.');
  return `${error.code} ${error.field}`;
}

const users = () =>
  world.read((handle) => handle.selectFrom('user').select(['id', 'username']).execute());

const userOf = async (userName: string): Promise<string> =>
  (await users()).find(({ username }) => username === userName)?.id ?? '';

/** Somebody signed in by user name and password. */
async function openSignIn(userName: string): Promise<void> {
  const id = await userOf(userName);
  await world.read((handle) =>
    sql`insert into session (id, "expiresAt", token, "createdAt", "updatedAt", "userId")
      values (${world.newId()}, now(), ${world.newId()}, now(), now(), ${id})`.execute(handle),
  );
}

const signIns = async (userName: string): Promise<number> => {
  const id = await userOf(userName);
  const rows = await world.read((handle) =>
    handle.selectFrom('session').select('id').where('userId', '=', id).execute(),
  );
  return rows.length;
};

async function tokenOf(contactId: string, of: readonly Area[] = areas): Promise<string> {
  const { token } = await world.engine.execute(world.operator, 'clientSessions.create', {
    commandId: world.newId(),
    clientId: placed.client.clientId,
    contactId,
    areas: of,
    origin: 'https://panel.example',
  });
  return token;
}

const whoIs = (token: string) => world.engine.authenticate(token, 'https://panel.example');

describe('the contacts of a client', () => {
  it('[3.2, 3.3] has the one of the order as the primary one, with all areas and mails', async () => {
    const [row, ...others] = await list();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ name: 'Camille Moreau', isPrimary: true, isSelf: true, areas });
    expect(await get(placed.client.contactId)).toMatchObject({
      language: 'fr',
      mailFormat: 'html',
      mails: chosenEvents,
      mobile: null,
      version: 1,
    });
  });

  it('[3.2] a new one keeps every field, and each can be changed or emptied', async () => {
    const all: ContactFields = {
      company: 'Durand SARL',
      firstName: 'Nora',
      lastName: 'Durand',
      email: 'nora@example.com',
      street: '500 Congress Ave',
      street2: 'Floor 2',
      city: 'Austin',
      state: 'TX',
      county: 'Travis',
      zip: '78701',
      country: 'US',
      phone: '+1 512 555 0101',
      phone2: '+1 512 555 0102',
      fax: '+1 512 555 0103',
      mobile: '+1 512 555 0104',
      userName: 'Nora.D',
      language: 'en',
      mailFormat: 'plain',
      mails: ['invoice', 'paid'],
      areas: ['invoices', 'packages'],
    };
    const added = await addContact(world, primary, 'nora', all);
    const { contactId, clientId, isPrimary, isSelf, version, ...fields } = added;
    expect(fields).toEqual(all);
    expect({ clientId, isPrimary, isSelf, version }).toEqual({
      clientId: placed.client.clientId,
      isPrimary: false,
      isSelf: false,
      version: 1,
    });
    const changed = await world.engine.execute(primary, 'contacts.change', {
      commandId: world.newId(),
      contactId,
      version,
      contact: contactFields('nora.durand'),
    });
    const { password: _, ...expected } = contactFields('nora.durand');
    expect(changed).toMatchObject({ ...expected, company: null, fax: null, county: null });
    expect(changed.version).toBe(2);
    const { rows } = await world.engine.execute(primary, 'contacts.list', {});
    expect(rows.map((row) => row.version)).toContain(2);
    expect((await list()).map(({ userName }) => userName)).toEqual(['camille', 'nora.durand']);
  });

  it('[3.2] offers languages with a translation, mails, and the areas that the asker has', async () => {
    const added = await addContact(world, primary, 'noel', { areas: ['contacts', 'packages'] });
    const options = await world.engine.execute(signedIn(added), 'contacts.options', {});
    expect(options.areas).toEqual(['packages', 'contacts']);
    expect(options.languages).toEqual(['en']);
    expect(options.mails).toContainEqual({ mail: 'welcome', required: true });
    expect(options.mails).toContainEqual({ mail: 'invoice', required: false });
    expect(await fault(addContact(world, primary, 'x.y', { language: 'xx' }))).toBe(
      'invalid_input contact.language',
    );
    expect(await fault(addContact(world, primary, 'x.y', { mails: ['gossip'] }))).toBe(
      'invalid_input contact.mails',
    );
  });

  it('[3.2] the counties of a US state are those that taxes know', async () => {
    const visitor = { kind: 'public' } as const;
    const counties = async (state: string) =>
      (await world.engine.execute(visitor, 'contacts.counties', { state })).counties;
    expect(await counties('TX')).toHaveLength(254);
    expect(await counties('TX')).toContain('Travis');
    expect(await counties('ZZ')).toEqual([]);
  });

  it('[3.2] a change of what was changed meanwhile is refused', async () => {
    const view = await addContact(world, primary, 'noel');
    await changeContact(world, primary, view.contactId, { phone: '+33 1 00 00 00 00' });
    const late = { commandId: world.newId(), contactId: view.contactId, version: view.version };
    const contact = fieldsOf(view);
    const { engine } = world;
    expect(await codeOf(engine.execute(primary, 'contacts.change', { ...late, contact }))).toBe(
      'stale_version',
    );
    expect(await codeOf(engine.execute(primary, 'contacts.remove', late))).toBe('stale_version');
    expect(await codeOf(engine.execute(primary, 'contacts.makePrimary', late))).toBe(
      'stale_version',
    );
  });

  it('[3.7] are nobody else’s to see, to change or to remove', async () => {
    const view = await addContact(world, primary, 'noel');
    const { client: other } = await orderAs(world, 'other');
    const { contactId } = view;
    const by = { commandId: world.newId(), version: 1 };
    const contact = fieldsOf(view);
    for (const id of [contactId, world.newId()]) {
      const { engine } = world;
      expect(await codeOf(get(id, other))).toBe('not_found');
      for (const call of [
        engine.execute(other, 'contacts.change', { ...by, contactId: id, contact }),
        engine.execute(other, 'contacts.remove', { ...by, contactId: id }),
        engine.execute(other, 'contacts.makePrimary', { ...by, contactId: id }),
      ]) {
        expect(await codeOf(call)).toBe('not_found');
      }
    }
    const of = { clientId: placed.client.clientId };
    expect(await codeOf(world.engine.execute(other, 'contacts.list', of))).toBe('not_found');
    expect((await world.engine.execute(world.operator, 'contacts.list', of)).rows).toHaveLength(2);
    expect(await codeOf(world.engine.execute(world.operator, 'contacts.list', {}))).toBe(
      'invalid_input',
    );
  });
});

describe('the sign-in of a contact', () => {
  it('[3.4] is its own; user names are unique over all, e-mail addresses are not', async () => {
    const email = 'camille@atelier-lumiere.example';
    await addContact(world, primary, 'noel', { email });
    const { client: other } = await orderAs(world, 'other');
    const taken = 'user_name_taken contact.userName';
    expect(await fault(addContact(world, other, 'NOEL'))).toBe(taken);
    expect(await fault(addContact(world, primary, 'camille'))).toBe(taken);
    const own = await addContact(world, other, 'nina');
    expect(await fault(changeContact(world, other, own.contactId, { userName: 'noel' }))).toBe(
      taken,
    );
    expect((await users()).map(({ username }) => username).sort()).toEqual(
      ['camille', 'nina', 'noel', 'other'].sort(),
    );
    const principal = await world.engine.principalOfUser(await userOf('noel'));
    expect(principal).toMatchObject({ kind: 'client', areas: ['invoices', 'contacts'] });
  });

  it('[3.11] without a password it begins with a link that is mailed to it', async () => {
    const { password: _, ...contact } = contactFields('noel');
    await world.engine.execute(primary, 'contacts.add', { commandId: world.newId(), contact });
    await world.settle();
    const mail = world.mails.find(({ to }) => to === 'noel@atelier-lumiere.example');
    expect(mail?.subject).toContain('sign-in');
    const token = /#token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
    const set = { commandId: world.newId(), token, password: 'a pass phrase of its own' };
    const visitor = { kind: 'public' } as const;
    expect(await world.engine.execute(visitor, 'passwords.set', set)).toEqual({ userName: 'noel' });
    const log = await world.read((handle) => handle.selectFrom('mails').select('text').execute());
    expect(JSON.stringify(log)).not.toContain(token);
  });

  it('[3.4] a new password ends where it was signed in, and no other contact’s', async () => {
    const { contactId } = await addContact(world, primary, 'noel');
    for (const name of ['noel', 'noel', 'camille']) await openSignIn(name);
    await changeContact(world, primary, contactId, { phone: '+33 1 00 00 00 00' });
    expect([await signIns('noel'), await signIns('camille')]).toEqual([2, 1]);
    await changeContact(world, primary, contactId, { password: 'a wholly new pass phrase' });
    expect([await signIns('noel'), await signIns('camille')]).toEqual([0, 1]);
    const credentials = await world.read((handle) =>
      handle.selectFrom('account').select('password').execute(),
    );
    expect(credentials).toContainEqual({ password: 'hash of a wholly new pass phrase' });
  });

  it('[3.4] who sets his own password stays signed in where he does it', async () => {
    await openSignIn('camille');
    await openSignIn('camille');
    const userId = await userOf('camille');
    const ids = () =>
      world.read((handle) =>
        handle.selectFrom('session').select('id').where('userId', '=', userId).execute(),
      );
    const [asking] = await ids();
    const camille: Principal = { ...placed.client, signInId: asking?.id ?? '' };
    await changeContact(world, camille, placed.client.contactId, { password: 'a new pass phrase' });
    expect(await ids()).toEqual([asking]);
  });

  it('[3.4] a new user name is the one to sign in with', async () => {
    const { contactId } = await addContact(world, primary, 'noel');
    const id = await userOf('noel');
    await changeContact(world, primary, contactId, { userName: 'Noel.Durand' });
    expect(await userOf('noel.durand')).toBe(id);
    expect(await userOf('noel')).toBe('');
  });

  it('[3.4] a link to the old e-mail address is worth nothing after a change of it', async () => {
    const { password: _, ...contact } = contactFields('noel');
    const commandId = world.newId();
    const view = await world.engine.execute(primary, 'contacts.add', { commandId, contact });
    await world.settle();
    const text = world.mails.find(({ to }) => to.startsWith('noel@'))?.text ?? '';
    const token = /#token=([\w-]+)/.exec(text)?.[1] ?? '';
    await changeContact(world, primary, view.contactId, { email: 'new@example.com' });
    const set = { commandId: world.newId(), token, password: 'a pass phrase of its own' };
    expect(await codeOf(world.engine.execute({ kind: 'public' }, 'passwords.set', set))).toBe(
      'link_not_valid',
    );
  });
});

describe('the areas of a contact', () => {
  it('[3.3] are what it may see, at once', async () => {
    const { contactId } = await addContact(world, primary, 'noel', { areas: ['invoices'] });
    const token = await tokenOf(contactId);
    const before = await whoIs(token);
    expect(before).toMatchObject({ areas: ['invoices'] });
    await changeContact(world, primary, contactId, { areas: [] });
    expect(await whoIs(token)).toMatchObject({ areas: [] });
  });

  it('[3.3] nobody gives or takes an area that he has not', async () => {
    const noel = signedIn(await addContact(world, primary, 'noel'));
    const third = await addContact(world, primary, 'third', { areas: ['packages'] });
    const refused = 'forbidden contact.areas';
    expect(await fault(addContact(world, noel, 'fourth', { areas: ['packages'] }))).toBe(refused);
    const { contactId } = third;
    expect(await fault(changeContact(world, noel, contactId, { areas: [] }))).toBe(refused);
    const given = await changeContact(world, noel, contactId, { areas: ['packages', 'invoices'] });
    expect(given.areas).toEqual(['invoices', 'packages']);
  });

  it('[3.3] nobody takes the sign-in of a contact with areas that he has not', async () => {
    const noel = signedIn(await addContact(world, primary, 'noel'));
    const { contactId } = placed.client;
    const change = (more: Partial<ContactFields>) =>
      fault(changeContact(world, noel, contactId, more));
    expect(await change({ userName: 'mine' })).toBe('forbidden contact.userName');
    expect(await change({ email: 'mine@example.com' })).toBe('forbidden contact.email');
    expect(await change({ password: 'now it is mine' })).toBe('forbidden contact.password');
    expect((await changeContact(world, noel, contactId, { fax: '+33 1 99' })).fax).toBe('+33 1 99');
    const narrow: Principal = { ...placed.client, areas: ['contacts'] };
    expect(await fault(changeContact(world, narrow, contactId, { password: 'from a page' }))).toBe(
      'forbidden contact.password',
    );
  });

  it('[3.3] nobody locks himself out, and the primary contact has them all', async () => {
    const view = await addContact(world, primary, 'noel');
    const noel = signedIn(view);
    expect(await fault(changeContact(world, noel, view.contactId, { areas: ['invoices'] }))).toBe(
      'invalid_input contact.areas',
    );
    const { contactId } = placed.client;
    expect(await fault(changeContact(world, primary, contactId, { areas: ['contacts'] }))).toBe(
      'invalid_input contact.areas',
    );
    expect(await fault(changeContact(world, primary, contactId, { mails: [] }))).toBe(
      'invalid_input contact.mails',
    );
    expect(await fault(act('contacts.remove', contactId))).toBe('invalid_input contactId');
    expect(await fault(act('contacts.remove', view.contactId, noel))).toBe(
      'invalid_input contactId',
    );
  });
});

describe('the primary contact', () => {
  it('[3.3] there is one; another that becomes it gets all areas', async () => {
    const view = await addContact(world, primary, 'noel', { areas: ['invoices', 'contacts'] });
    expect(await fault(act('contacts.makePrimary', view.contactId, signedIn(view)))).toBe(
      'forbidden contactId',
    );
    const { rows } = await act('contacts.makePrimary', view.contactId);
    expect(rows.map(({ userName, isPrimary }) => [userName, isPrimary])).toEqual([
      ['noel', true],
      ['camille', false],
    ]);
    expect(rows[0]?.areas).toEqual(areas);
    expect((await get(view.contactId)).mails).toContain('price_raise');
    const client = await world.engine.execute(primary, 'clients.get', {
      clientId: placed.client.clientId,
    });
    expect(client).toMatchObject({ name: 'Noël Durand', language: 'en' });
    expect(client.primaryContact.userName).toBe('noel');
    await act('contacts.remove', placed.client.contactId, signedIn(await get(view.contactId)));
    expect(await list(signedIn(view))).toHaveLength(1);
  });
});

describe('a contact that is removed', () => {
  let gone: ContactView;
  beforeEach(async () => {
    await world.settle();
    gone = await addContact(world, primary, 'noel', { mails: [...chosenEvents], areas });
  });

  it('[3.3] has no sign-in, session or link any more', async () => {
    const token = await tokenOf(gone.contactId);
    await openSignIn('noel');
    const id = await userOf('noel');
    expect(await whoIs(token)).not.toBeNull();
    await act('contacts.remove', gone.contactId);
    expect(await whoIs(token)).toBeNull();
    expect(await world.engine.principalOfUser(id)).toBeNull();
    expect(await userOf('noel')).toBe('');
    expect(await codeOf(get(gone.contactId))).toBe('not_found');
    expect(await codeOf(tokenOf(gone.contactId))).toBe('not_found');
    expect(await list()).toHaveLength(1);
    // The name is free again.
    expect((await addContact(world, primary, 'noel')).userName).toBe('noel');
  });

  it('[3.3] gets no mail, not even one that was due', async () => {
    const { password: _, ...contact } = contactFields('late');
    const commandId = world.newId();
    const late = await world.engine.execute(primary, 'contacts.add', { commandId, contact });
    await payCard(world, placed, 'good');
    for (const { contactId } of [gone, late]) await act('contacts.remove', contactId);
    await world.settle();
    const told = world.mails.map(({ to }) => to);
    for (const { email } of [gone, late]) expect(told).not.toContain(email);
    const due = await world.read((handle) =>
      handle.selectFrom('tasks').select('key').where('state', '<>', 'done').execute(),
    );
    expect(due.filter(({ key }) => /^(mail|contact)/.test(key))).toEqual([]);
  });

  it('[3.3] leaves its billing accounts to the primary contact, and its charges as they are', async () => {
    const noel = signedIn(gone);
    await payCard(world, { ...placed, client: noel }, 'good', { save: true });
    await world.settle();
    const rows = () =>
      world.read(async (handle) => ({
        accounts: await handle.selectFrom('billing_accounts').select('contact_id').execute(),
        charges: await handle.selectFrom('charges').select('contact_id').execute(),
      }));
    expect(await rows()).toMatchObject({ accounts: [{ contact_id: gone.contactId }] });
    await act('contacts.remove', gone.contactId);
    expect(await rows()).toEqual({
      accounts: [{ contact_id: placed.client.contactId }],
      charges: [{ contact_id: gone.contactId }],
    });
  });
});
