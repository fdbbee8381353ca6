// Opens every story in light, dark, forced colours, right to left, with text of 200 % and at
// 320 px: no page error, its play function passed, no axe violation at WCAG 2.2 AA, and what
// visual-checks/in-page.js measures; then one of each widget in a page that restyles everything.
// `node scripts/stories.mjs invoice` opens only stories whose id contains the word.
import { writeFile } from 'node:fs/promises';
import { openStorybook, variants } from './storybook.mjs';
import { foreignFault, oneOfEach } from './visual-checks/foreign.mjs';
import { turn, ways } from './visual-checks/ways.mjs';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const word = process.argv[2] ?? '';
const storybook = await openStorybook();
const queue = storybook.stories.filter((story) => story.id.includes(word));
const samples = oneOfEach(queue);
const counts = { passed: 0, failed: 0, skipped: 0 };

/** What axe finds by the rules of a way; null for all at WCAG 2.2 AA. */
function violations(page, { rules, without = [] }) {
  return page.evaluate(
    async ([values, only, off]) => {
      const runOnly = only === null ? { type: 'tag', values } : { type: 'rule', values: only };
      for (let attempt = 0; ; attempt += 1) {
        try {
          // The story shown is a fragment of a page, and it alone is judged.
          const disabled = Object.fromEntries(off.map((id) => [id, { enabled: false }]));
          const options = { runOnly, rules: disabled, resultTypes: ['violations'] };
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
    },
    [tags, rules, without],
  );
}

function measured(page, checks) {
  return page.evaluate((names) => names.flatMap((name) => globalThis.visualChecks[name]()), checks);
}

function report(story, name, problems) {
  counts[problems.length === 0 ? 'passed' : 'failed'] += 1;
  if (problems.length > 0) console.log(`FAIL ${story.id} (${name})\n  ${problems.join('\n  ')}`);
}

async function test(page, story) {
  const errors = [];
  const onError = (error) => errors.push(`page error: ${error}`);
  page.on('pageerror', onError);
  try {
    await turn(page, ways.light);
    const phase = await storybook.show(page, story, variants.light);
    if (phase !== 'completed' && phase !== 'finished') errors.push(`ended as ${phase}`);
    await page.addScriptTag({ path: 'node_modules/axe-core/axe.min.js' });
    await page.addScriptTag({ path: 'scripts/visual-checks/in-page.js' });
    for (const [name, way] of Object.entries(ways)) {
      await turn(page, way);
      const found = [...(await measured(page, way.checks)), ...(await violations(page, way))];
      report(story, name, [...errors.splice(0), ...found]);
    }
  } catch (error) {
    report(story, 'opened', [...errors, String(error)]);
  }
  page.off('pageerror', onError);
}

async function compare(page, story) {
  try {
    report(story, 'foreign page', await foreignFault(storybook, page, story));
  } catch (error) {
    report(story, 'foreign page', [String(error)]);
  }
}

async function worker() {
  const page = await storybook.newPage(variants.light);
  for (let story = queue.shift(); story; story = queue.shift()) await test(page, story);
  await page.close();
  const plain = await storybook.newPage(variants.light);
  for (let story = samples.shift(); story; story = samples.shift()) await compare(plain, story);
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
