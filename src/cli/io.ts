import { askHidden } from './ask-hidden.ts';

/** What the command uses of its process, so that tests can give it another. */
export interface CliIo {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether errors go to a terminal: only then a progress bar is drawn. */
  readonly isTerminal: boolean;
  /** Asks without showing the answer; absent where there is no terminal. */
  readonly ask?: (question: string) => Promise<string>;
  /** Resolves when the process is asked to end. */
  readonly stopped: () => Promise<void>;
}

/** The real process. */
export function processIo(): CliIo {
  return {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    environment: process.env,
    isTerminal: process.stderr.isTTY === true,
    ...(process.stdin.isTTY === true
      ? {
          ask: (question) => askHidden({ input: process.stdin, output: process.stderr }, question),
        }
      : {}),
    stopped: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) {
          process.once(signal, () => resolve());
        }
      }),
  };
}
