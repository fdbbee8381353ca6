// Runs before `npm start` and `npm test`, on whatever Node there is: installs what
// package-lock.json names when node_modules is missing or older than the lock.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const mark = 'node_modules/.package-lock.json';
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];

function npm(...parameters) {
  const shell = process.platform === 'win32';
  return spawnSync('npm', [...parameters, ...quiet], { stdio: 'inherit', shell }).status === 0;
}

function isInstalled() {
  if (!existsSync(mark)) return false;
  return statSync(mark).mtimeMs >= statSync('package-lock.json').mtimeMs - 1000;
}

if (!isInstalled()) {
  const start = performance.now();
  // `ci` refuses where a registry lacks other platforms' binaries; the lock is kept either way.
  if (!npm('ci') && !npm('install', '--no-save')) process.exit(1);
  console.log(`Installed in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
}
