import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { RackrateElement } from '../internal/element.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { pickerWords, strings } from './billing-account.strings.ts';

/** A package that can be moved. */
export interface Pickable {
  readonly packageId: string;
  readonly name: string;
  /** What it is, and what pays it now. */
  readonly sub: string;
}

/** The list on the left, of what is not chosen, and that on the right. */
type Side = 'out' | 'in';

interface SideState {
  readonly selected: Set<string>;
  cursor: string | null;
  anchor: string | null;
}

const other: { readonly [From in Side]: Side } = { out: 'in', in: 'out' };

/**
 * Two lists, *Not billable for* and *Billable for*, between which packages are moved by double
 * click, by buttons and by keyboard (SPEC 9.5, S87).
 *
 * Arrows browse, Space selects, Shift extends, Ctrl A selects all, Enter moves what is selected or
 * else what the cursor is at. A move is announced, and the cursor stays with the next package.
 */
export class PackagePicker implements ReactiveController {
  readonly #host: RackrateElement;
  readonly #announce: (text: string) => void;
  readonly #changed: () => void;
  #packages: readonly Pickable[] = [];
  #chosen: Set<string> = new Set();
  #sides: { readonly [At in Side]: SideState } = { out: fresh(), in: fresh() };
  #show: Side | null = null;

  /**
   * @param announce says what was moved.
   * @param changed called when something was moved.
   */
  constructor(host: RackrateElement, announce: (text: string) => void, changed: () => void) {
    this.#host = host;
    this.#announce = announce;
    this.#changed = changed;
    host.addController(this);
  }

  /** The packages on the right, in the order in which they are listed. */
  get chosen(): readonly string[] {
    return this.#on('in').map(({ packageId }) => packageId);
  }

  /** Fills the lists; nothing is selected then. */
  fill(packages: readonly Pickable[], chosen: readonly string[]): void {
    this.#packages = packages;
    this.#chosen = new Set(chosen);
    this.#sides = { out: fresh(), in: fresh() };
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const side = this.#show;
    this.#show = null;
    const cursor = side === null ? null : this.#sides[side].cursor;
    if (cursor === null || side === null) return;
    const option = this.#host.renderRoot.querySelector(`#${CSS.escape(optionId(side, cursor))}`);
    option?.scrollIntoView({ block: 'nearest' });
  }

  /** Both lists with the buttons between them; described by the heading of that id. */
  render(labelledBy: string): TemplateResult {
    const { format } = this.#host;
    const side = (at: Side, title: string): TemplateResult => {
      const count = format.number(this.#on(at).length);
      return html`<div class="rr-picker__side">
        <p class="rr-label" id="list-${at}">${title} <span class="rr-count">${count}</span></p>
        ${this.#renderList(at)}
      </div>`;
    };
    return html`<div class="rr-picker" part="picker" role="group" aria-labelledby=${labelledBy}>
        ${side('out', strings.notBillableFor())}
        <div class="rr-picker__moves" part="moves">
          ${this.#button('out', false, pickerWords.addSelected(), icons.next)}
          ${this.#button('out', true, pickerWords.addAll(), icons.nexts)}
          ${this.#button('in', false, pickerWords.dropSelected(), icons.back)}
          ${this.#button('in', true, pickerWords.dropAll(), icons.backs)}
        </div>
        ${side('in', strings.billableFor())}
      </div>
      ${keys()}`;
  }

  #renderList(side: Side): TemplateResult {
    const packages = this.#on(side);
    const { cursor } = this.#sides[side];
    return html`<div class="rr-listwrap">
      <ul
        class="rr-listbox"
        role="listbox"
        tabindex="0"
        id=${side}
        part="list"
        aria-multiselectable="true"
        aria-labelledby="list-${side}"
        aria-activedescendant=${cursor === null ? nothing : optionId(side, cursor)}
        @focus=${() => this.#focused(side)}
        @keydown=${(event: KeyboardEvent) => this.#keyed(side, event)}
      >
        ${packages.map((one) => this.#renderOption(side, one))}
      </ul>
      ${
        packages.length === 0
          ? html`<p class="rr-listwrap__none rr-muted">${pickerWords.empty()}</p>`
          : nothing
      }
    </div>`;
  }

