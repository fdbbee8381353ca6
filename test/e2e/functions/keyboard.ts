import type { ElementHandle, Locator, Page } from 'playwright-core';

/** More stops than any page has. */
const mostStops = 220;

/**
 * Moves the focus to a control as someone without a pointer does: Tab, Shift+Tab, and arrows among
 * radio buttons. Fails when the focus never arrives, or arrives unseen.
 */
export async function reach(page: Page, target: Locator): Promise<void> {
  let element = await handleOf(target);
  for (let stops = 0; stops < mostStops; stops += 1) {
    // A page that renders anew may have put another element in the place of the first.
    if (!(await element.evaluate((one) => one.isConnected))) element = await handleOf(target);
    const where = await element.evaluate(wayTo);
    if (where === 'here') return expectSeen(element, target);
    await page.keyboard.press(where);
  }
  throw new Error(`The focus never came to ${target}.`);
}

async function handleOf(target: Locator): Promise<ElementHandle<Element>> {
  await target.waitFor();
  return (await target.elementHandle()) as ElementHandle<Element>;
}

/** The key that leads nearer to an element; runs in the page. */
function wayTo(element: Element): string {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (active === element) return 'here';
  if (active === null || active === document.body) return 'Tab';
  const isAfter = (one: Node, other: Node): boolean =>
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const isRadio = (one: Element): one is HTMLInputElement =>
    one instanceof HTMLInputElement && one.type === 'radio';
  if (isRadio(active) && isRadio(element)) {
    const isGroup = active.name === element.name && active.getRootNode() === element.getRootNode();
    if (isGroup) return isAfter(active, element) ? 'ArrowDown' : 'ArrowUp';
  }
  // Ancestors as the page is drawn: through slots and hosts, the outermost first.
  const line = (start: Element): Element[] => {
    const found: Element[] = [];
    for (let one: Element | null = start; one !== null; ) {
      found.unshift(one);
      const root: Node = one.getRootNode();
      const host: Element | null = root instanceof ShadowRoot ? root.host : null;
      one = one.assignedSlot ?? one.parentElement ?? host;
    }
    return found;
  };
  const [from, to] = [line(active), line(element)];
  const fork = from.findIndex((one, index) => one !== to[index]);
  const [left, right] = [from[fork], to[fork]];
  if (fork < 0 || left === undefined || right === undefined) return 'Tab';
  return isAfter(left, right) ? 'Tab' : 'Shift+Tab';
}

/** WCAG 2.4.7 and 2.4.11: the ring shows, and nothing lies over the control. */
async function expectSeen(element: ElementHandle<Element>, target: Locator): Promise<void> {
  const fault = await element.evaluate(unseen);
  if (fault !== null) throw new Error(`The focus on ${target} cannot be seen: ${fault}.`);
}

/** Why the focus on an element cannot be seen; null when it can; runs in the page. */
function unseen(element: Element): string | null {
  if (!element.matches(':focus-visible')) return 'the browser shows no focus';
  const hasRing = (one: Element | null): boolean => {
    if (one === null) return false;
    const style = getComputedStyle(one);
    return style.outlineStyle !== 'none' && style.outlineWidth !== '0px' && style.opacity !== '0';
  };
  // Segments and choices draw the ring around the label of the radio button that they are.
  if (![element, element.closest('label'), element.parentElement].some(hasRing)) return 'no ring';
  const box = element.getBoundingClientRect();
  const left = Math.max(box.left, 0);
  const right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0);
  const bottom = Math.min(box.bottom, innerHeight);
  if (right - left < 1 || bottom - top < 1) return 'it is outside of the window';
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  let above = document.elementFromPoint(x, y);
  for (let inner = above; inner !== null; ) {
    above = inner;
    inner = inner.shadowRoot?.elementFromPoint(x, y) ?? null;
    if (inner === above) break;
  }
  if (above === null) return 'nothing is where it should be';
  const isSame = element.contains(above) || above.contains(element);
  const label = element.closest('label');
  return isSame || label?.contains(above) ? null : `${above.localName} lies over it`;
}
