import { beforeAll, describe, expect, it } from 'vitest';
import type { Handle, Store } from '../../src/storage/database.ts';
import { isDuplicate } from '../../src/storage/store.ts';

const at = new Date('2026-11-22T10:00:00Z');
const day = '2026-11-22';

/** One client with an order, a package with one item, and an invoice with one line. */
async function seed(handle: Handle): Promise<void> {
  await handle
    .insertInto('clients')
    .values({
      id: 'c1',
      name: 'Ada',
      status: 'active',
      currency: 'EUR',
      country: 'FR',
      state: null,
      county: null,
      vat_number: null,
      vat_number_valid: false,
      tax_exempt: false,
      language: 'en',
      created_at: at,
    })
    .execute();
  await handle
    .insertInto('contacts')
    .values({
      id: 'k1',
      client_id: 'c1',
      user_id: null,
      is_primary: true,
      company: null,
      first_name: 'Ada',
      last_name: 'L',
      email: 'ada@example.com',
      street: 'S',
      street2: null,
      city: 'C',
      state: null,
      county: null,
      zip: 'Z',
      country: 'FR',
      phone: '1',
      user_name: 'ada',
      language: 'en',
      areas: [],
      created_at: at,
    })
    .execute();
  await handle
    .insertInto('orders')
    .values({
      id: 'o1',
      client_id: 'c1',
      invoice_id: null,
      status: 'unpaid',
      currency: 'EUR',
      document: '{}',
      lapses_on: null,
      placed_on: day,
      created_at: at,
    })
    .execute();
  for (const id of ['i1', 'i2']) await handle.insertInto('invoices').values(invoice(id)).execute();
  for (const id of ['ch1', 'ch2']) await handle.insertInto('charges').values(charge(id)).execute();
}

function invoice(id: string, corrects: string | null = null) {
  return {
    id,
    number: `N-${id}`,
    kind: corrects === null ? ('invoice' as const) : ('credit_note' as const),
    client_id: 'c1',
    order_id: 'o1',
    corrects,
    currency: 'EUR',
    issued_on: day,
    due_on: day,
    net: 100n,
    tax: 20n,
    total: 120n,
    document: '{}',
    created_at: at,
  };
}

function charge(id: string) {
  return {
    id,
    client_id: 'c1',
    contact_id: 'k1',
    method_id: 'card',
    plugin_id: 'sandbox',
    billing_account_id: null,
    currency: 'EUR',
    amount: 120n,
    state: 'created',
    method_label: 'Card',
    reference: null,
    action: null,
    failure_code: null,
    failure_message: null,
    failure_group: null,
    vendor_code: null,
    input: '{}',
    expires_at: null,
    created_at: at,
    settled_at: null,
  };
}

function line(id: string, originId: string, kind: 'cycle' | 'setup' = 'cycle') {
  return {
    id,
    invoice_id: 'i1',
    position: Number(id.replace(/\D/g, '')),
    package_id: null,
    item_id: null,
    kind,
    origin: 'order' as const,
    origin_id: originId,
    period_start: day,
    period_end: '2027-11-22',
    quantity: 1,
    net: 100n,
  };
}

function transaction(id: string, invoiceId: string | null) {
  return {
    id,
    client_id: 'c1',
    invoice_id: invoiceId,
    charge_id: 'ch1',
    kind: 'payment' as const,
    status: 'settled' as const,
    plugin_id: 'sandbox',
    reference: 'ch_000001',
    method: 'Card',
    status_code: '00',
    message: null,
    made_on: day,
    currency: 'EUR',
    amount: 120n,
    created_at: at,
  };
}

const allocation = (chargeId: string, open: boolean) => ({
  charge_id: chargeId,
  invoice_id: 'i1',
  amount: 120n,
  open,
});

const entry = (id: string) => ({
  id,
  key: 'payment:sandbox:ch_000001',
  kind: 'payment',
  client_id: 'c1',
  actor: 'test',
  made_on: day,
  created_at: at,
});

type Insert = (handle: Handle) => Promise<unknown>;

/** Two direct inserts each, of which the database refuses the second (Laws 5, 10, 11). */
const duplicates: Readonly<Record<string, readonly [Insert, Insert]>> = {
  'two open charges of one invoice': [
    (handle) => handle.insertInto('charge_allocations').values(allocation('ch1', true)).execute(),
    (handle) => handle.insertInto('charge_allocations').values(allocation('ch2', true)).execute(),
  ],
  'one cause that writes its line twice': [
    (handle) =>
      handle
        .insertInto('invoice_lines')
        .values(line('l1', 'o1', 'setup'))
        .execute(),
    (handle) =>
      handle
        .insertInto('invoice_lines')
        .values(line('l2', 'o1', 'setup'))
        .execute(),
  ],
  'one gateway transaction of an invoice booked twice': [
    (handle) => handle.insertInto('transactions').values(transaction('t1', 'i1')).execute(),
    (handle) => handle.insertInto('transactions').values(transaction('t2', 'i1')).execute(),
  ],
  'one gateway transaction booked to credit twice': [
    (handle) => handle.insertInto('transactions').values(transaction('t3', null)).execute(),
    (handle) => handle.insertInto('transactions').values(transaction('t4', null)).execute(),
  ],
  'one event in the books twice': [
    (handle) => handle.insertInto('entries').values(entry('e1')).execute(),
    (handle) => handle.insertInto('entries').values(entry('e2')).execute(),
  ],
  'two full credit notes of one invoice': [
    (handle) => handle.insertInto('invoices').values(invoice('n1', 'i1')).execute(),
    (handle) => handle.insertInto('invoices').values(invoice('n2', 'i1')).execute(),
  ],
  'one use of a promotion counted twice': [
    (handle) =>
      handle
        .insertInto('promotion_uses')
        .values({ promotion: 'P', client_id: 'c1', nth: 1, order_id: 'o1' })
        .execute(),
    (handle) =>
      handle
        .insertInto('promotion_uses')
        .values({ promotion: 'P', client_id: 'c1', nth: 2, order_id: 'o1' })
        .execute(),
  ],
};

