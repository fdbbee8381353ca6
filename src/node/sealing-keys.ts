import {
  CompactEncrypt,
  type CryptoKey,
  calculateJwkThumbprint,
  compactDecrypt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import { fail } from '../errors.ts';
import type { PublicKey, SealedText } from '../ports/crypto.ts';
import { sealingKeyFault } from '../rules/sealing-key.ts';

const keyWrap = 'PBES2-HS512+A256KW';
const content = 'A256GCM';

/** Rounds of PBKDF2 with SHA-512; more than the 210,000 that OWASP asks for. */
const rounds = 310_000;

const utf8 = new TextEncoder();

/** A pair for sealing bank accounts (SPEC 9.7). */
export interface SealingKeys {
  /** For the setting `sealingKey`. */
  readonly publicKey: PublicKey;
  /** The private key as its file has it: a JWE that only the pass-phrase opens. */
  readonly file: string;
}

/** Which keys there are: on P-256 by ECDH-ES, or of RSA by RSA-OAEP-256. */
export type SealingAlgorithm = 'ECDH-ES' | 'RSA-OAEP-256';

/** Makes a pair; the private key leaves it only under the pass-phrase. */
export async function createSealingKeys(
  passPhrase: string,
  algorithm: SealingAlgorithm = 'ECDH-ES',
): Promise<SealingKeys> {
  const pair = await generateKeyPair(algorithm, {
    extractable: true,
    ...(algorithm === 'ECDH-ES' ? { crv: 'P-256' } : { modulusLength: 3072 }),
  });
  const publicJwk = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const privateJwk: JWK = { ...(await exportJWK(pair.privateKey)), kid, alg: algorithm };
  const file = await new CompactEncrypt(utf8.encode(JSON.stringify(privateJwk)))
    .setProtectedHeader({ alg: keyWrap, enc: content, cty: 'jwk+json', kid })
    .setKeyManagementParameters({ p2c: rounds })
    .encrypt(utf8.encode(passPhrase.normalize('NFC')));
  return { publicKey: { ...publicJwk, kid, alg: algorithm, use: 'enc' } as PublicKey, file };
}

/** A private key that a pass-phrase has opened. */
export interface OpenedSealingKey {
  /** The thumbprint, as accounts name the key that sealed them. */
  readonly keyId: string;
  /** Opens what was sealed for it. @throws BillingError `invalid_input` for any other. */
  open(sealed: string): Promise<string>;
}

/**
 * Opens the file of a private key.
 *
 * @throws BillingError `invalid_input` for a file of another kind or a wrong pass-phrase.
 */
export async function openSealingKey(file: string, passPhrase: string): Promise<OpenedSealingKey> {
  const jwk = await privateKeyIn(file.trim(), passPhrase);
  const algorithm = jwk.kty === 'RSA' ? 'RSA-OAEP-256' : 'ECDH-ES';
  const key = (await importJWK(jwk, algorithm)) as CryptoKey;
  const keyId = await calculateJwkThumbprint(jwk);
  return {
    keyId,
    async open(sealed): Promise<string> {
      try {
        const { plaintext } = await compactDecrypt(sealed, key, {
          keyManagementAlgorithms: [algorithm],
          contentEncryptionAlgorithms: [content],
        });
        return new TextDecoder().decode(plaintext);
      } catch {
        fail('invalid_input', 'A bank account was sealed with another key, or was changed.');
      }
    },
  };
}

async function privateKeyIn(file: string, passPhrase: string): Promise<JWK> {
  let isKey = false;
  try {
    isKey = decodeProtectedHeader(file).alg === keyWrap;
  } catch {
    // Not a JWE at all; said below.
  }
  if (!isKey) fail('invalid_input', 'This is not a key that `rackrate keys create` made.');
  try {
    const { plaintext } = await compactDecrypt(file, utf8.encode(passPhrase.normalize('NFC')), {
      keyManagementAlgorithms: [keyWrap],
      contentEncryptionAlgorithms: [content],
      maxPBES2Count: rounds,
    });
    return JSON.parse(new TextDecoder().decode(plaintext)) as JWK;
  } catch {
    // Why it failed would say something about the pass-phrase.
    fail('invalid_input', 'The pass-phrase does not open the key.');
  }
}

/**
 * Seals a text with a public key.
 *
 * @throws BillingError `invalid_input` for a private key, or one of another kind.
 */
export async function sealFor(publicKey: PublicKey, text: string): Promise<SealedText> {
  const fault = sealingKeyFault(publicKey);
  if (fault !== null) fail('invalid_input', fault, { field: 'settings.sealingKey' });
  const alg: SealingAlgorithm = publicKey.kty === 'RSA' ? 'RSA-OAEP-256' : 'ECDH-ES';
  const { kty, crv, x, y, n, e } = publicKey as JWK & { kty: string };
  const jwk = (kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y }) as JWK;
  const keyId = await calculateJwkThumbprint(jwk);
  const sealed = await new CompactEncrypt(utf8.encode(text))
    .setProtectedHeader({ alg, enc: content, kid: keyId })
    .encrypt(await importJWK(jwk, alg));
  return { text: sealed, keyId };
}
