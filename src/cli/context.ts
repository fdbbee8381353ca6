import type { Connection, ConnectionOptions } from './connection.ts';
import type { CliIo } from './io.ts';

/** What a command group gets. */
export interface Cli {
  readonly io: CliIo;
  /** Options that every command has. */
  readonly options: () => GlobalOptions;
  /** Opens the connection, works, closes it. */
  readonly work: (use: (connection: Connection) => Promise<void>) => Promise<void>;
  /** Prints an answer: as JSON where that was asked, else as text. */
  readonly print: (answer: unknown, text: string) => void;
  /** The id of the command: the caller's, so that a repeat is the same command (Law 11). */
  readonly commandId: () => string;
  /** Ends with another code than 0 without an error. */
  readonly endWith: (code: number) => void;
}

/** Options that every command has. */
export interface GlobalOptions extends ConnectionOptions {
  readonly json?: boolean;
  readonly commandId?: string;
}
