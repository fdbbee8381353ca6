import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { createDatabase, startPostgres } from '../../src/testing/postgres.ts';

const warmUp = 600;
const requests = 1500;
const rounds = 5;

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function start(side, url, path = '') {
  const child = fork('bench/http/server.ts', [side, url, path], { stdio: 'inherit' });
  const [where] = await once(child, 'message');
  return { child, ...where, agent: new Agent({ keepAlive: true, maxSockets: 8 }) };
}

function ask({ port, path, token, agent }) {
  const headers =
    token === '' ? {} : { authorization: `Bearer ${token}`, origin: 'http://127.0.0.1' };
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, headers, agent }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`The server answered ${response.statusCode}.`));
      });
    });
    request.on('error', reject);
  });
}

async function load(server, count) {
  let left = count;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      await ask(server);
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
}

async function cpuOf({ child }) {
  child.send('cpu');
  const [{ cpu }] = await once(child, 'message');
  return cpu;
}

/** Microseconds of the server's processor for one request. */
async function measure(server) {
  const before = await cpuOf(server);
  await load(server, requests);
  return ((await cpuOf(server)) - before) / requests;
}

/** Reads one invoice over HTTP from PostgreSQL, beside bare Hono with the same statements. */
export default async function http() {
  const postgres = await startPostgres();
  const url = await createDatabase(postgres.url);
  const ours = await start('ours', url);
  const bare = await start('bare', url, ours.path);
  try {
    for (const server of [ours, bare]) await load(server, warmUp);
    const pairs = [];
    for (let round = 0; round < rounds; round += 1) {
      pairs.push({ ours: await measure(ours), bare: await measure(bare) });
    }
    const ratio = median(pairs.map((pair) => pair.ours / pair.bare));
    return {
      figures: {
        'processor time of one read, ours to bare Hono': Number(ratio.toFixed(2)),
        'ours, µs': Math.round(median(pairs.map((pair) => pair.ours))),
        'bare Hono, µs': Math.round(median(pairs.map((pair) => pair.bare))),
        measured: `${rounds} rounds of ${requests} requests each, 8 connections, the server's own`,
      },
      holds: { 'at most 2.0 times the processor time of bare Hono': ratio <= 2 },
    };
  } finally {
    for (const { child, agent } of [ours, bare]) {
      agent.destroy();
      child.kill();
    }
    await postgres.stop();
  }
}
