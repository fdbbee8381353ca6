import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.mjs';

const runs = 31;

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Mounts 50 of 10,000 invoices in a real Chromium, beside the same rows set by `innerHTML`. */
export default async function invoiceList() {
  const { outputFiles } = await build({
    entryPoints: ['bench/invoice-list/page.ts'],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  });
  const { path, flags } = await findBrowser();
  const browser = await chromium.launch({ executablePath: path, args: flags });
  try {
    const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
    await page.setContent('<!doctype html><html lang="en"><title>Invoices</title><body></body>');
    await page.addScriptTag({ content: outputFiles[0].text });
    const { widget, baseline, requestsPerSort, mostRows } = await page.evaluate(
      (count) => globalThis.measure(count),
      runs,
    );
    const ratio = median(widget) / median(baseline);
    return {
      figures: {
        'main thread, ours to innerHTML': Number(ratio.toFixed(2)),
        'ours, ms': Number(median(widget).toFixed(2)),
        'innerHTML, ms': Number(median(baseline).toFixed(2)),
        'requests per sort': requestsPerSort,
        'most rows in the DOM': mostRows,
      },
      // Milliseconds are of one machine; the ratio and the counts hold on any.
      holds: {
        'at most 1.5 times the main-thread time of innerHTML': ratio <= 1.5,
        'sorting is one request': requestsPerSort === 1,
        'never more than 100 rows': mostRows <= 100,
      },
    };
  } finally {
    await browser.close();
  }
}
