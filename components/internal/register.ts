/** A widget's class: an element with a name that a prefix is put before. */
export type WidgetClass = CustomElementConstructor & { readonly widget: string };

/**
 * Registers widgets under a prefix. What is registered already stays, so twice is harmless
 * (Law 15).
 */
export function register(widgets: readonly WidgetClass[], prefix: string): void {
  for (const widget of widgets) {
    const tag = `${prefix}-${widget.widget}`;
    if (customElements.get(tag) !== undefined) continue;
    // One class can have one tag only; under another prefix a subclass of its own is needed.
    const free = customElements.getName(widget) === null;
    customElements.define(tag, free ? widget : class extends widget {});
  }
}