/** What the database itself refuses; the same on PGlite and on PostgreSQL. */
export function storageLaws(open: () => Promise<Store>): void {
  describe('what the database refuses', () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
      await store.transaction(seed);
      return () => store.close();
    });

    it.each(Object.keys(duplicates))('[6.8, 8.5] %s', async (name) => {
      const [first, second] = duplicates[name] ?? [];
      if (first === undefined || second === undefined) throw new Error('There is no such case.');
      await store.transaction(first);
      const again = await store.transaction(second).catch((error: unknown) => error);
      expect(isDuplicate(again)).toBe(true);
    });

    it('[6.8] one period of an item that stands twice', async () => {
      await store.transaction(async (handle) => {
        await handle.insertInto('packages').values(hostingPackage).execute();
        await handle.insertInto('package_items').values(packageItem).execute();
        const own = { ...line('l10', 'o10'), item_id: 'item1' };
        await handle.insertInto('invoice_lines').values(own).execute();
      });
      const twice = { ...line('l11', 'o11'), item_id: 'item1' };
      const insert: Insert = (handle) => handle.insertInto('invoice_lines').values(twice).execute();
      const refused = await store.transaction(insert).catch((error: unknown) => error);
      expect(isDuplicate(refused, 'one_standing_cycle_line')).toBe(true);
      await store.transaction((handle) =>
        handle
          .updateTable('invoice_lines')
          .set({ standing: false })
          .where('id', '=', 'l10')
          .execute(),
      );
      await expect(store.transaction(insert)).resolves.toBeDefined();
    });

    it('[7.4, 17.2] a change or removal of an issued document, an entry or a posting', async () => {
      await store.transaction(async (handle) => {
        await handle
          .insertInto('entries')
          .values({ ...entry('e9'), key: 'nine' })
          .execute();
        const posting = { entry_id: 'e9', position: 0, account: 'revenue', currency: 'EUR' };
        await handle
          .insertInto('postings')
          .values({ ...posting, subaccount: null, client_id: null, amount: 1n })
          .execute();
      });
      const changes: readonly Insert[] = [
        (handle) => handle.updateTable('invoices').set({ document: '[]' }).execute(),
        (handle) => handle.deleteFrom('invoices').where('id', '=', 'i2').execute(),
        (handle) => handle.updateTable('entries').set({ actor: 'another' }).execute(),
        (handle) => handle.deleteFrom('entries').execute(),
        (handle) => handle.updateTable('postings').set({ amount: 2n }).execute(),
        (handle) => handle.deleteFrom('postings').execute(),
      ];
      for (const change of changes) {
        await expect(store.transaction(change)).rejects.toThrow(/never changed/);
      }
    });

    it('[7.8] a document that does not add up, and a balance below zero', async () => {
      const wrong = { ...invoice('i9'), total: 121n };
      const insert: Insert = (handle) => handle.insertInto('invoices').values(wrong).execute();
      await expect(store.transaction(insert)).rejects.toThrow(/check/);
      const state = { invoice_id: 'i2', client_id: 'c1', status: 'unpaid' as const };
      const below: Insert = (handle) =>
        handle
          .insertInto('invoice_states')
          .values({ ...state, balance: -1n, sent_at: null })
          .execute();
      await expect(store.transaction(below)).rejects.toThrow(/check/);
    });
  });
}

const hostingPackage = {
  id: 'p1',
  client_id: 'c1',
  order_id: 'o1',
  product_id: 'web',
  product_name: 'Web',
  plan_id: 'silver',
  plan_name: 'Silver',
  kind: 'hosting',
  domain_name: null,
  currency: 'EUR',
  cycle: 'annual',
  price: 100n,
  status: 'pending',
  status_note: null,
  ordered_on: day,
  anchor: null,
  activated_on: null,
  period_start: null,
  period_end: null,
  panel_plugin: null,
  panel_plan: null,
  panel_reference: null,
  panel_user_name: null,
  panel_server_group: null,
  panel_control_panel: null,
  created_at: at,
};

const packageItem = {
  id: 'item1',
  package_id: 'p1',
  add_on_id: null,
  name: 'Silver',
  one_time: false,
  quantity: 1,
  recurring: 100n,
  setup: 0n,
  promotion: null,
  billed_through: null,
  since: day,
};
