import { describe, expect, it } from 'vitest';
import type { OperationName } from '../contract/operations.ts';
import { operationNames } from '../contract/operations.ts';
import { type BillingError, InvariantError, isBillingError } from '../errors.ts';
import { checkOutput, operationSchemas, parseInput } from './index.ts';
import { validInputs } from './inputs.fixture.ts';

function refusal(name: OperationName, input: unknown): BillingError {
  try {
    parseInput(name, input);
  } catch (error) {
    if (isBillingError(error)) return error;
    throw error;
  }
  throw new Error(`${name} took an input that it should refuse.`);
}

/** The valid input with the value at a dotted path set. */
function changed(name: OperationName, path: string, value: unknown): object {
  const copy = structuredClone(validInputs[name]);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const owner = keys.reduce<unknown>((at, key) => Reflect.get(Object(at), key), copy);
  Reflect.set(Object(owner), last, value);
  return copy;
}

const pay = (value: object): object => ({ ...validInputs['payments.pay'], ...value });

describe('inputs', () => {
  it('[2.7] every operation of the contract has its schemas, and there are no others', () => {
    expect(Object.keys(operationSchemas).sort()).toEqual([...operationNames].sort());
  });

  it.each(operationNames)('[19.9] %s takes its valid input and gives it back', (name) => {
    expect(parseInput(name, validInputs[name])).toEqual(validInputs[name]);
  });

  it.each(operationNames)('[19.9] %s refuses an unknown field and names it', (name) => {
    const error = refusal(name, { ...validInputs[name], surprise: 1 });
    expect([error.code, error.field]).toEqual(['unknown_field', 'surprise']);
    expect(error.message).toContain('surprise');
  });

  it.each(operationNames)('[3.8] %s refuses what is no object', (name) => {
    for (const input of [null, undefined, [], 'text', 1]) {
      expect(refusal(name, input).code).toBe('invalid_input');
    }
  });

  it.each([
    ['orders.quote', 'items.0.price'],
    ['orders.quote', 'items.0.addOns.0.price'],
    ['orders.quote', 'taxAddress.rate'],
    ['orders.place', 'client.discount'],
    ['orders.place', 'confirmedTotal.tax'],
    ['payments.pay', 'confirmedTotal.cents'],
    ['payments.methods', 'amount.cents'],
  ] as const)('[4.1] %s refuses the unknown field %s by its path', (name, path) => {
    const error = refusal(name, changed(name, path, 1));
    expect([error.code, error.field]).toEqual(['unknown_field', path]);
  });

  it('[19.9] an own member named __proto__ or constructor is an unknown field', () => {
    for (const key of ['__proto__', 'constructor']) {
      const error = refusal('provider.get', JSON.parse(`{"${key}":{"polluted":true}}`));
      expect([error.code, error.field]).toEqual(['unknown_field', key]);
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('[19.9] an unknown operation is told as such, inherited names too', () => {
    for (const name of ['orders.steal', 'toString', '__proto__']) {
      expect(refusal(name as OperationName, {}).code).toBe('unknown_operation');
    }
  });

  it('[4.1] all faults are told, the first one as the field', () => {
    const error = refusal('orders.place', {
      ...validInputs['orders.place'],
      commandId: '1',
      currency: 'XYZ',
      items: [{ ...validInputs['orders.quote'].items[0], planId: '' }],
      client: {
        ...validInputs['orders.place'].client,
        country: 'fr',
        email: 'a@b.c\r\nBcc: x@y.z',
      },
    });
    const fields = ['commandId', 'currency', 'items.0.planId', 'client.email', 'client.country'];
    expect(error.faults.map(({ field }) => field)).toEqual(fields);
    expect([error.code, error.field]).toEqual(['invalid_input', 'commandId']);
  });
});

describe('amounts', () => {
  it.each([12.5, 12, '12.50', '1e3', null, Number.NaN, 10n ** 15n + 1n, -(10n ** 15n) - 1n])(
    '[8.1] the amount %s is refused',
    (amount) => {
      for (const [name, member] of [
        ['payments.pay', 'confirmedTotal'],
        ['payments.methods', 'amount'],
        ['orders.place', 'confirmedTotal'],
      ] as const) {
        const error = refusal(name, changed(name, member, { amount, currency: 'EUR' }));
        expect([error.code, error.field]).toEqual(['invalid_input', `${member}.amount`]);
      }
    },
  );

  it('[8.1] a bare number, a text and an unknown currency are refused', () => {
    for (const total of [12.5, '12.50 EUR', [], { amount: 1n }, { amount: 1n, currency: 'eur' }]) {
      expect(refusal('payments.pay', pay({ confirmedTotal: total })).code).toBe('invalid_input');
    }
  });

  it('[8.1] the largest amount is taken', () => {
    const amount = { amount: 10n ** 15n, currency: 'JPY' };
    expect(parseInput('payments.methods', { amount })).toEqual({ amount });
  });
});

describe('payments', () => {
  it.each([
    '4242424242424242',
    '4242 4242 4242 4242',
    '4242-4242-4242-4242',
    'card: 5555 5555 5555 4444, 12/29',
    '{"number":"378282246310005"}',
    '4000000000006',
  ])('[9.6] the card number in %j is refused without being repeated', (value) => {
    const error = refusal('payments.pay', pay({ gatewayData: { token: value } }));
    expect([error.code, error.field]).toEqual(['invalid_input', 'gatewayData']);
    expect(error.message).toContain('card number');
    expect(JSON.stringify([error.message, error.faults])).not.toMatch(/\d{4}/);
  });

  it.each(['tok_4242424242424242', '4242424242424241', '424242424242', 'a-4242424242424242'])(
    '[9.6] %j is no card number',
    (token) => {
      const input = pay({ gatewayData: { token } });
      expect(parseInput('payments.pay', input)).toEqual(input);
    },
  );

  it('[9.6] what the gateway gave is at most 20 short texts', () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`k${index}`, 'x']));
    for (const gatewayData of [many, { token: 'x'.repeat(501) }, { token: 1 }, { token: {} }]) {
      expect(refusal('payments.pay', pay({ gatewayData })).code).toBe('invalid_input');
    }
  });

  it('[8.1] a payment names either a method or a billing account', () => {
    const { methodId: _left, ...neither } = validInputs['payments.pay'];
    for (const input of [neither, pay({ billingAccountId: 'account-1' })]) {
      const error = refusal('payments.pay', input);
      expect([error.code, error.field]).toEqual(['invalid_input', 'methodId']);
    }
    const kept = { ...neither, billingAccountId: 'account-1' };
    expect(parseInput('payments.pay', kept)).toEqual(kept);
  });

  it('[8.1] at least one invoice and at most 100 are paid at once', () => {
    const ids = Array.from({ length: 101 }, (_, index) => `invoice-${index}`);
    expect(refusal('payments.pay', pay({ invoiceIds: [] })).field).toBe('invoiceIds');
    expect(refusal('payments.pay', pay({ invoiceIds: ids })).field).toBe('invoiceIds');
    expect(refusal('payments.options', { invoiceIds: ids }).field).toBe('invoiceIds');
  });

  it.each(['javascript:alert(1)', '/back', 'ftp://a.example/', 'https://u:p@a.example/'])(
    '[8.1] a return to %s is refused',
    (returnUrl) => expect(refusal('payments.pay', pay({ returnUrl })).field).toBe('returnUrl'),
  );
});

