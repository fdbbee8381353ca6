import 'reflect-metadata';
import { crc32 } from 'node:zlib';
import { X509CertificateGenerator } from '@peculiar/x509';

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const year = 365 * 24 * 3600_000;
const encoder = new TextEncoder();

type Keys = { readonly leaf: CryptoKeyPair; readonly authority: CryptoKeyPair };
let made: Promise<Keys> | null = null;

/** Keys take long to make: all fakes of a process share theirs. */
function keys(): Promise<Keys> {
  const { subtle } = globalThis.crypto;
  const make = (): Promise<CryptoKeyPair> =>
    subtle.generateKey(algorithm, false, ['sign', 'verify']);
  made ??= Promise.all([make(), make()]).then(([leaf, authority]) => ({ leaf, authority }));
  return made;
}

/** A certificate for a host, signed by an authority whose own follows it. */
export async function certificateFor(host: string, now: Date): Promise<string> {
  const { authority, leaf } = await keys();
  const span = {
    notBefore: new Date(now.getTime() - year),
    notAfter: new Date(now.getTime() + year),
  };
  const root = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: '01',
      name: 'CN=Fake Authority',
      ...span,
      signingAlgorithm: algorithm,
      keys: authority,
    },
    globalThis.crypto,
  );
  const own = await X509CertificateGenerator.create(
    {
      serialNumber: '02',
      subject: `CN=messageverificationcerts.${host}`,
      issuer: root.subject,
      ...span,
      signingAlgorithm: algorithm,
      publicKey: leaf.publicKey,
      signingKey: authority.privateKey,
    },
    globalThis.crypto,
  );
  return `${own.toString('pem')}\n${root.toString('pem')}\n`;
}

/** What is signed of a transmission. */
export interface Signing {
  readonly id: string;
  readonly time: string;
  readonly webhookId: string;
  readonly body: string;
}

/** `PAYPAL-TRANSMISSION-SIG`. */
export async function sign({ body, id, time, webhookId }: Signing): Promise<string> {
  const { leaf } = await keys();
  const text = `${id}|${time}|${webhookId}|${crc32(encoder.encode(body))}`;
  const { subtle } = globalThis.crypto;
  const bytes = await subtle.sign(algorithm.name, leaf.privateKey, encoder.encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
