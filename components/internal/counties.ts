import type { RackrateElement } from './element.ts';
import { Load } from './load.ts';

/** The counties of one state of the United States at a time, from `contacts.counties`. */
export class Counties {
  readonly #load: Load<readonly string[]>;
  #state = '';

  constructor(host: RackrateElement) {
    this.#load = new Load<readonly string[]>(host, async (billing, signal) => {
      const { counties } = await billing.contacts.counties({ state: this.#state }, { signal });
      return counties;
    });
  }

  /** The counties; undefined while they are not there. */
  get list(): readonly string[] | undefined {
    return this.#state === '' ? [] : this.#load.value;
  }

  /** Whether they could not be loaded. */
  get failed(): boolean {
    return this.#load.error !== null;
  }

  /** Whether the backend knows of no counties, so that one is typed. */
  get missing(): boolean {
    return this.#load.error?.code === 'not_supported';
  }

  /** Two letters of a state; empty: there are no counties. The same again asks nothing. */
  use(state: string): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#load.set(undefined);
    if (state !== '') this.retry();
  }

  /** Asks again. */
  retry(): void {
    void this.#load.run();
  }
}
