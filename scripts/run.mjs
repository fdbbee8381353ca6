// Runs a program of node_modules/.bin and reports how it went.
import { spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

const path = `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH}`;

/** Runs a command; what it prints comes back as one text, so that two at once do not mix. */
export function run(command, parameters, env = {}) {
  return new Promise((done) => {
    const child = spawn(command, parameters, {
      env: { ...process.env, PATH: path, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', (error) => done({ passed: false, output: `${output}${error}\n` }));
    child.on('close', (code) => done({ passed: code === 0, output }));
  });
}

/** Counts of one check that either passes or fails. */
export function one(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** The sum of several counts. */
export function total(list) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of list) for (const key of Object.keys(sum)) sum[key] += counts[key];
  return sum;
}
