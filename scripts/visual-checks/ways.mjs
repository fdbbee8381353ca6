// The ways in which each story is looked at, and what is checked in each.

const layout = ['overflow', 'overlaps', 'targets', 'figures'];

/** Rules of axe whose answer may differ from one way to the next; the others read the markup. */
const rendered = [
  'color-contrast',
  'target-size',
  'link-in-text-block',
  'scrollable-region-focusable',
];

/**
 * Each begins where the one before ended, as for a person who changes the theme or turns the phone:
 * the story is opened once. Text of 200 % is what a browser's own setting does: a root font of
 * twice the size, which everything is measured by (WCAG 1.4.4).
 */
export const ways = {
  light: { checks: [...layout, 'scale'], rules: null },
  dark: { scheme: 'dark', checks: [], rules: rendered },
  // Its colours are the reader's own: there is no contrast of ours to measure.
  forced: { forced: 'active', checks: layout, rules: null, without: ['color-contrast'] },
  rtl: { direction: 'rtl', checks: layout, rules: rendered },
  text200: { font: '200%', checks: layout, rules: rendered },
  narrow: { width: 320, checks: layout, rules: null },
};

/** Shows the story that is open in another way. */
export async function turn(page, way) {
  const { scheme = 'light', direction, font = '', width = 1100, forced = 'none' } = way;
  await page.emulateMedia({ colorScheme: scheme, forcedColors: forced, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 800 });
  await page.evaluate(
    async ([color, dir, size]) => {
      const root = document.documentElement;
      root.dataset.written ??= root.dir;
      root.dir = dir ?? root.dataset.written;
      root.style.fontSize = size;
      if (root.style.colorScheme !== '') root.style.colorScheme = color;
      root.dataset.scheme = color;
      // What measures itself answers in the next frame.
      for (let frame = 0; frame < 3; frame += 1) {
        await new Promise((next) => requestAnimationFrame(next));
      }
    },
    [scheme, direction, font],
  );
}
