/** A step of an example: what is reckoned, what the rules say, and what it is by hand. */
export type Step = readonly [what: string, is: string, byHand: string];

/** A worked example: what is given, and each step up to the result. */
export interface Example {
  readonly title: string;
  readonly given: readonly string[];
  readonly steps: readonly Step[];
}

/** A rule of the SPEC, in plain words, with its examples. */
export interface RuleText {
  /** The number in the SPEC, such as `5.14`. */
  readonly number: string;
  readonly title: string;
  readonly says: readonly string[];
  readonly examples: readonly Example[];
}

/** Rules that belong together. */
export interface Chapter {
  readonly title: string;
  readonly rules: readonly RuleText[];
}

const width = 120;

/** The page as Markdown, with a table of contents. */
export function renderPage(
  title: string,
  intro: readonly string[],
  chapters: readonly Chapter[],
): string {
  const contents = chapters.flatMap((chapter) => [
    `- ${linkTo(chapter.title)}`,
    ...chapter.rules.map((rule) => `  - ${linkTo(headingOf(rule))}`),
  ]);
  const blocks = [
    `# ${title}`,
    ...intro.map((text) => wrap(text)),
    contents.join('\n'),
    ...chapters.flatMap((chapter) => [
      `## ${chapter.title}`,
      ...chapter.rules.flatMap((rule) => renderRule(rule)),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function headingOf({ number, title }: RuleText): string {
  return `${number} ${title}`;
}

function linkTo(heading: string): string {
  const anchor = heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
  return `[${heading}](#${anchor})`;
}

function renderRule(rule: RuleText): readonly string[] {
  return [
    `### ${headingOf(rule)}`,
    ...rule.says.map((text) => wrap(text)),
    ...rule.examples.flatMap((example) => renderExample(example)),
  ];
}

function renderExample({ title, given, steps }: Example): readonly string[] {
  const rows = steps.map(([what, is]) => `| ${what} | ${is} |`);
  return [
    `**Example: ${title}**`,
    given.map((text) => wrap(`- ${text}`, '  ')).join('\n'),
    ['| step | result |', '|---|---|', ...rows].join('\n'),
  ];
}

/** Breaks a paragraph at blanks. */
function wrap(text: string, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > width && line !== '') {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = longer;
    }
  }
  return [...lines, line].join('\n');
}
