// A worker in a process of its own, to be killed: it runs what is due and tells how far it is.
import { runOurs } from '../../bench/billing-run/provider.ts';
import { openPostgres } from '../../src/storage/postgres.ts';

const [url = '', batchSize = ''] = process.argv.slice(2);
const store = await openPostgres({ url });
const { state, reason } = await runOurs(store, {
  batchSize: Number(batchSize),
  onProgress: ({ done }) => process.send?.(done),
});
await store.close();
if (state !== 'done') throw new Error(`The run ended early: ${reason}`);
process.disconnect();
