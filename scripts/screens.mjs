// Photographs every story in each way that scripts/stories.mjs looks at it, and puts them on
// contact sheets: docs/screens/<widget>.jpg and docs/screens/README.md.
// `node scripts/screens.mjs invoice` renews only the sheets whose name contains the word.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { openStorybook, variants } from './storybook.mjs';
import { turn, ways } from './visual-checks/ways.mjs';

const folder = 'docs/screens';
const tallest = 1500;
const word = process.argv[2] ?? '';

const storybook = await openStorybook();
await mkdir(folder, { recursive: true });

async function photograph(page) {
  const size = await page.evaluate(() => {
    const { scrollHeight, clientWidth } = document.documentElement;
    return { height: scrollHeight, width: clientWidth };
  });
  const clip = { x: 0, y: 0, width: size.width, height: Math.min(size.height, tallest) };
  const bytes = await page.screenshot({ clip, fullPage: true, type: 'jpeg', quality: 75 });
  return `data:image/jpeg;base64,${bytes.toString('base64')}`;
}

async function picturesOf(page, story) {
  await turn(page, ways.light);
  await storybook.show(page, story, variants.light);
  // A skeleton shows only after 200 ms of waiting.
  await page.waitForTimeout(250);
  const images = [];
  for (const [name, way] of Object.entries(ways)) {
    await turn(page, way);
    images.push([name, await photograph(page)]);
  }
  return { story, images };
}

function escapeText(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function sheetOf(title, pictures) {
  const figures = pictures.map(
    ({ story, images }) =>
      `<h2>${escapeText(story.name)}</h2><div>${images
        .map(([name, source]) => `<img class="${name}" src="${source}" alt="">`)
        .join('')}</div>`,
  );
  return `<!doctype html><title>${escapeText(title)}</title><style>
    body { font: 18px system-ui, sans-serif; margin: 16px; background: #e8e8ec; width: 2040px; }
    h2 { font-size: 18px; margin: 16px 0 6px; }
    div { display: flex; gap: 10px; align-items: flex-start; }
    img { border: 1px solid #bbb; width: 360px; background: #fff; }
    img.narrow { width: 170px; }
  </style><h1>${escapeText(title)}</h1>${figures.join('')}`;
}

const fileOf = (title) => `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.jpg`;
const groups = Map.groupBy(storybook.stories, (story) => story.title);
const page = await storybook.newPage(variants.light);
const sheetPage = await storybook.browser.newPage({ viewport: { width: 2072, height: 800 } });

for (const [title, stories] of groups) {
  const file = fileOf(title);
  if (!file.includes(word)) continue;
  const pictures = [];
  for (const story of stories) pictures.push(await picturesOf(page, story));
  await sheetPage.setContent(sheetOf(title, pictures), { waitUntil: 'load' });
  const path = `${folder}/${file}`;
  await sheetPage.screenshot({ path, fullPage: true, type: 'jpeg', quality: 60 });
  console.log(`${path}: ${stories.length} stories`);
}
await storybook.close();

const files = new Set([...groups.keys()].map(fileOf));
for (const old of await readdir(folder)) {
  if (old.endsWith('.jpg') && !files.has(old)) await rm(`${folder}/${old}`);
}
const sections = [...groups].map(
  ([title, { length }]) => `## ${title}\n\n${length} stories.\n\n![${title}](${fileOf(title)})\n`,
);
const intro = `Made by \`npm run screens\`: each story in light, dark, forced colours, right to
left, with text of 200 %, and at 320 px; what is measured of them stands in
[scripts/visual-checks](../../scripts/visual-checks).`;
await writeFile(`${folder}/README.md`, `# Screens\n\n${intro}\n\n${sections.join('\n')}`);
