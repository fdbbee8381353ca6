import { Buffer } from 'node:buffer';
import type { Chance } from '../ports/clock.ts';

/** Chance from the machine's cryptographic source. */
export const machineChance: Chance = {
  uuid: () => crypto.randomUUID(),
  secret: (count) =>
    Buffer.from(crypto.getRandomValues(new Uint8Array(count))).toString('base64url'),
};
