import type { Billing } from '../../src/billing.ts';
import type { RackrateElement } from './element.ts';
import { Load } from './load.ts';

/** The direction of a sorted column. */
export type Direction = 'ascending' | 'descending';

/** What every list can be asked for. */
export interface ListQuery {
  readonly sort?: string;
  readonly direction?: Direction;
  readonly filter?: string;
  readonly search?: string;
  readonly cursor?: string;
}

/** What every page of a list has. */
export interface ListPage {
  readonly rows: readonly unknown[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly from: number;
  readonly matching: number;
}

/** Milliseconds of quiet typing before a search is sent. */
const typingPause = 250;

/**
 * A list that the server sorts, filters and searches, in keyset pages.
 *
 * Each step is one request; what is on its way for an earlier step is aborted.
 */
export class ListController<Query extends ListQuery, Page extends ListPage> {
  /** What is shown, or asked for just now. */
  query: Query;
  readonly #load: Load<Page>;
  readonly #initial: Query;
  readonly #host: RackrateElement;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: RackrateElement,
    initial: Query,
    fetch: (billing: Billing, query: Query, signal: AbortSignal) => Promise<Page>,
  ) {
    this.#host = host;
    this.query = initial;
    this.#initial = initial;
    this.#load = new Load(host, (billing, signal) => fetch(billing, this.query, signal));
  }

  /** Page, error and whether an answer is awaited. */
  get state(): Load<Page> {
    return this.#load;
  }

  /** Whether rows are left out by a filter or a search. */
  get narrowed(): boolean {
    const { filter, search } = this.query;
    return (search ?? '') !== '' || (filter ?? 'all') !== (this.#initial.filter ?? 'all');
  }

  /** What `aria-sort` says of a column. */
  sorted(column: string): Direction | 'none' {
    return this.query.sort === column ? (this.query.direction ?? 'ascending') : 'none';
  }

  /** Sorts by a column; a second call turns the direction around. */
  sortBy(column: NonNullable<Query['sort']>, first: Direction = 'ascending'): Promise<void> {
    const other: Direction = this.sorted(column) === 'ascending' ? 'descending' : 'ascending';
    const direction = this.query.sort === column ? other : first;
    return this.#go({ ...this.query, sort: column, direction });
  }

  /** Shows the rows of a filter. */
  filterBy(filter: NonNullable<Query['filter']>): Promise<void> {
    return this.#go({ ...this.query, filter });
  }

  /** Searches once the client has stopped typing. */
  search(text: string): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      const search = text.trim();
      if (search !== (this.query.search ?? '')) void this.#go({ ...this.query, search });
    }, typingPause);
  }

  /** Takes filter and search away. */
  clear(): Promise<void> {
    clearTimeout(this.#typing);
    return this.#go({ ...this.#initial, ...sortOf(this.query) });
  }

  /** Goes to the next or previous page. */
  turn(cursor: string): Promise<void> {
    this.query = { ...this.query, cursor };
    return this.reload();
  }

  /** Loads the same page again. */
  reload(): Promise<void> {
    this.#host.requestUpdate();
    return this.#load.run();
  }

  #go(query: Query): Promise<void> {
    const { cursor: _cursor, search, ...rest } = query;
    // An empty search is left out: the contract takes a part of a number, never nothing.
    this.query = (search ? { ...rest, search } : rest) as Query;
    return this.reload();
  }
}

function sortOf(query: ListQuery): Pick<ListQuery, 'sort' | 'direction'> {
  const { sort, direction } = query;
  return { ...(sort && { sort }), ...(direction && { direction }) };
}
