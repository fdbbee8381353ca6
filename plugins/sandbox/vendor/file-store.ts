import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { emptyState, type VendorState, type VendorStore } from './state.ts';

/**
 * Keeps the state in a JSON file. It is written beside and renamed, so that a crash leaves either
 * the old state or the new one.
 *
 * @throws Error when the file is there but is not a state.
 */
export function fileStore(path: string): VendorStore {
  return {
    load: () => {
      let text: string;
      try {
        text = readFileSync(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
      return { ...emptyState(), ...(JSON.parse(text) as VendorState) };
    },
    save: (state) => {
      mkdirSync(dirname(path), { recursive: true });
      const beside = `${path}.${process.pid}.new`;
      writeFileSync(beside, JSON.stringify(state), { mode: 0o600 });
      renameSync(beside, path);
    },
  };
}
