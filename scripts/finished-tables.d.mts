import type { Plugin } from 'esbuild';

/** An esbuild plugin that works out `src/contract/routes.ts` while building. */
export const tables: Plugin;
