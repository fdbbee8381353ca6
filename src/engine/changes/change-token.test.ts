import { describe, expect, it } from 'vitest';
import { isBillingError } from '../../errors.ts';
import { type ChangePromise, changeIdOf, readPromise, signPromise } from './change-token.ts';

type Context = Parameters<typeof signPromise>[0];

/** A keyed hash that is good enough to tell texts apart. */
function context(key: string): Context {
  const hash = (text: string): string => {
    let state = 7;
    for (const letter of `${key}:${text}`) {
      state = (Math.imul(state, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
    }
    return state.toString(16).padStart(8, '0');
  };
  const derive = (purpose: string, text: string): Promise<string> =>
    Promise.resolve(hash(`${purpose}:${text}`));
  return { secrets: { derive } as Context['secrets'] };
}

const promise: ChangePromise = {
  packageId: 'p1',
  target: { planId: 'größe-gold', addOns: [{ id: 'ip', quantity: 2 }] },
  on: '2026-12-02',
  digest: 'abc',
  nonce: 'n1',
  ends: 1_796_000_000_000,
};

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (isBillingError(error)) return error.code;
    throw error;
  }
}

describe('the token of a quote', () => {
  it('[5.12] carries all that was promised, and needs no row', async () => {
    const token = await signPromise(context('a'), promise);
    expect(token).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
    expect(await readPromise(context('a'), token)).toEqual(promise);
  });

  it('[5.12] is refused when it was changed, cut off, or signed by another', async () => {
    const token = await signPromise(context('a'), promise);
    const [content = '', signature = ''] = token.split('.');
    const other = await signPromise(context('a'), { ...promise, packageId: 'p2' });
    const forged = `${other.split('.')[0]}.${signature}`;
    for (const wrong of [forged, `${content}.`, content, '', `${content}.${signature}0`]) {
      expect(await codeOf(readPromise(context('a'), wrong))).toBe('invalid_input');
    }
    expect(await codeOf(readPromise(context('b'), token))).toBe('invalid_input');
  });

  it('[5.12] gives one change, whoever redeems it and how often', async () => {
    const token = await signPromise(context('a'), promise);
    const again = await signPromise(context('a'), { ...promise, nonce: 'n2' });
    const id = await changeIdOf(context('a'), token);
    expect(await changeIdOf(context('a'), token)).toBe(id);
    expect(await changeIdOf(context('a'), again)).not.toBe(id);
  });
});
