import { fileURLToPath } from 'node:url';
import { decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { openEngine } from './open-engine.ts';
import { createSealingKeys, openSealingKey, sealFor } from './sealing-keys.ts';

const passPhrase = 'correct horse battery';
const ecdh = await createSealingKeys(passPhrase);

describe('a pair of keys', () => {
  it.each(['ECDH-ES', 'RSA-OAEP-256'] as const)('[9.7] of %s opens what it sealed', async (alg) => {
    const made = alg === 'ECDH-ES' ? ecdh : await createSealingKeys(passPhrase, alg);
    const sealed = await sealFor(made.publicKey, 'FR14…');
    expect(decodeProtectedHeader(sealed.text)).toMatchObject({ alg, enc: 'A256GCM' });
    const key = await openSealingKey(`${made.file}\n`, passPhrase);
    expect([key.keyId, made.publicKey['kid']]).toEqual([sealed.keyId, sealed.keyId]);
    expect(await key.open(sealed.text)).toBe('FR14…');
  });

  it('[9.7] the public one has no private member, the file is under the pass-phrase', async () => {
    expect(Object.keys(ecdh.publicKey).sort()).toEqual([
      ...['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
    ]);
    expect(decodeProtectedHeader(ecdh.file)).toMatchObject({
      alg: 'PBES2-HS512+A256KW',
      enc: 'A256GCM',
      p2c: 310_000,
    });
    for (const wrong of ['', 'correct horse batterx', passPhrase.toUpperCase()]) {
      await expect(openSealingKey(ecdh.file, wrong)).rejects.toMatchObject({
        code: 'invalid_input',
        message: 'The pass-phrase does not open the key.',
      });
    }
    for (const other of ['', '{}', 'a.b.c.d.e']) {
      await expect(openSealingKey(other, passPhrase)).rejects.toMatchObject({
        code: 'invalid_input',
      });
    }
  });

  it('[9.7] the same pass-phrase is one however its letters are composed', async () => {
    const made = await createSealingKeys('Z\u00fcrich am Morgen');
    await openSealingKey(made.file, 'Zu\u0308rich am Morgen');
  });

  it('[9.7] what was changed, or sealed for another, is not opened', async () => {
    const { text } = await sealFor(ecdh.publicKey, 'FR14…');
    const key = await openSealingKey(ecdh.file, passPhrase);
    const [head = '', wrapped = '', iv = '', body = '', tag = ''] = text.split('.');
    const changed = [head, wrapped, iv, `${body.slice(0, -2)}AA`, tag].join('.');
    await expect(key.open(changed)).rejects.toMatchObject({ code: 'invalid_input' });
    const other = await createSealingKeys(passPhrase);
    const foreign = await sealFor(other.publicKey, 'FR14…');
    await expect(key.open(foreign.text)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('[9.7] a private key seals nothing', async () => {
    await expect(sealFor({ ...ecdh.publicKey, d: 'x' }, 'text')).rejects.toMatchObject({
      field: 'settings.sealingKey',
    });
  });
});

it('[9.7] a provider does not start with a key that is on no curve', async () => {
  const { x } = ecdh.publicKey as { readonly x?: string };
  const opened = openEngine({
    database: 'memory',
    catalog: fileURLToPath(new URL('../../examples/provider/catalog.json', import.meta.url)),
    plugins: [],
    secret: 'a secret of a provider, 32 characters or more',
    publicUrl: 'http://127.0.0.1',
    settings: { sealingKey: { ...ecdh.publicKey, y: x } },
  });
  await expect(opened).rejects.toMatchObject({
    code: 'invalid_input',
    field: 'settings.sealingKey',
  });
});
