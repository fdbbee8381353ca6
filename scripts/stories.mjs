// Opens every story in light, dark, right to left and 320 px: no page error, its play function
// passed, no axe violation at WCAG 2.2 AA, nothing wider than the page.
// `node scripts/stories.mjs invoice` opens only stories whose id contains the word.
import { writeFile } from 'node:fs/promises';
import { openStorybook, variants } from './storybook.mjs';

const tested = ['light', 'dark', 'rtl', 'narrow'];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const word = process.argv[2] ?? '';
const storybook = await openStorybook();
const queue = storybook.stories
  .filter((story) => story.id.includes(word))
  .flatMap((story) => tested.map((name) => ({ story, name })));
const counts = { passed: 0, failed: 0, skipped: 0 };

async function violations(page) {
  await page.addScriptTag({ path: 'node_modules/axe-core/axe.min.js' });
  return page.evaluate(async (values) => {
    const options = { runOnly: { type: 'tag', values }, resultTypes: ['violations'] };
    for (let attempt = 0; ; attempt += 1) {
      try {
        // The story shown is a fragment of a page, and it alone is judged.
        const { violations: found } = await globalThis.axe.run('#storybook-root', options);
        return found.map((rule) => {
          const [node] = rule.nodes;
          return `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`;
        });
      } catch (error) {
        // The addon's own run may still be going.
        if (attempt > 20) throw error;
        await new Promise((again) => setTimeout(again, 100));
      }
    }
  }, tags);
}

/** Elements that stick out of the page; what scrolls inside its own box does not. */
function overflow(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth
      ? [`the page is ${scrollWidth} px wide, not ${clientWidth}`]
      : [];
  });
}

async function test(page, { story, name }) {
  const problems = [];
  const onError = (error) => problems.push(`page error: ${error}`);
  page.on('pageerror', onError);
  try {
    const phase = await storybook.show(page, story, variants[name]);
    if (phase !== 'completed' && phase !== 'finished') problems.push(`ended as ${phase}`);
    problems.push(...(await overflow(page)), ...(await violations(page)));
  } catch (error) {
    problems.push(String(error));
  }
  page.off('pageerror', onError);
  counts[problems.length === 0 ? 'passed' : 'failed'] += 1;
  if (problems.length > 0) console.log(`FAIL ${story.id} (${name})\n  ${problems.join('\n  ')}`);
}

async function worker() {
  const pages = new Map();
  for (let job = queue.shift(); job; job = queue.shift()) {
    if (!pages.has(job.name)) pages.set(job.name, await storybook.newPage(variants[job.name]));
    await test(pages.get(job.name), job);
  }
}

if (queue.length === 0) {
  console.log(`FAIL no story${word ? ` has ${word} in its id` : ''}`);
  counts.failed += 1;
}
await Promise.all([worker(), worker()]);
await storybook.close();
if (process.env.RACKRATE_COUNTS) {
  await writeFile(process.env.RACKRATE_COUNTS, JSON.stringify(counts));
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
