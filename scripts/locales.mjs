// `npm run locales`: takes every text of the widgets into components/locales/xliff, where each
// translation is written, and makes the module of each language from it. With `--check` nothing is
// written: it fails when a text is not there yet, or has no translation.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.mjs';

const folder = 'components/locales';
const config = JSON.parse(await readFile('lit-localize.json', 'utf8'));
const units =
  /<trans-unit id="([^"]+)">\s*<source>([\s\S]*?)<\/source>(?:\s*<target>([\s\S]*?)<\/target>)?/g;

async function tool(command, path) {
  const { passed, output } = await run('lit-localize', [command, '--config', path]);
  if (!passed) throw new Error(output);
}

/** What the tool writes, as the rest of the sources is written. */
function asModule(text) {
  const entries = text.slice(
    text.indexOf('{\n', text.indexOf('templates')) + 2,
    text.lastIndexOf('}'),
  );
  const lines = entries
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return [
    '// Made by `npm run locales` from the file of this language in xliff/.',
    "import { type LocaleModule, str } from '@lit/localize';",
    '',
    '/** The words of the widgets in this language, by the id of the English text. */',
    "export const templates: LocaleModule['templates'] = {",
    ...lines.map((line) => `  ${line}`),
    '};',
    '',
  ].join('\n');
}

async function make() {
  await tool('extract', 'lit-localize.json');
  await tool('build', 'lit-localize.json');
  for (const locale of config.targetLocales) {
    const path = `${folder}/${locale}.ts`;
    await writeFile(path, asModule(await readFile(path, 'utf8')));
  }
  await writeFile(`${folder}/codes.ts`, codes());
}

function codes() {
  const list = config.targetLocales.map((locale) => `'${locale}'`).join(', ');
  return `// Made by \`npm run locales\` from lit-localize.json.

/** The language of the texts in the sources. */
export const sourceLocale = '${config.sourceLocale}' as const;

/** The languages that there are translations for. */
export const targetLocales = [${list}] as const;
`;
}

/** The texts of a file, with their translations. */
function read(text) {
  return new Map(
    [...text.matchAll(units)].map(([, id, source, target]) => [id, { source, target }]),
  );
}

/** What is amiss in a language, a line each. */
function faults(locale, wanted, present) {
  const lines = [];
  for (const [id, { source }] of wanted) {
    const unit = present.get(id);
    if (!unit) lines.push(`${locale}: not taken over yet: ${source}`);
    else if (!unit.target?.trim()) lines.push(`${locale}: no translation: ${source}`);
  }
  for (const [id, { source }] of present) {
    if (!wanted.has(id)) lines.push(`${locale}: no widget says any more: ${source}`);
  }
  return lines;
}

async function check() {
  const other = await mkdtemp('.locales-');
  try {
    const path = join(other, 'lit-localize.json');
    await writeFile(
      path,
      JSON.stringify({
        ...config,
        tsConfig: join('..', config.tsConfig),
        interchange: { format: 'xliff', xliffDir: './' },
      }),
    );
    await tool('extract', path);
    const [first] = (await readdir(other)).filter((name) => name.endsWith('.xlf'));
    const wanted = read(await readFile(join(other, first), 'utf8'));
    const lines = [];
    for (const locale of config.targetLocales) {
      const present = read(await readFile(`${folder}/xliff/${locale}.xlf`, 'utf8'));
      lines.push(...faults(locale, wanted, present));
    }
    return lines;
  } finally {
    await rm(other, { recursive: true, force: true });
  }
}

if (process.argv.includes('--check')) {
  const lines = await check();
  for (const line of lines) console.error(line);
  if (lines.length > 0) console.error('`npm run locales` takes them over; translate in xliff/.');
  process.exitCode = lines.length === 0 ? 0 : 1;
} else {
  await make();
}
