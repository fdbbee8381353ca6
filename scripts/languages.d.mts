import type { Plugin } from 'esbuild';

export const languages: Plugin;
export function languageFiles(): Record<string, string>;
