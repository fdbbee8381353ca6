// Runs in the page of a story: what can be measured of how it looks. Each check looks through the
// shadow roots of the story and returns a line for each fault.
(() => {
  const rem = 16;

  function* elementsOf(root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot !== null) yield* elementsOf(element.shadowRoot);
    }
  }

  const story = () => [...elementsOf(document.querySelector('#storybook-root'))];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  // Text for screen readers alone is cut down to one pixel.
  const isHidden = (element) => element.closest('.rr-hidden, [aria-hidden=true]') !== null;

  function kindOf(element) {
    const classes = [...element.classList].map((one) => `.${one}`).join('');
    return `${element.getRootNode().host?.localName ?? ''} ${element.localName}${classes}`;
  }

  function nameOf(element) {
    const text = element.textContent.trim().replaceAll(/\s+/g, ' ').slice(0, 30);
    return `${kindOf(element)} "${text}"`;
  }

  /** Only of what is in front: behind an open dialog nothing can be pressed. */
  function inFront(elements) {
    const open = elements.filter((element) => element.matches('dialog:modal'));
    const top = open.at(-1);
    if (top === undefined) return elements;
    const own = new Set([top, ...elementsOf(top)]);
    return elements.filter((element) => own.has(element));
  }

  const pressable =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]';

  /** A control that a label stands for is as large as both together. */
  function sizeOf(element) {
    const boxes = [element, ...(element.labels ?? [])].map((one) => one.getBoundingClientRect());
    const [width, height] = [
      Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left)),
      Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top)),
    ];
    return { width, height };
  }

  /** WCAG 2.5.8 lets a link within a sentence be as high as its line. */
  function isInSentence(element) {
    if (getComputedStyle(element).display !== 'inline') return false;
    const around = element.parentElement?.textContent.trim() ?? '';
    return around.length > element.textContent.trim().length;
  }

  /** What a page puts into a slot is its own. */
  const isOurs = (element) => element.getRootNode() instanceof ShadowRoot;

  /** WCAG 2.5.8: targets of at least 24 by 24 CSS pixels. */
  function targets() {
    return inFront(story())
      .filter((element) => element.matches(pressable) && shown(element) && !element.disabled)
      .filter((element) => !isHidden(element) && !isInSentence(element) && isOurs(element))
      .map((element) => ({ element, ...sizeOf(element) }))
      .filter(({ width, height }) => width < 23.9 || height < 23.9)
      .map(
        ({ element, width, height }) =>
          `target: ${width.toFixed(1)} × ${height.toFixed(1)}: ${nameOf(element)}`,
      );
  }

  /** WCAG 1.4.10: the page does not scroll sideways. */
  function overflow() {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth
      ? [`overflow: the page is ${scrollWidth} px wide, not ${clientWidth}`]
      : [];
  }

  function* textsOf(elements) {
    for (const element of elements) {
      if (!shown(element) || isHidden(element) || element.localName === 'style') continue;
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE || node.data.trim() === '') continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
          if (box.width > 1 && box.height > 1) yield { element, node, box };
        }
      }
    }
  }

  /** What scrolls in its own box does not lie over what stands outside of it. */
  function cutOf({ element, box }) {
    let { left, right, top, bottom } = box;
    for (let at = element; at !== null; at = at.parentElement ?? at.getRootNode().host ?? null) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      const edge = at.getBoundingClientRect();
      left = Math.max(left, edge.left);
      right = Math.min(right, edge.right);
      top = Math.max(top, edge.top);
      bottom = Math.min(bottom, edge.bottom);
    }
    return { left, right, top, bottom };
  }

  /** What stays in view while the page scrolls lies over it on purpose. */
  function floating(element) {
    for (let at = element; at !== null; at = at.parentElement ?? at.getRootNode().host ?? null) {
      if (['sticky', 'fixed'].includes(getComputedStyle(at).position)) return at;
    }
    return null;
  }

  /** No text lies over another one. */
  function overlaps() {
    const texts = [...textsOf(inFront(story()))]
      .map((text) => ({ ...text, box: cutOf(text), over: floating(text.element) }))
      .filter(({ box }) => box.right - box.left > 1 && box.bottom - box.top > 1)
      .toSorted((a, b) => a.box.top - b.box.top);
    const faults = [];
    texts.forEach((one, index) => {
      for (const other of texts.slice(index + 1)) {
        if (other.box.top > one.box.bottom) break;
        if (other.node === one.node || other.over !== one.over) continue;
        const wide =
          Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
        const low = Math.min(one.box.bottom - one.box.top, other.box.bottom - other.box.top);
        // The boxes of lines overlap a little where a script is higher than its line.
        if (wide > 2 && high > 2 && high > low * 0.3) {
          faults.push(`overlap: ${nameOf(one.element)} and ${nameOf(other.element)}`);
        }
      }
    });
    return faults;
  }

  const money =
    /^[\u200e\u200f\s]*[-\u2212]?\s*(?:[A-Z]{0,3}[€$£¥₹]\s?[\d.,\u00a0\u202f ]+|[\d.,\u00a0\u202f ]+\s?[€$£¥₹])/;

  /** In tables and sums money ends at the edge, in figures of one width. */
  function figures() {
    const end = document.documentElement.dir === 'rtl' ? ['end', 'left'] : ['end', 'right'];
    const isCell = 'td, [role=cell], .rr-sum dd';
    return story()
      .filter((element) => element.matches(isCell) && shown(element))
      .filter((element) => money.test(element.textContent.trim()))
      .flatMap((element) => {
        const style = getComputedStyle(element);
        const faults = [];
        if (!style.fontVariantNumeric.includes('tabular-nums')) faults.push('no tabular figures');
        // On cards a value stands beside its own label.
        const isCard = style.display === 'block';
        if (!isCard && !end.includes(style.textAlign)) faults.push(`aligned ${style.textAlign}`);
        return faults.map((fault) => `money: ${fault}: ${nameOf(element)}`);
      });
  }

  /** Multiples of the unit that sizes of type and spaces may have (tokens.styles.ts). */
  const typeScale = [0.75, 0.8125, 0.875, 1, 1.25, 1.625];
  const spaceScale = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 1, 1.25, 1.5, 2, 3];
  const spaces = ['padding', 'margin']
    .flatMap((name) => ['top', 'right', 'bottom', 'left'].map((side) => `${name}-${side}`))
    .concat('row-gap', 'column-gap');

  /** What is off the scale on purpose. */
  const exceptions = [
    // It lines up with the words beside the circle above it.
    '.rr-choice__body',
  ];

  /** Sizes of type and spaces are on the scale of the tokens. */
  function scale() {
    const faults = new Set();
    const near = (list, value) =>
      list.some((step) => Math.abs(step * rem - Math.abs(value)) < 0.05);
    for (const element of story()) {
      if (!isOurs(element) || !shown(element)) continue;
      if (isHidden(element) || element.closest('svg') !== null) continue;
      if (exceptions.some((selector) => element.matches(selector))) continue;
      // Unlike `getComputedStyle` it says of a margin that it is `auto`.
      const style = element.computedStyleMap();
      const size = style.get('font-size').value;
      if (!near(typeScale, size)) faults.add(`scale: font-size ${size}: ${kindOf(element)}`);
      for (const name of spaces) {
        const { value, unit } = style.get(name);
        // The area of a link is larger than its line (base.styles.ts).
        const isArea = element.localName === 'a' && /top|bottom/.test(name);
        if (unit === 'px' && !isArea && !near(spaceScale, value)) {
          faults.add(`scale: ${name} ${value}: ${kindOf(element)}`);
        }
      }
    }
    return [...faults];
  }

  globalThis.visualChecks = { targets, overflow, overlaps, figures, scale };
})();
