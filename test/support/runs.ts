import fc from 'fast-check';

/** How often each property is tried; `npm run deep` asks for many more than `npm test`. */
const runs = process.env['RACKRATE_RUNS'] ?? '1000';
fc.configureGlobal({ numRuns: Number(runs) });
