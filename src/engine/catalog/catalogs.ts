import type { LoadedCatalog } from '../../contract/catalog.ts';
import type { Output } from '../../contract/operations.ts';
import { type Fault, fail, isBillingError } from '../../errors.ts';
import { parseCatalog } from '../../operations/catalog-document.ts';
import { type EngineContext, emit, inScope, type Scope } from '../context.ts';
import type { Command, Query } from '../use-case.ts';

/**
 * Takes the newest catalog into force when another process has loaded one. Callers read its number
 * along with what they read anyway, so that it costs no statement as long as nothing is new.
 */
export async function useNewest(scope: Scope, newest: number | null): Promise<void> {
  const { catalogs, log } = scope.context;
  if (newest === null || newest <= catalogs.number) return;
  const { document } = await scope.handle
    .selectFrom('catalogs')
    .select('document')
    .where('number', '=', newest)
    .executeTakeFirstOrThrow();
  try {
    catalogs.take(newest, parseCatalog(document));
  } catch (error) {
    if (!isBillingError(error)) throw error;
    // Written by another version of the program: what is in force stays.
    log(`The catalog ${newest} cannot be read: ${error.message}`);
    catalogs.take(newest, catalogs.current);
  }
}

/** Looks for a newer catalog: at the start of a process, of a run and of a worker's round. */
export async function refreshCatalog(context: EngineContext): Promise<void> {
  await inScope(context, 'catalog', async (scope) => {
    const { newest } = await scope.handle
      .selectFrom('catalogs')
      .select((row) => row.fn.max('number').as('newest'))
      .executeTakeFirstOrThrow();
    await useNewest(scope, newest);
  });
}

/** @throws BillingError `invalid_input` for text that is no JSON. */
function readText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `The file is no JSON: ${error instanceof Error ? error.message : ''}`;
    fail('invalid_input', message, { field: 'document', faults: [{ field: '', message }] });
  }
}

function faultsOf(text: string): readonly Fault[] {
  try {
    parseCatalog(readText(text));
    return [];
  } catch (error) {
    if (!isBillingError(error)) throw error;
    return error.faults;
  }
}

/** `catalog.check` (SPEC 2.7). */
export const checkCatalogFile: Query<'catalog.check'> = {
  kind: 'query',
  run(_scope, _caller, { document }): Promise<Output<'catalog.check'>> {
    const faults = faultsOf(document);
    return Promise.resolve({
      faults: faults.map(({ field, message }) => ({ path: field, message })),
    });
  },
};

/** `catalog.load` (SPEC 2.7): a bad file changes nothing, a good one is in force at once. */
export const loadCatalog: Command<'catalog.load', LoadedCatalog> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<LoadedCatalog> {
    const document = readText(input.document);
    const catalog = parseCatalog(document);
    const { number } = await scope.handle
      .insertInto('catalogs')
      .values({
        document: JSON.stringify(document),
        actor: scope.actor,
        loaded_at: scope.now,
      })
      .returning('number')
      .executeTakeFirstOrThrow();
    await emit(scope, 'catalog.loaded', String(number), null);
    const plans = catalog.products.reduce((sum, product) => sum + product.plans.length, 0);
    const loadedAt = scope.now.toISOString();
    return { number, products: catalog.products.length, plans, loadedAt };
  },
  after: (context) => refreshCatalog(context),
  view: (_scope, _caller, loaded) => Promise.resolve(loaded),
};
