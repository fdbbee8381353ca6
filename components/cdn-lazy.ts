import { defineLazily } from './lazy.ts';

// Registers by being loaded, as cdn.ts does, but loads each widget when the page first has one.
defineLazily();

export { defineLazily };
