import { createEmbeddedAdapter } from '../adapters/embedded.ts';
import { createHttpAdapter } from '../adapters/http.ts';
import { scopes } from '../contract/operation.ts';
import type { Adapter } from '../contract/operations.ts';
import type { Engine } from '../engine/engine.ts';
import { openEngine } from '../node/open-engine.ts';
import { readConfig } from './config.ts';
import { UsageError } from './exit-codes.ts';
import type { CliIo } from './io.ts';

/** Where a command works: options that every command has. */
export interface ConnectionOptions {
  readonly url?: string;
  readonly key?: string;
  readonly database?: string;
  readonly config?: string;
}

/** Operations at a server, or on a database. */
export interface Connection {
  readonly execute: Adapter['execute'];
  /** On a database: the run that tells how far it is. */
  readonly run?: Engine['run'];
  close(): Promise<void>;
}

/** A server by its key, else the database of a configuration; options go before the environment. */
export async function connect(options: ConnectionOptions, io: CliIo): Promise<Connection> {
  const { environment } = io;
  const url = options.url ?? environment['RACKRATE_URL'];
  const config = options.config ?? environment['RACKRATE_CONFIG'];
  // What is given on the command line is meant, whatever the environment has.
  const onDatabase = options.config !== undefined || options.database !== undefined;
  if (url !== undefined && !(onDatabase && options.url === undefined)) {
    return connectByKey(url, options.key ?? environment['RACKRATE_KEY']);
  }
  if (config !== undefined) return connectToDatabase(config, options, io);
  throw new UsageError('Say where: --url and --key of a server, or --config of a provider.');
}

function connectByKey(url: string, key: string | undefined): Connection {
  if (!URL.canParse(url)) throw new UsageError(`"${url}" is no address of a server.`);
  if (key === undefined) throw new UsageError('Say --key, or set RACKRATE_KEY.');
  const forEver = new Date(8.64e15).toISOString();
  const adapter = createHttpAdapter({
    base: url,
    credentials: 'omit',
    getToken: () => Promise.resolve({ token: key, expiresAt: forEver }),
  });
  return { execute: adapter.execute.bind(adapter), close: () => Promise.resolve() };
}

async function connectToDatabase(
  config: string,
  options: ConnectionOptions,
  io: CliIo,
): Promise<Connection> {
  const provider = await readConfig(config);
  const database = databaseOf(options, io);
  const log = (message: string): void => io.error(`${message}\n`);
  const opened = await openEngine({ log, ...provider, ...(database && { database }) });
  const principal = { kind: 'operator', name: 'cli', scopes } as const;
  const adapter = createEmbeddedAdapter({ backend: opened.engine, principal });
  return {
    execute: adapter.execute.bind(adapter),
    run: (run) => opened.engine.run({ actor: 'operator:cli', ...run }),
    close: () => opened.close(),
  };
}

/** The database that was named beside the configuration's; undefined for that one. */
export function databaseOf(
  { database }: ConnectionOptions,
  { environment }: CliIo,
): string | undefined {
  return database ?? environment['RACKRATE_DATABASE'];
}
