import {
  html,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';

/** Announces changes to screen readers without moving the focus. */
export class LiveRegion implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #text = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#text = '';
  }

  /** Says a sentence; the same sentence twice is said twice. */
  announce(text: string): void {
    // A no-break space makes an equal text a new one, which assistive technology reads again.
    this.#text = this.#text === text ? `${text}\u00a0` : text;
    this.#host.requestUpdate();
  }

  /** The region; it has to be in the page before something is announced. */
  render(): TemplateResult {
    return html`<p class="rr-hidden" role="status" aria-live="polite">${this.#text}</p>`;
  }
}
