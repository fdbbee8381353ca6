import { describe, expect, it } from 'vitest';
import { machineChance } from './random.ts';
import { createSecrets } from './secrets.ts';

const secret = 'a secret of a provider, 32 characters or more';
const hashPassword = (password: string) => Promise.resolve(`hash of ${password}`);
const secrets = createSecrets({ secret, hashPassword });

describe('secrets', () => {
  it('hashes as SHA-256 in lower-case hex (FIPS 180-4, example of `abc`)', async () => {
    expect(await secrets.sha256('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('[3.6] derives the same 256-bit token from the same command and another from another', async () => {
    const token = await secrets.derive('session', 'command 1');
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(await createSecrets({ secret, hashPassword }).derive('session', 'command 1')).toBe(
      token,
    );
    expect(await secrets.derive('session', 'command 2')).not.toBe(token);
    expect(await secrets.derive('link', 'command 1')).not.toBe(token);
    expect(await secrets.derive('sessionc', 'ommand 1')).not.toBe(token);
    const other = createSecrets({ secret: secret.toUpperCase(), hashPassword });
    expect(await other.derive('session', 'command 1')).not.toBe(token);
  });

  it('[4.6] opens what it sealed, never seals alike twice, and shows nothing of the text', async () => {
    const sealed = await secrets.seal('Kennwort für Müller');
    expect(sealed).not.toContain('Kennwort');
    expect(await secrets.seal('Kennwort für Müller')).not.toBe(sealed);
    expect(await secrets.open(sealed)).toBe('Kennwort für Müller');
  });

  it("[4.6] refuses a changed text and another provider's", async () => {
    const sealed = await secrets.seal('a password');
    const last = sealed.split('.').at(-1) ?? '';
    const changed = last.startsWith('A') ? 'B' : 'A';
    const forged = `${sealed.slice(0, -last.length)}${changed}${last.slice(1)}`;
    await expect(secrets.open(forged)).rejects.toThrow();
    const other = createSecrets({ secret: secret.toUpperCase(), hashPassword });
    await expect(other.open(sealed)).rejects.toThrow();
  });

  it('refuses a short secret by name', () => {
    expect(() => createSecrets({ secret: 'short', hashPassword })).toThrow(/32 characters/);
  });
});

describe('chance', () => {
  it('gives UUIDs of version 4 and secrets of the bytes asked for, never twice the same', () => {
    expect(machineChance.uuid()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/,
    );
    expect(Buffer.from(machineChance.secret(32), 'base64url')).toHaveLength(32);
    const many = new Set(Array.from({ length: 1000 }, () => machineChance.secret(16)));
    expect(many.size).toBe(1000);
  });
});
