// Runs a program of node_modules/.bin and reports how it went.
import { spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

const path = `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH}`;

/**
 * Runs a command; what it prints comes back as one text, so that two at once do not mix. With a
 * limit it is ended after so many seconds, with all that it started.
 */
export function run(command, parameters, env = {}, limitSeconds = null) {
  return new Promise((done) => {
    const onWindows = process.platform === 'win32';
    const child = spawn(command, parameters, {
      env: { ...process.env, PATH: path, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: onWindows,
      // A group of its own can be ended as a whole.
      detached: limitSeconds !== null && !onWindows,
    });
    let overdue = false;
    const end = () => {
      overdue = true;
      if (onWindows) child.kill();
      else process.kill(-child.pid, 'SIGKILL');
    };
    const limit = limitSeconds === null ? null : setTimeout(end, limitSeconds * 1000);
    let output = '';
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    const finish = (passed, text) => {
      clearTimeout(limit);
      done({ passed, overdue, output: text });
    };
    child.on('error', (error) => finish(false, `${output}${error}\n`));
    child.on('close', (code) => finish(code === 0, output));
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
