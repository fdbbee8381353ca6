import { describe, expect, it } from 'vitest';
import { createSessionCache, type KnownSession } from './session-cache.ts';

const at = (milliseconds: number): Date => new Date(1_800_000_000_000 + milliseconds);
const session: KnownSession = {
  principal: { kind: 'client', clientId: 'c', contactId: 'k', areas: ['invoices'] },
  origin: null,
  expiresAt: at(600_000),
};

describe('sessions that were read a moment ago', () => {
  it('[3.6] are known for less than a second, so that one ended elsewhere ends soon', () => {
    const cache = createSessionCache();
    cache.keep('hash', session, at(0));
    expect(cache.find('hash', at(999))).toEqual(session);
    expect(cache.find('hash', at(1000))).toBeNull();
    expect(cache.find('other', at(0))).toBeNull();
  });

  it('[3.6] are not known before they were read, where a clock goes back', () => {
    const cache = createSessionCache();
    cache.keep('hash', session, at(0));
    expect(cache.find('hash', at(-1))).toBeNull();
  });

  it('[3.6] are forgotten at once when something ends in this process', () => {
    const cache = createSessionCache();
    cache.keep('hash', session, at(0));
    cache.forget();
    expect(cache.find('hash', at(0))).toBeNull();
  });

  it('[3.6] never grow beyond their bound', () => {
    const cache = createSessionCache();
    for (let n = 0; n <= 10_000; n += 1) cache.keep(`hash ${n}`, session, at(0));
    expect(cache.find('hash 0', at(0))).toBeNull();
    expect(cache.find('hash 10000', at(0))).toEqual(session);
  });
});
