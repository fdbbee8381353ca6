import fc from 'fast-check';

/** `npm run deep` asks for more runs of each property than `npm test` makes. */
const { RACKRATE_RUNS } = process.env;
if (RACKRATE_RUNS !== undefined) fc.configureGlobal({ numRuns: Number(RACKRATE_RUNS) });
