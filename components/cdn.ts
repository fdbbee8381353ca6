import { define } from './define.ts';

// The one file that registers by being loaded: a page has only its script tag.
define();

export * from './index.ts';
