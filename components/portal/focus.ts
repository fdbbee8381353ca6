/** Milliseconds in which a view's heading may still come. */
const patience = 10_000;

/** Moves the focus to the heading of a view, also to one that comes with the view's data. */
export class HeadingFocus {
  #stop: (() => void) | null = null;

  /**
   * @param view has the focus until the heading is there; it can take it.
   * @param widget whose heading it is.
   */
  move(view: HTMLElement, widget: Element | null): void {
    this.cancel();
    const root = widget?.shadowRoot ?? view;
    if (focusHeading(root)) return;
    view.focus({ preventScroll: true });
    const observer = new MutationObserver(() => {
      // Whoever went elsewhere meanwhile stays there.
      const isHere = (view.getRootNode() as ShadowRoot).activeElement === view;
      if (!isHere || focusHeading(root)) this.cancel();
    });
    const timer = setTimeout(() => this.cancel(), patience);
    this.#stop = () => {
      observer.disconnect();
      clearTimeout(timer);
    };
    observer.observe(root, { childList: true, subtree: true });
  }

  /** Waits no longer. */
  cancel(): void {
    this.#stop?.();
    this.#stop = null;
  }
}

function focusHeading(root: ParentNode): boolean {
  const heading = root.querySelector<HTMLElement>('h1, h2, h3, h4, h5, h6');
  if (heading === null) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}
