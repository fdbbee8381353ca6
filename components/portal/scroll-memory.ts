/** The member of `history.state` that is ours; the host's own members stay. */
const member = 'rrPortal';

/** Milliseconds in which a view may grow to the height that it had. */
const patience = 3000;

/** What a person does who wants to be elsewhere. */
const wishes = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/** Knows how far each entry of the session history was scrolled, and scrolls there again. */
export class ScrollMemory {
  readonly #element: HTMLElement;
  readonly #tops: Map<string, number> = new Map();
  #key = '';
  #scroller: Element | null = null;
  #stop: (() => void) | null = null;

  /** @param element what grows while a view loads. */
  constructor(element: HTMLElement) {
    this.#element = element;
  }

  /** Begins to watch. */
  connect(): void {
    document.addEventListener('scroll', this.#scrolled, { capture: true, passive: true });
  }

  /** Ends it. */
  disconnect(): void {
    document.removeEventListener('scroll', this.#scrolled, { capture: true });
    this.#stop?.();
  }

  /**
   * Takes the present entry of the history for the one that is shown.
   *
   * @returns how far it was scrolled, or null for one that is new.
   */
  enter(): number | null {
    this.#stop?.();
    const state: unknown = history.state;
    const isOpen = state === null || (typeof state === 'object' && !Array.isArray(state));
    const known = isOpen ? (state as Record<string, unknown> | null)?.[member] : undefined;
    this.#key = typeof known === 'string' ? known : '';
    if (isOpen && this.#key === '') {
      this.#key = crypto.randomUUID();
      history.replaceState({ ...state, [member]: this.#key }, '');
    }
    return this.#tops.get(this.#key) ?? null;
  }

  /** Scrolls to where it was as soon as the view is tall enough, unless the reader scrolls. */
  restore(top: number): void {
    const scroller = this.#scroller ?? document.scrollingElement;
    if (scroller === null) return;
    const observer = new ResizeObserver(() => {
      scroller.scrollTop = top;
      if (Math.abs(scroller.scrollTop - top) < 2) stop();
    });
    const timer = setTimeout(() => stop(), patience);
    const stop = (): void => {
      observer.disconnect();
      clearTimeout(timer);
      for (const wish of wishes) removeEventListener(wish, stop, true);
      this.#stop = null;
    };
    for (const wish of wishes) addEventListener(wish, stop, { capture: true, passive: true });
    this.#stop = stop;
    observer.observe(this.#element);
  }

  /** Shows the beginning of the portal when it is above what can be seen. */
  begin(): void {
    if (this.#element.getBoundingClientRect().top < 0) {
      this.#element.scrollIntoView({ block: 'start' });
    }
  }

  readonly #scrolled = (event: Event): void => {
    const { target } = event;
    const scroller = target instanceof Document ? target.scrollingElement : (target as Element);
    if (scroller === null || !isAround(scroller, this.#element)) return;
    this.#scroller = scroller;
    if (this.#key !== '') this.#tops.set(this.#key, scroller.scrollTop);
  };
}

/** Whether an element is an ancestor of another, out through shadow roots. */
function isAround(outer: Element, inner: Element): boolean {
  for (let node: Node | null = inner; node !== null; ) {
    if (outer.contains(node)) return true;
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return false;
}