describe('fields', () => {
  it.each([
    ['orders.place', 'client.email', 'ada @example.com'],
    ['orders.place', 'client.email', `${'a'.repeat(250)}@example.com`],
    ['orders.place', 'client.firstName', '   '],
    ['orders.place', 'client.firstName', 'Ada\u0000'],
    ['orders.place', 'client.userName', 'ad'],
    ['orders.place', 'client.userName', 'ada martin'],
    ['orders.place', 'client.password', 'too short'],
    ['orders.place', 'client.country', 'ZZ'],
    ['orders.place', 'items', []],
    ['orders.quote', 'items.0.addOns.0.quantity', 1.5],
    ['orders.quote', 'items.0.addOns.0.quantity', -1],
    ['orders.quote', 'items.0.addOns.0.quantity', 1001],
    ['orders.quote', 'items.0.domainName', 'not a domain'],
    ['orders.quote', 'items.0.domainName', '-a.example'],
    ['orders.get', 'orderId', ''],
    ['orders.get', 'orderId', 'x'.repeat(65)],
    ['invoices.list', 'search', 'x'.repeat(101)],
    ['invoices.list', 'cursor', 'x'.repeat(1001)],
    ['invoices.markPaid', 'paidOn', '2026-02-30'],
    ['clientSessions.create', 'origin', 'https://panel.example/'],
    ['clientSessions.create', 'origin', 'https://panel.example:443'],
    ['clientSessions.create', 'origin', 'null'],
    ['clientSessions.create', 'areas', ['everything']],
  ] as const)('[3.2] %s refuses %s = %j', (name, path, value) => {
    const { code, faults } = refusal(name, changed(name, path, value));
    expect(code).toBe('invalid_input');
    expect(faults.every(({ field }) => field === path || field.startsWith(`${path}.`))).toBe(true);
  });

  it('[4.1] more than 20 things in one order are refused', () => {
    const [item] = validInputs['orders.quote'].items;
    const items = Array.from({ length: 21 }, () => item);
    expect(refusal('orders.quote', { currency: 'EUR', items }).field).toBe('items');
  });

  it('[4.1] a domain name is given back in its ASCII form', () => {
    const parsed = parseInput('orders.quote', {
      ...changed('orders.quote', 'items.0.domainName', 'Bücher.Example'),
    });
    expect(parsed.items[0]?.domainName).toBe('xn--bcher-kva.example');
  });

  it('[3.2] texts are trimmed', () => {
    const parsed = parseInput('orders.place', changed('orders.place', 'client.city', ' Lyon '));
    expect(parsed.client?.city).toBe('Lyon');
  });
});

describe('outputs', () => {
  const order = {
    orderId: 'order-1',
    number: 1,
    clientId: 'client-1',
    status: 'unpaid',
    invoiceId: 'invoice-1',
    invoiceNumber: 'HL-2026-000001',
    total: { amount: 10_355n, currency: 'EUR' },
    balance: { amount: 10_355n, currency: 'EUR' },
    packageIds: [],
    lapsesOn: null,
  };

  it('[19.9] an answer of its schema passes as it is', () => {
    expect(checkOutput('orders.get', order)).toEqual(order);
  });

  it.each([
    ['passwordHash', { ...order, passwordHash: 'secret-value' }],
    ['total.cents', { ...order, total: { ...order.total, cents: 1 } }],
    ['balance.amount', { ...order, balance: { amount: 10, currency: 'EUR' } }],
    ['status', { ...order, status: 'secret-value' }],
  ])('[19.9] a wrong %s is a fault of ours that names the path, not the value', (path, output) => {
    const check = (): unknown => checkOutput('orders.get', output);
    expect(check).toThrow(InvariantError);
    expect(check).toThrow(`orders.get breaks its schema: ${path}: `);
    expect(check).not.toThrow('secret-value');
  });
});
