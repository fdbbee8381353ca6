import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { tables } from '../../scripts/finished-tables.mjs';
import { contract, operationNames } from './operations.ts';
import { routeOf } from './route-rule.ts';
import { routes } from './routes.ts';

describe('routes', () => {
  it('has method and path of every operation, and no other', () => {
    for (const name of operationNames) {
      const route = routeOf(name, routes[name]);
      expect(route).toBe(`${contract[name].method} ${contract[name].path}`);
      expect(route).toMatch(/^(GET|POST) \/\S+$/);
    }
    const ruled = operationNames.filter((name) => routes[name] === undefined);
    expect(ruled).toContain('invoices.markPaid');
    expect(Object.keys(routes).length + ruled.length).toBe(operationNames.length);
  });

  it('is in a bundle as a finished table, without the rest of the contract', async () => {
    const { outputFiles } = await build({
      entryPoints: ['src/contract/routes.ts'],
      bundle: true,
      write: false,
      format: 'esm',
      plugins: [tables],
      logLevel: 'silent',
    });
    const text = outputFiles[0]?.text ?? '';
    const built = await import(`data:text/javascript,${encodeURIComponent(text)}`);
    expect(built.routes).toEqual(routes);
    expect(text).not.toContain('summary');
    expect(text).not.toContain('access');
  });
});
