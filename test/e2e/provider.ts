import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.mjs';

/** The example provider as a process of its own, as `npm start` runs it. */
export interface RunningProvider {
  readonly shop: string;
  readonly panel: string;
  readonly vendor: string;
  readonly folder: string;
  readonly operatorKey: string;
  /** The API with the operator's key. */
  operator(method: string, path: string, body?: object): Promise<Answer>;
  /** Sets a switch of the sandbox vendor. */
  fault(target: string, mode: string, times: number): Promise<void>;
  /** What the vendor holds. */
  vendorState(): Promise<VendorView>;
  mails(): Promise<readonly ReceivedMail[]>;
  /** Stops it; `folder` stays for another start. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The part of the vendor's state that tests read. */
export interface VendorView {
  readonly charges: readonly Readonly<Record<string, unknown>>[];
  readonly accounts: readonly Readonly<Record<string, unknown>>[];
}

/** A mail that came over SMTP. */
export interface ReceivedMail {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Starts the provider on free ports and waits until it says that it runs. */
export async function startProvider(
  options: { readonly folder?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<RunningProvider> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'rackrate-e2e-')));
  const port = await freePorts();
  const child = spawn(process.execPath, ['examples/provider/main.ts'], {
    env: { ...process.env, PORT: String(port), RACKRATE_FOLDER: folder, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await ready(child);
  const shop = `http://127.0.0.1:${port}`;
  const vendor = `http://127.0.0.1:${port + 2}`;
  const secrets = JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8')) as {
    operatorKey: string;
    sandbox: string;
  };
  const asVendor = {
    authorization: `Bearer ${secrets.sandbox}`,
    'content-type': 'application/json',
  };
  return {
    shop,
    panel: `http://127.0.0.1:${port + 1}`,
    vendor,
    folder,
    operatorKey: secrets.operatorKey,
    async operator(method, path, body) {
      const response = await fetch(`${shop}/api${path}`, {
        method,
        headers: {
          authorization: `Bearer ${secrets.operatorKey}`,
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    },
    async fault(target, mode, times) {
      const body = JSON.stringify({ target, mode, times });
      await fetch(`${vendor}/admin/switches`, { method: 'POST', headers: asVendor, body });
    },
    async vendorState() {
      const response = await fetch(`${vendor}/admin/state`, { headers: asVendor });
      return (await response.json()) as VendorView;
    },
    async mails() {
      const response = await fetch(`${shop}/mails.json`);
      return (await response.json()) as readonly ReceivedMail[];
    },
    async stop(signal = 'SIGTERM') {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await ended;
    },
  };
}

/** Deletes what a stopped provider kept. */
export async function forget(provider: RunningProvider): Promise<void> {
  await rm(provider.folder, { recursive: true, force: true });
}

/** Starts the browser that the tests share. */
export async function startBrowser(): Promise<Browser> {
  const { path, flags } = await findBrowser();
  return chromium.launch({ executablePath: path, args: flags });
}

/** Waits until something holds, and says what it waited for when it never does. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Waited in vain for: ${what}.`);
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes('Rackrate is running')) resolve();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('exit', (code) => reject(new Error(`The provider ended with ${code}:\n${output}`)));
  });
}

/** The first of four free ports in a row. */
async function freePorts(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 20_000);
    const free = await Promise.all([0, 1, 2, 3].map((step) => isFree(first + step)));
    if (free.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
