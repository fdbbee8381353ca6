import type { Plugin } from 'esbuild';

/** Takes the layout of the sources out of the templates of components. */
export const templates: Plugin;
