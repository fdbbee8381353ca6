// Serves storybook-static on loopback and opens its stories in a real Chromium.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';

const root = 'storybook-static';
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

async function serve(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const file = pathname === '/' ? 'index.html' : normalize(decodeURI(pathname));
  try {
    const body = await readFile(join(root, file));
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
    response.end(body);
  } catch {
    response.statusCode = 404;
    response.end();
  }
}

/** Ways to show a story. */
export const variants = {
  light: { scheme: 'light', direction: 'ltr', width: 1100 },
  dark: { scheme: 'dark', direction: 'ltr', width: 1100 },
  rtl: { scheme: 'light', direction: 'rtl', width: 1100 },
  narrow: { scheme: 'light', direction: 'ltr', width: 320 },
  phone: { scheme: 'light', direction: 'ltr', width: 360 },
};

/** Starts server and browser; `close` ends both. */
export async function openStorybook() {
  const server = createServer(serve);
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const base = `http://127.0.0.1:${server.address().port}`;
  const { path, flags } = await findBrowser();
  const browser = await chromium.launch({ executablePath: path, args: flags });
  const { entries } = await (await fetch(`${base}/index.json`)).json();
  const stories = Object.values(entries).filter((entry) => entry.type === 'story');
  return {
    stories,
    browser,
    newPage: async (variant) =>
      browser.newPage({
        colorScheme: variant.scheme,
        reducedMotion: 'reduce',
        viewport: { width: variant.width, height: 800 },
      }),
    /** Opens a story and waits until its play function ended; gives the phase it ended in. */
    show: (page, story, variant) => show(page, base, story, variant),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

const ended = ['completed', 'finished', 'errored', 'aborted'];

async function show(page, base, story, variant) {
  const globals = `scheme:${variant.scheme};direction:${variant.direction};a11y.manual:!true`;
  await page.goto(`${base}/iframe.html?id=${story.id}&viewMode=story&globals=${globals}`);
  const handle = await page.waitForFunction(
    ([id, phases]) => {
      const renders = globalThis.__STORYBOOK_PREVIEW__?.storyRenders;
      const phase = renders?.find((render) => render.id === id)?.phase;
      return phases.includes(phase) ? phase : undefined;
    },
    [story.id, ended],
    { timeout: 20_000 },
  );
  return handle.jsonValue();
}
