import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../src/testing/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the run's PostgreSQL; make a database of your own on it. */
    readonly postgresUrl: string;
  }
}

/** Starts one PostgreSQL for all tests on it, and ends it after them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}
