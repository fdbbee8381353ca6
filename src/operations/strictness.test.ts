import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { contract, type OperationName, operationNames } from '../contract/operations.ts';
import { decode, encode, type Json } from '../contract/wire.ts';
import { type BillingError, InvariantError, isBillingError } from '../errors.ts';
import { checkOutput, operationSchemas, parseInput } from './index.ts';
import { sampleInputs } from './samples.fixture.ts';

/** The error of a refused input. */
function refusal(name: OperationName, input: unknown): BillingError {
  try {
    parseInput(name, input);
  } catch (error) {
    if (isBillingError(error)) return error;
    throw error;
  }
  throw new Error(`${name} took an input that it should refuse.`);
}

/** The full sample with the value at a path replaced. */
function changed(name: OperationName, path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(sampleInputs[name]);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  Reflect.set(Object(keys.reduce((at, key) => Reflect.get(Object(at), key), copy)), last, value);
  return copy;
}

/** Paths of all objects within an input, the input itself first. */
function objectsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, member]) => objectsIn(member, [...path, key]));
  return Array.isArray(value) ? inner : [path, ...inner];
}

describe('every operation', () => {
  it.each(operationNames)('[8.1] %s takes each of its fields, through the wire', (name) => {
    const text = JSON.stringify(encode(sampleInputs[name]));
    expect(parseInput(name, decode(JSON.parse(text) as Json))).toEqual(sampleInputs[name]);
  });

  it.each(operationNames)('[3.7] %s refuses an unknown field at every depth', (name) => {
    // What a gateway's browser half gives has names of its own.
    const closed = objectsIn(sampleInputs[name]).filter((path) => path.at(-1) !== 'gatewayData');
    expect(closed[0]).toEqual([]);
    for (const path of closed) {
      for (const key of ['unitAmountMinor', 'paid', 'credit', 'nextDueDate', 'discountPercent']) {
        const field = [...path, key].join('.');
        expect(refusal(name, changed(name, field, 1))).toMatchObject({
          code: 'unknown_field',
          field,
        });
      }
    }
  });

  it.each(operationNames)('[4.4] %s has its path members, and an id if a command', (name) => {
    const { kind, path } = contract[name];
    const { input } = operationSchemas[name];
    if (!(input instanceof z.ZodObject)) throw new Error('An input is an object.');
    for (const [, member = ''] of path.matchAll(/\{(\w+)\}/g)) {
      expect(refusal(name, changed(name, member, 1)).field).toBe(member);
    }
    expect('commandId' in input.shape).toBe(kind === 'command');
    if (kind !== 'command') return;
    const error = refusal(name, changed(name, 'commandId', 'again'));
    expect([error.code, error.field]).toEqual(['invalid_input', 'commandId']);
  });

  it.each(operationNames)('[3.7] %s lets nothing out that its schema does not name', (name) => {
    expect(() => checkOutput(name, { passwordHash: 'x' })).toThrow(InvariantError);
  });
});

describe('amounts on the wire', () => {
  const amounts = ['10,00', '10.005', '1e3', '0x10', '-0', '-0.00', ' 10', '10\u00a0', '+1', ''];
  it.each(amounts)('[8.1] %j is not an amount', (amount) => {
    expect(() => decode({ amount: { amount, currency: 'EUR' } })).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
  });

  it('[8.1] a JSON number is not an amount', () => {
    const input = decode({ amount: { amount: 10, currency: 'EUR' } });
    expect(refusal('payments.methods', input).field).toBe('amount.amount');
  });
});

describe('fields', () => {
  const refused: [OperationName, string, unknown][] = [
    ['orders.place', 'client.firstName', 'Bob\r\nBcc: all@example.com'],
    ['orders.place', 'client.firstName', 'Bob\u0085Bcc:'],
    ['orders.place', 'client.firstName', 'a\u0000b'],
    ['orders.place', 'client.firstName', '\ud800'],
    ['orders.place', 'client.firstName', 'exe.\u202egpj'],
    ['orders.place', 'client.company', '   '],
    ['orders.place', 'client.email', 'ada@example.com\r\nBcc: all@example.com'],
    ['orders.place', 'client.email', `${'a'.repeat(250)}@example.com`],
    ['orders.place', 'client.country', 'ZZ'],
    ['orders.place', 'client.language', 'english please'],
    ['orders.place', 'items.0.domainName', 'localhost'],
    ['orders.place', 'items.0.domainName', '10.0.0.1'],
    ['orders.place', 'items.0.domainName', 'example.com.'],
    ['invoices.get', 'invoiceId', 'a\u0000'],
    ['invoices.list', 'sort', 'number; drop table'],
    ['invoices.list', 'search', 'a'.repeat(101)],
    ['invoices.markPaid', 'paidOn', '2026-02-30'],
    ['invoices.cancel', 'reason', 'a\u0007'],
    ['payments.pay', 'save', 'true'],
    ['clientSessions.create', 'origin', 'https://panel.example/'],
    ['clientSessions.create', 'origin', 'http://panel.example'],
    ['clientSessions.create', 'origin', 'null'],
    ['clientSessions.create', 'origin', '*'],
    ['clientSessions.create', 'areas.0', 'everything'],
    ['packages.changeStatus', 'status', 'deleted'],
  ];
  it.each(refused)('[3.2] %s refuses %s, case %#', (name, path, value) => {
    const error = refusal(name, changed(name, path, value));
    expect([error.code, error.field]).toEqual(['invalid_input', path]);
  });

  it('[3.2] long text is refused in no time', () => {
    const started = performance.now();
    for (const path of ['client.email', 'client.phone', 'client.vatNumber', 'items.0.domainName']) {
      refusal('orders.place', changed('orders.place', path, `${'a'.repeat(50_000)}!`));
    }
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('[4.1] what looks like another domain name is stored as the one that it is', () => {
    for (const typed of ['exa\u00admple.com', 'example\u3002com', '\uff25xample.com']) {
      const input = changed('orders.place', 'items.0.domainName', typed);
      expect(parseInput('orders.place', input).items[0]?.domainName).toBe('example.com');
    }
  });

  it('[3.7] a fault of an answer is told by place, never by value', () => {
    const leak = { userName: 1, secret: 'hunter2' };
    expect(() => checkOutput('passwords.set', leak)).toThrow(/userName.*secret/s);
    expect(() => checkOutput('passwords.set', leak)).not.toThrow(/hunter2/);
  });
});
