import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseInput } from '../../src/operations/index.ts';
import type { Catalog } from '../../src/rules/catalog.ts';
import { expectSoundBooks } from '../support/books.ts';
import { addContact, changeContact, clientNamed, contactFields } from '../support/contacts.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { buy, codeOf, item, orderAs, type Placed } from '../support/shop.ts';
import { createWorld, emptyStore, frenchOrder, type World } from '../support/world.ts';

const taxes: Catalog['taxes'] = [
  { name: 'TVA', country: 'FR', rate: '20' },
  { name: 'MwSt', country: 'DE', rate: '19' },
  { name: 'Sales tax', country: 'US', state: 'TX', rate: '6.25' },
  { name: 'County tax', country: 'US', state: 'TX', county: 'Travis', rate: '2' },
];

let world: World;
let placed: Placed;
beforeEach(async () => {
  const catalog = { ...scenarioCatalog({ provider: { taxRegime: 'oss' } }), taxes };
  world = await createWorld({ catalog, store: await emptyStore() });
  placed = await buy(world, 'camille', [item('web', 'silver', 'annual')]);
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

async function taxesOf(invoiceId: string): Promise<readonly string[]> {
  const view = await world.engine.execute(placed.client, 'invoices.get', { invoiceId });
  return [view.buyer.country, ...view.taxes.map(({ name, rate }) => `${name} ${rate}`)];
}

/** The taxes of what the client orders now. */
async function taxesNow(): Promise<readonly string[]> {
  const { invoiceId } = await buy(world, placed.client, [item('web', 'silver', 'annual')]);
  return taxesOf(invoiceId);
}

const moves = async () =>
  (await world.engine.execute(world.operator, 'todos.list', {})).rows.filter(
    ({ kind }) => kind === 'place_conflict',
  );

describe('the place of a client', () => {
  it('[3.1, 7.11] follows its primary contact, for what is issued from then on', async () => {
    const { contactId } = placed.client;
    const [issuedTo] = await taxesOf(placed.invoiceId);
    expect(issuedTo).toBe('FR');
    const before = await taxesOf(placed.invoiceId);
    await changeContact(world, placed.client, contactId, { country: 'DE', city: 'Köln' });
    expect(await taxesNow()).toEqual(['DE', 'MwSt 19']);
    expect(await taxesOf(placed.invoiceId)).toEqual(before);
    await changeContact(world, placed.client, contactId, {
      country: 'US',
      state: 'TX',
      county: 'Travis',
    });
    expect(await taxesNow()).toEqual(['US', 'Sales tax 6.25', 'County tax 2']);
    await changeContact(world, placed.client, contactId, { county: 'Harris' });
    expect(await taxesNow()).toEqual(['US', 'Sales tax 6.25']);
  });

  it('[7.12] a move over a border of the EU is told to the operator', async () => {
    const { contactId } = placed.client;
    await changeContact(world, placed.client, contactId, { city: 'Paris' });
    expect(await moves()).toEqual([]);
    await changeContact(world, placed.client, contactId, { country: 'DE' });
    const [todo, ...more] = await moves();
    expect(more).toEqual([]);
    expect(todo?.text).toContain('an address in DE');
    expect(todo?.clientId).toBe(placed.client.clientId);
  });

  it('[7.12] a VAT number counts in another country only once it is confirmed anew', async () => {
    await world.read((handle) =>
      handle
        .updateTable('clients')
        .set({ vat_number: 'FR11123456782', vat_number_valid: true })
        .execute(),
    );
    await changeContact(world, placed.client, placed.client.contactId, { country: 'DE' });
    const client = await world.read((handle) =>
      handle.selectFrom('clients').selectAll().executeTakeFirstOrThrow(),
    );
    expect(client).toMatchObject({ country: 'DE', vat_number_valid: false });
    expect((await moves())[0]?.text).toContain('confirmed anew');
  });

  it('[3.1] follows a contact that becomes the primary one, and no other contact', async () => {
    const view = await addContact(world, placed.client, 'noel', { country: 'DE' });
    expect((await taxesNow())[0]).toBe('FR');
    const { contactId, version } = view;
    await world.engine.execute(placed.client, 'contacts.makePrimary', {
      commandId: world.newId(),
      contactId,
      version,
    });
    expect(await taxesNow()).toEqual(['DE', 'MwSt 19']);
  });
});

describe('state and county', () => {
  const field = (call: () => unknown): string => {
    try {
      call();
      return 'none';
    } catch (error) {
      return String((error as { field?: string }).field);
    }
  };

  it('[3.2, 7.11] of an address in the United States are of the lists that taxes use', () => {
    const add = (more: Partial<ReturnType<typeof contactFields>>) =>
      field(() =>
        parseInput('contacts.add', {
          commandId: world.newId(),
          contact: contactFields('noel', more),
        }),
      );
    expect(add({ country: 'US', state: 'TX', county: 'Travis' })).toBe('none');
    expect(add({ country: 'US' })).toBe('contact.state');
    expect(add({ country: 'US', state: 'Texas' })).toBe('contact.state');
    expect(add({ country: 'US', state: 'TX', county: 'Travis County' })).toBe('contact.county');
    expect(add({ country: 'FR', county: 'Rhône' })).toBe('contact.county');
    expect(add({ country: 'XX' })).toBe('contact.country');
  });

  it('[3.2, 4.3] so are those of an order', () => {
    const order = (more: Parameters<typeof clientNamed>[1]) =>
      field(() =>
        parseInput(
          'orders.place',
          frenchOrder(world.newId(), { client: clientNamed('camille', more) }),
        ),
      );
    expect(order({})).toBe('none');
    expect(order({ country: 'US', state: 'TX', county: 'Travis' })).toBe('none');
    expect(order({ country: 'US', state: 'TX', county: 'Nowhere' })).toBe('client.county');
    expect(order({ country: 'US' })).toBe('client.state');
  });

  it('[3.1] a closed client changes nothing', async () => {
    const { clientId, contactId } = placed.client;
    await world.engine.execute(world.operator, 'clients.changeStatus', {
      commandId: world.newId(),
      clientId,
      status: 'closed',
      reason: 'Asked to.',
    });
    const call = changeContact(world, placed.client, contactId, { city: 'Paris' });
    expect(await codeOf(call)).toBe('client_not_active');
    expect(await codeOf(orderAs(world, 'camille'))).toBe('user_name_taken');
  });
});
