// Photographs every story at 1100 px light, 360 px, dark and right to left, and puts them on
// contact sheets: docs/screens/<widget>.jpg and docs/screens/README.md.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { openStorybook, variants } from './storybook.mjs';

const folder = 'docs/screens';
const shown = ['light', 'phone', 'dark', 'rtl'];
const tallest = 1600;

const storybook = await openStorybook();
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

async function photograph(page, story, variant) {
  await storybook.show(page, story, variant);
  // A skeleton shows only after 200 ms of waiting.
  await page.waitForTimeout(250);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width: variant.width, height: Math.min(height, tallest) };
  const bytes = await page.screenshot({ clip, fullPage: true, type: 'jpeg', quality: 80 });
  return `data:image/jpeg;base64,${bytes.toString('base64')}`;
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
    body { font: 20px system-ui, sans-serif; margin: 24px; background: #e8e8ec; width: 1900px; }
    h2 { font-size: 22px; margin: 24px 0 8px; }
    div { display: flex; gap: 16px; align-items: flex-start; }
    img { border: 1px solid #bbb; width: 530px; background: #fff; }
    img.phone { width: 240px; }
  </style><h1>${escapeText(title)}</h1>${figures.join('')}`;
}

const groups = Map.groupBy(storybook.stories, (story) => story.title);
const pages = new Map();
for (const name of shown) pages.set(name, await storybook.newPage(variants[name]));
const sheetPage = await storybook.browser.newPage({ viewport: { width: 1948, height: 800 } });
const listed = [];

for (const [title, stories] of groups) {
  const pictures = [];
  for (const story of stories) {
    const images = [];
    for (const name of shown) {
      images.push([name, await photograph(pages.get(name), story, variants[name])]);
    }
    pictures.push({ story, images });
  }
  const file = `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.jpg`;
  await sheetPage.setContent(sheetOf(title, pictures), { waitUntil: 'load' });
  await sheetPage.screenshot({
    path: `${folder}/${file}`,
    fullPage: true,
    type: 'jpeg',
    quality: 72,
  });
  listed.push({ title, file, count: stories.length });
  console.log(`${folder}/${file}: ${stories.length} stories`);
}

await storybook.close();
const sections = listed.map(
  ({ title, file, count }) => `## ${title}\n\n${count} stories.\n\n![${title}](${file})\n`,
);
const intro = 'Made by `npm run screens`: each story at 1100 px, 360 px, dark, and right to left.';
await writeFile(`${folder}/README.md`, `# Screens\n\n${intro}\n\n${sections.join('\n')}`);
