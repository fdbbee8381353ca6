import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { html as staticHtml } from 'lit/static-html.js';
import type { BillingError } from '../../src/errors.ts';
import { RackrateElement } from '../internal/element.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { asBillingError, Load } from '../internal/load.ts';
import { property, state } from '../internal/property.ts';
import { emptyState, referenceOf, signedOutState, skeletonRows } from '../internal/states.ts';
import { describe } from '../internal/strings.ts';
import { tagOf } from '../internal/tag.ts';
import { type Access, askAccess } from './access.ts';
import type { Routing } from './address.ts';
import { asks, pathAsked } from './events.ts';
import { HeadingFocus } from './focus.ts';
import { furtherLinks, menu, type Ways } from './menu.ts';
import { Navigation } from './navigation.ts';
import { strings, viewName } from './portal.strings.ts';
import { styles } from './portal.styles.ts';
import { placeOf, type View } from './routes.ts';
import { renderView } from './views.ts';

/** Detail of `rr-navigate`. */
export interface NavigateDetail {
  /** Without slashes at its ends, `invoices/inv_1`; empty for Home. */
  readonly path: string;
  /** `invoice`. */
  readonly view: View;
  /** What the view is called in the page's language. */
  readonly name: string;
}

/**
 * The whole client portal in one element: a menu, and under it the widget of what is chosen
 * (SPEC 13.3). It stands alone or inside a panel's page; events of the widgets inside pass out
 * of it as they are.
 *
 * @summary The client portal.
 * @attr {'hash'|'history'|'none'} routing - Where the place is kept: `#/invoices` (when left out),
 *   the path below `base`, or not in the address.
 * @attr {string} base - Folder of the portal for `history`, `/account/`.
 * @attr {string} path - With routing `none`: what is shown, `invoices`.
 * @attr {boolean} embedded - The page around has its own sign-in: there is no form for it here,
 *   and no button to sign out.
 * @attr {string} document-title - Writes the title of the page, `{view} · My provider`; left out,
 *   the title stays as it is.
 * @attr {number} heading-level - Level of the view's title, 1 to 6; 2 when left out.
 * @event {CustomEvent<NavigateDetail>} rr-navigate - Another view is shown.
 * @event {CustomEvent} rr-signed-out - The client has signed out, or a widget was told that nobody
 *   is signed in.
 * @slot rr-gateway - The gateway's fields, put there by the widget that pays.
 * @slot menu - More entries of the menu.
 * @slot sign-in - What stands below the sign-in form, such as a link for a lost password.
 * @slot signed-out - What to show instead of a text when nobody is signed in, and the page around
 *   has the sign-in.
 * @csspart base - The widget.
 * @csspart menu - The menu.
 * @csspart view - What is chosen.
 * @csspart more - Ways from Home to what the menu does not name.
 * @csspart sign-out - The button.
 * @csspart empty - That there is no such page.
 * @csspart error - Why signing out did not work.
 * @csspart skeleton - What shows while it is asked what is offered.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackratePortal extends RackrateElement {
  static override readonly widget: string = 'portal';

  static override readonly styles: CSSResultGroup = styles;

  readonly #access: Load<Access> = new Load<Access>(this, askAccess);
  readonly #live: LiveRegion = new LiveRegion(this);
  readonly #focus: HeadingFocus = new HeadingFocus();
  readonly #navigation: Navigation = new Navigation(this, {
    routing: () => this.routing,
    base: () => this.base,
    arrived: () => this.#arrived(),
  });
  #focusNext = false;

  @state()
  protected signedOut: boolean = false;

  @state()
  protected leaving: boolean = false;

  @state()
  protected problem: BillingError | null = null;

  /** Where the place is kept. */
  @property()
  routing: Routing = 'hash';

  /** Folder of the portal for `history`. */
  @property()
  base: string = '/';

  /** What is shown; with another routing than `none` the address of the page wins at first. */
  @property()
  path: string = '';

  /** Whether the page around has its own sign-in. */
  @property({ type: Boolean })
  embedded: boolean = false;

  /** Pattern of the page's title with `{view}`; empty: it is left alone. */
  @property({ attribute: 'document-title' })
  documentTitle: string = '';

  constructor() {
    super();
    for (const type of asks) this.addEventListener(type, this.#asked);
    this.addEventListener('rr-signed-out', () => this.#signedOut());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The page may have been elsewhere while the portal was out of it.
    if (this.hasUpdated) this.path = this.#navigation.path;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#focus.cancel();
  }

  /** Shows a path, such as `invoices` or `packages/pkg_1/upgrade`. */
  navigate(path: string): void {
    this.#navigation.go(path);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const moved = changed.has('routing') || changed.has('base');
    if (moved) this.#navigation.begin(this.path);
    if (moved || !this.hasUpdated) this.path = this.#navigation.path;
    else if (changed.has('path')) this.#navigation.go(this.path);
  }

  protected override firstUpdated(): void {
    this.#nameDocument(viewName(placeOf(this.path).view));
  }

  protected override load(): void {
    void this.#ask();
  }

  protected override updated(): void {
    const view = this.renderRoot.querySelector<HTMLElement>('#view');
    if (!this.#focusNext || view === null) return;
    this.#focusNext = false;
    void this.#focusView(view);
  }

  /** A widget has its heading, if it needs no data for it, after its first update. */
  async #focusView(view: HTMLElement): Promise<void> {
    const widget = view.querySelector('[heading-level]');
    if (widget instanceof RackrateElement) await widget.updateComplete;
    if (view.isConnected) this.#focus.move(view, widget);
  }

  async #ask(): Promise<void> {
    await this.#access.run();
    if (this.#access.busy) return;
    const out = this.#access.value?.signedOut ?? false;
    if (out === this.signedOut) return;
    // At first nobody was signed in or out yet, and the focus is the page's.
    this.#focusNext = this.signedOut;
    this.signedOut = out;
  }

  #arrived(): void {
    const { path } = this.#navigation;
    this.path = path;
    this.problem = null;
    this.#focusNext = !this.signedOut;
    this.requestUpdate();
    // What could not be asked may be there by now.
    if (this.#access.value?.features.size === 0) this.load();
    const { view } = placeOf(path);
    const name = viewName(view);
    this.#live.announce(name);
    this.#nameDocument(name);
    const detail: NavigateDetail = { path, view, name };
    this.emit('rr-navigate', detail);
  }

  #nameDocument(name: string): void {
    if (this.documentTitle !== '') document.title = this.documentTitle.replace('{view}', name);
  }

  /** The page's own listeners stand further out, so they are heard first. */
  readonly #asked = (event: Event): void => {
    queueMicrotask(() => {
      const path = pathAsked(event);
      if (path === null || event.defaultPrevented) return;
      // Told to the provider, which would show it in a widget beside the portal.
      event.preventDefault();
      this.#navigation.go(path);
    });
  };

  #followed(event: MouseEvent): void {
    const path = this.#navigation.pathOfClick(event);
    if (path === null) return;
    event.preventDefault();
    this.#navigation.go(path);
  }

  #signedOut(): void {
    if (this.signedOut) return;
    this.signedOut = true;
    this.#focusNext = this.matches(':focus-within');
  }

  async #signOut(): Promise<void> {
    const signIn = this.billing?.adapter.signIn;
    if (signIn === undefined || this.leaving) return;
    this.leaving = true;
    this.problem = null;
    try {
      await signIn.signOut();
      this.emit('rr-signed-out');
      this.#focusNext = true;
      this.#live.announce(strings.signedOut());
      this.context?.refresh.notify();
    } catch (error) {
      this.problem = asBillingError(error);
    } finally {
      this.leaving = false;
    }
  }

  get #ways(): Ways {
    return {
      href: (path) => this.#navigation.hrefOf(path),
      go: (path) => this.#navigation.go(path),
    };
  }

  protected override render(): TemplateResult {
    return html`<div
      class="rr"
      part="base"
      @click=${(event: MouseEvent) => this.#followed(event)}
    >
      ${this.#live.render()}
      <div class="rr-stack">${this.#renderBody()}</div>
    </div>`;
  }

  #renderBody(): TemplateResult | typeof nothing {
    const access = this.#access.value;
    if (access === undefined) {
      return this.#access.slow
        ? html`<section class="rr-panel" aria-busy="true">
            ${skeletonRows(5, strings.loading())}
          </section>`
        : nothing;
    }
    if (this.signedOut) {
      return html`<div id="view" part="view" tabindex="-1">${this.#renderSignIn()}</div>`;
    }
    const { path } = this.#navigation;
    const { view } = placeOf(path);
    return html`${menu(access.features, view, this.#ways, this.#renderSignOut())}
      ${this.#renderProblem()}
      <div
        class="rr-view"
        id="view"
        part="view"
        role="group"
        tabindex="-1"
        aria-label=${viewName(view)}
      >
        ${keyed(path, this.#renderView(path, access.features))}
      </div>
      ${view === 'home' ? furtherLinks(access.features, this.#ways) : nothing}`;
  }

  #renderView(path: string, features: Access['features']): TemplateResult {
    const { view, id } = placeOf(path);
    const level = this.headingLevel;
    if (view === 'not-found') {
      return emptyState({
        icon: icons.search,
        title: strings.notFoundTitle(),
        text: strings.notFoundText(path),
        level,
        action: this.#renderHome(),
      });
    }
    const tag = (name: string): ReturnType<typeof tagOf> => tagOf(this, name);
    return renderView({ view, id }, { tag, href: this.#ways.href, level, features });
  }

  #renderHome(): TemplateResult {
    const { href, go } = this.#ways;
    const address = href('');
    return address === ''
      ? html`<button class="rr-btn" type="button" @click=${() => go('')}>
          ${strings.goHome()}
        </button>`
      : html`<a class="rr-btn" href=${address}>${strings.goHome()}</a>`;
  }

  #renderSignIn(): TemplateResult {
    if (this.embedded || this.billing?.adapter.signIn === undefined) {
      return signedOutState(this.headingLevel);
    }
    const tag = tagOf(this, 'sign-in');
    return staticHtml`<${tag} heading-level=${this.headingLevel}
      ><slot name="sign-in"></slot
    ></${tag}>`;
  }

  #renderSignOut(): TemplateResult | typeof nothing {
    if (this.embedded || this.billing?.adapter.signIn === undefined) return nothing;
    return html`<button
      class="rr-btn rr-btn--sm rr-btn--quiet"
      part="sign-out"
      type="button"
      aria-disabled=${this.leaving ? 'true' : nothing}
      @click=${() => this.#signOut()}
    >
      ${this.leaving ? strings.signingOut() : strings.signOut()}
    </button>`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const error = this.problem;
    if (error === null) return nothing;
    return html`<div class="rr-banner rr-banner--bad" part="error" role="alert">
      ${icon(icons.alert)}
      <div>
        <p class="rr-banner__title">${strings.signOutFailed()}</p>
        <p>${describe(error)} ${referenceOf(error)}</p>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-portal': RackratePortal;
  }
}
