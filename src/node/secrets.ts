import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { BillingError } from '../errors.ts';
import type { Secrets } from '../ports/crypto.ts';
import { sealFor } from './sealing-keys.ts';

/** What the provider's secrets are made from. */
export interface SecretsOptions {
  /** The provider's own secret: at least 32 characters, never in the database. */
  readonly secret: string;
  /** The sign-in library's hash of a password. */
  readonly hashPassword: (password: string) => Promise<string>;
}

const utf8 = new TextEncoder();

/**
 * Secrets by Web Crypto and Node; each use has a key of its own, derived by HKDF (RFC 5869).
 *
 * @throws BillingError `invalid_input` when the provider's secret is shorter than 32 characters.
 */
export function createSecrets(options: SecretsOptions): Secrets {
  if (options.secret.length < 32) {
    throw new BillingError(
      'invalid_input',
      "The provider's secret has fewer than 32 characters. Make one with `openssl rand -hex 32`.",
      { field: 'secret' },
    );
  }
  const sealing = once(() => deriveKey(options.secret, 'seal'));
  const signing = once(async () =>
    crypto.subtle.importKey(
      'raw',
      await deriveKey(options.secret, 'derive'),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    ),
  );
  return {
    hashPassword: options.hashPassword,
    // Each request is authenticated by it, and Web Crypto would send it to another thread.
    sha256: (text) => Promise.resolve(hash('sha256', text, 'hex')),
    derive: async (purpose, text) => {
      // The length keeps `a` + `bc` apart from `ab` + `c`.
      const message = utf8.encode(`${purpose.length}:${purpose}:${text}`);
      return Buffer.from(await crypto.subtle.sign('HMAC', await signing(), message)).toString(
        'base64url',
      );
    },
    seal: async (text) =>
      new CompactEncrypt(utf8.encode(text))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(await sealing()),
    open: async (sealed) => {
      const { plaintext } = await compactDecrypt(sealed, await sealing(), {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return new TextDecoder().decode(plaintext);
    },
    sealFor,
  };
}

/** 256 bits for one use, from the provider's secret. */
async function deriveKey(secret: string, use: string): Promise<Uint8Array<ArrayBuffer>> {
  const material = await crypto.subtle.importKey('raw', utf8.encode(secret), 'HKDF', false, [
    'deriveBits',
  ]);
  const bits = await crypto.subtle.deriveBits(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: utf8.encode('rackrate'),
      info: utf8.encode(`rackrate ${use} 1`),
    },
    material,
    256,
  );
  return new Uint8Array(bits);
}

/** Makes a value at the first call and keeps it. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
