import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askHidden } from '../../src/cli/ask-hidden.ts';
import { runCli } from '../../src/cli/cli.ts';
import { openSealingKey, sealFor } from '../../src/node/sealing-keys.ts';
import type { PublicKey } from '../../src/ports/crypto.ts';

const phrase = 'correct horse battery';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rackrate-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command; `answers` are typed on its terminal, without one it has none. */
async function rackrate(
  args: readonly string[],
  given: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly answers?: string[];
  } = {},
): Promise<{ code: number; out: string; error: string; asked: readonly string[] }> {
  const { environment = {}, answers } = given;
  let out = '';
  let error = '';
  const asked: string[] = [];
  const code = await runCli(args, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    environment,
    isTerminal: false,
    stopped: () => Promise.resolve(),
    ...(answers === undefined
      ? {}
      : {
          ask: (question: string) => {
            asked.push(question);
            return Promise.resolve(answers.shift() ?? '');
          },
        }),
  });
  return { code, out, error, asked };
}

describe('keys create', () => {
  it('[9.7, S88, S121] asks twice, shows the public key, and keeps the private one sealed', async () => {
    const out = join(folder, 'bank.key');
    const made = await rackrate(['keys', 'create', '--out', out], { answers: [phrase, phrase] });
    expect([made.code, made.asked]).toEqual([0, ['Pass-phrase: ', 'The same again: ']]);
    const publicKey = JSON.parse(made.out) as PublicKey;
    expect(publicKey).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ECDH-ES', use: 'enc' });
    expect(publicKey).not.toHaveProperty('d');
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const file = readFileSync(out, 'utf8');
    const key = await openSealingKey(file, phrase);
    expect(await key.open((await sealFor(publicKey, 'text')).text)).toBe('text');
    for (const told of [made.out, made.error, file]) expect(told).not.toContain(phrase);
  });

  it('[9.7] takes the pass-phrase of the environment, and RSA where it is asked for', async () => {
    const out = join(folder, 'bank.key');
    const args = ['keys', 'create', '--out', out, '--algorithm', 'RSA-OAEP-256'];
    const made = await rackrate(args, { environment: { RACKRATE_PASSPHRASE: phrase } });
    expect([made.code, made.asked]).toEqual([0, []]);
    expect(JSON.parse(made.out)).toMatchObject({ kty: 'RSA', alg: 'RSA-OAEP-256' });
  });

  it('[9.7] makes nothing with a short pass-phrase, two that differ, or none to ask for', async () => {
    const out = join(folder, 'bank.key');
    const args = ['keys', 'create', '--out', out];
    const short = await rackrate(args, { answers: ['eleven lett', 'eleven lett'] });
    expect([short.code, short.error]).toEqual([2, 'A pass-phrase has at least 12 characters.\n']);
    const other = await rackrate(args, { answers: [phrase, `${phrase}!`] });
    expect([other.code, other.error]).toEqual([2, 'The two are not the same. Nothing was made.\n']);
    const none = await rackrate(args);
    expect([none.code, none.error]).toEqual([
      2,
      'There is no terminal to ask on. Set RACKRATE_PASSPHRASE.\n',
    ]);
    expect(() => statSync(out)).toThrow();
  });

  it('[9.7] never writes over a file', async () => {
    const out = join(folder, 'bank.key');
    writeFileSync(out, 'the only key');
    const made = await rackrate(['keys', 'create', '--out', out], { answers: [phrase, phrase] });
    expect([made.code, made.asked]).toEqual([2, []]);
    expect(made.error).toContain('is there already');
    expect(readFileSync(out, 'utf8')).toBe('the only key');
  });
});

describe('asking on a terminal', () => {
  /** A terminal on which pieces are typed. */
  function typed(...pieces: readonly string[]) {
    const shown: string[] = [];
    const raw: boolean[] = [];
    const listeners = new Set<(piece: string) => void>();
    const input = {
      on: (_event: string, listener: (piece: string) => void) => {
        listeners.add(listener);
        queueMicrotask(() => {
          for (const piece of pieces) for (const one of listeners) one(piece);
        });
        return input;
      },
      off: (_event: string, listener: (piece: string) => void) => {
        listeners.delete(listener);
        return input;
      },
      setRawMode: (value: boolean) => raw.push(value),
      setEncoding: () => input,
      resume: () => input,
      pause: () => input,
    };
    const terminal = { input, output: { write: (text: string) => shown.push(text) } };
    return { terminal: terminal as unknown as Parameters<typeof askHidden>[0], shown, raw };
  }

  it('[9.7] shows the question and nothing of the answer', async () => {
    const { terminal, shown, raw } = typed('corr', 'ecx', '\u007f', 't\r', 'more');
    expect(await askHidden(terminal, 'Pass-phrase: ')).toBe('correct');
    expect([shown, raw]).toEqual([
      ['Pass-phrase: ', '\n'],
      [true, false],
    ]);
  });

  it('[9.7] ends when it is broken off', async () => {
    const { terminal, raw } = typed('corr\u0003');
    await expect(askHidden(terminal, 'Pass-phrase: ')).rejects.toThrow('Broken off');
    expect(raw).toEqual([true, false]);
  });
});