  #renderOption(side: Side, { packageId, name, sub }: Pickable): TemplateResult {
    const { selected, cursor } = this.#sides[side];
    return html`<li
      class="rr-option ${cursor === packageId ? 'rr-option--cursor' : ''}"
      role="option"
      id=${optionId(side, packageId)}
      aria-selected=${selected.has(packageId) ? 'true' : 'false'}
      @click=${(event: MouseEvent) => this.#clicked(side, packageId, event)}
      @dblclick=${() => this.#move(side, [packageId])}
    >
      ${icon(icons.check)}<span
        ><bdi>${name}</bdi>${sub === '' ? nothing : html`<span class="rr-sub">${sub}</span>`}</span
      >
    </li>`;
  }

  #button(from: Side, all: boolean, label: string, drawing: icons.Icon): TemplateResult {
    const ids = (): readonly string[] =>
      all ? this.#on(from).map(({ packageId }) => packageId) : [...this.#sides[from].selected];
    return html`<button
      class="rr-btn rr-btn--icon"
      type="button"
      aria-label=${label}
      title=${label}
      aria-disabled=${ids().length === 0 ? 'true' : nothing}
      @click=${() => this.#move(from, ids())}
    >
      ${icon(drawing, undefined, true)}
    </button>`;
  }

  #on(side: Side): readonly Pickable[] {
    return this.#packages.filter(
      ({ packageId }) => this.#chosen.has(packageId) === (side === 'in'),
    );
  }

  #focused(side: Side): void {
    const at = this.#sides[side];
    if (at.cursor !== null) return;
    at.cursor = this.#on(side)[0]?.packageId ?? null;
    at.anchor = at.cursor;
    this.#host.requestUpdate();
  }

  #clicked(side: Side, packageId: string, event: MouseEvent): void {
    const at = this.#sides[side];
    at.cursor = packageId;
    if (event.shiftKey) this.#extend(side);
    else {
      at.anchor = packageId;
      toggle(at.selected, packageId);
    }
    this.#host.requestUpdate();
  }

  #keyed(side: Side, event: KeyboardEvent): void {
    const at = this.#sides[side];
    const all = event.key === 'a' && (event.ctrlKey || event.metaKey);
    if (all) for (const { packageId } of this.#on(side)) at.selected.add(packageId);
    else if (event.key === ' ' && at.cursor !== null) toggle(at.selected, at.cursor);
    else if (event.key === 'Enter') this.#enter(side);
    else if (!this.#browse(side, event)) return;
    event.preventDefault();
    this.#show = side;
    this.#host.requestUpdate();
  }

  /** @returns whether the key browses. */
  #browse(side: Side, { key, shiftKey }: KeyboardEvent): boolean {
    const at = this.#sides[side];
    const ids = this.#on(side).map(({ packageId }) => packageId);
    const index = at.cursor === null ? -1 : ids.indexOf(at.cursor);
    const steps: { readonly [key: string]: number } = {
      ArrowDown: Math.min(index + 1, ids.length - 1),
      ArrowUp: Math.max(index - 1, 0),
      Home: 0,
      End: ids.length - 1,
    };
    const to = Object.hasOwn(steps, key) ? steps[key] : undefined;
    if (to === undefined) return false;
    at.cursor = ids[to] ?? null;
    if (shiftKey) this.#extend(side);
    else at.anchor = at.cursor;
    return true;
  }

  /** Selects all from where the extending began to the cursor. */
  #extend(side: Side): void {
    const at = this.#sides[side];
    const ids = this.#on(side).map(({ packageId }) => packageId);
    const ends = [at.anchor ?? at.cursor, at.cursor].map((id) =>
      id === null ? -1 : ids.indexOf(id),
    );
    const [from, to] = [Math.min(...ends), Math.max(...ends)];
    at.selected.clear();
    for (const id of ids.slice(Math.max(from, 0), to + 1)) at.selected.add(id);
  }

  #enter(side: Side): void {
    const { selected, cursor } = this.#sides[side];
    if (selected.size > 0) this.#move(side, [...selected]);
    else if (cursor !== null) this.#move(side, [cursor]);
  }

  #move(from: Side, ids: readonly string[]): void {
    if (ids.length === 0) return;
    const before = this.#on(from).map(({ packageId }) => packageId);
    const last = Math.max(...ids.map((id) => before.indexOf(id)));
    for (const id of ids) toggle(this.#chosen, id);
    const at = this.#sides[from];
    at.selected.clear();
    const left = before.filter((id) => !ids.includes(id));
    at.cursor = before.slice(last + 1).find((id) => left.includes(id)) ?? left.at(-1) ?? null;
    at.anchor = at.cursor;
    const to = this.#sides[other[from]];
    to.selected.clear();
    to.cursor = ids.at(-1) ?? to.cursor;
    to.anchor = to.cursor;
    const { length } = ids;
    const shown = this.#host.format.number(length);
    const words = from === 'out' ? pickerWords.added : pickerWords.dropped;
    this.#announce(words(length, shown));
    this.#changed();
    this.#host.requestUpdate();
  }
}

/** The keys of the lists, for those who look. */
function keys(): TemplateResult {
  const key = (name: string): TemplateResult => html`<kbd class="rr-kbd">${name}</kbd>`;
  return html`<p class="rr-keys rr-wide" aria-hidden="true">
    <span>${key('↑')} ${key('↓')} ${pickerWords.browse()}</span
    ><span>${key(pickerWords.space())} ${pickerWords.select()}</span
    ><span>${key(pickerWords.enter())} ${pickerWords.move()}</span
    ><span>${key('Ctrl')} ${key('A')} ${pickerWords.selectAll()}</span>
  </p>`;
}

function fresh(): SideState {
  return { selected: new Set(), cursor: null, anchor: null };
}

function toggle(ids: Set<string>, id: string): void {
  if (!ids.delete(id)) ids.add(id);
}

function optionId(side: Side, packageId: string): string {
  return `option-${side}-${packageId}`;
}
