import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The secrets of the example; a real provider keeps them in its own vault. */
export interface ExampleSecrets {
  readonly provider: string;
  readonly sandbox: string;
  readonly webhook: string;
  /** The hosting panel's key for client sessions. */
  readonly panelKey: string;
  readonly operatorKey: string;
}

/** Reads the secrets, or makes them at the first start. */
export function readSecrets(path: string): ExampleSecrets {
  if (!existsSync(path)) {
    const make = (): string => randomBytes(32).toString('hex');
    const made: ExampleSecrets = {
      provider: make(),
      sandbox: make(),
      webhook: make(),
      panelKey: make(),
      operatorKey: make(),
    };
    writeFileSync(path, JSON.stringify(made, null, 2), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(path, 'utf8')) as ExampleSecrets;
}
