import { describe, expect, it } from 'vitest';
import { createBilling } from './billing.ts';
import type { Adapter, ExecuteOptions } from './contract/operations.ts';
import { BillingError, type ErrorCode } from './errors.ts';

/** A backend that gives one answer, or throws, and records what it was asked for. */
function backend(answer: () => unknown): { adapter: Adapter; asked: unknown[][] } {
  const asked: unknown[][] = [];
  const execute = async (...call: readonly unknown[]): Promise<never> => {
    asked.push([...call]);
    return answer() as never;
  };
  return { adapter: { execute }, asked };
}

function refuses(code: ErrorCode): () => never {
  return () => {
    throw new BillingError(code, 'No.');
  };
}

describe('the facade', () => {
  it('calls the operation of noun and verb, with input and options', async () => {
    const { adapter, asked } = backend(() => 'answer');
    const options: ExecuteOptions = { signal: AbortSignal.timeout(1000) };
    const answer = await createBilling(adapter).invoices.get({ invoiceId: 'i1' }, options);
    expect(answer).toBe('answer');
    expect(asked).toEqual([['invoices.get', { invoiceId: 'i1' }, options]]);
  });

  it('is no promise, and tells its adapter', async () => {
    const { adapter, asked } = backend(() => null);
    const billing = await createBilling(adapter);
    expect(billing.adapter).toBe(adapter);
    expect(asked).toEqual([]);
  });
});

describe('features', () => {
  it('[19.8] are a set of what the backend offers', async () => {
    const { adapter, asked } = backend(() => ({ features: ['invoices', 'pay'] }));
    const features = await createBilling(adapter).features();
    expect([...features]).toEqual(['invoices', 'pay']);
    expect(asked).toEqual([['account.features', {}, {}]]);
  });

  const codes: readonly ErrorCode[] = [
    'offline',
    'unavailable',
    'internal',
    'forbidden',
    'unauthenticated',
    'unknown_operation',
    'not_supported',
  ];
  it.each(codes)('[19.8] are none, and no error, when the backend says %s', async (code) => {
    const features = await createBilling(backend(refuses(code)).adapter).features();
    expect([...features]).toEqual([]);
  });

  it('[19.8] are none when the answer is no answer', async () => {
    expect((await createBilling(backend(() => null).adapter).features()).size).toBe(0);
    expect((await createBilling(backend(() => ({})).adapter).features()).size).toBe(0);
  });

  it('say that who asked gave up', async () => {
    const signal = AbortSignal.abort(new Error('gone'));
    const asking = createBilling(backend(refuses('offline')).adapter).features({ signal });
    await expect(asking).rejects.toThrow('gone');
  });
});
