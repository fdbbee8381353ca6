import { UsageError } from './exit-codes.ts';
import type { CliIo } from './io.ts';

/** As short as a pass-phrase may be that everything sealed depends on. */
const shortest = 12;

/** The pass-phrase of an operator: of the environment, for scripts, else asked on the terminal. */
export async function passPhrase({ ask, environment }: CliIo): Promise<string> {
  const given = environment['RACKRATE_PASSPHRASE'];
  if (given !== undefined) return given;
  if (ask === undefined) {
    throw new UsageError('There is no terminal to ask on. Set RACKRATE_PASSPHRASE.');
  }
  return ask('Pass-phrase: ');
}

/**
 * A new pass-phrase, asked twice.
 *
 * @throws UsageError when it is too short, or the second is another one.
 */
export async function newPassPhrase(io: CliIo): Promise<string> {
  const chosen = await passPhrase(io);
  if ([...chosen].length < shortest) {
    throw new UsageError(`A pass-phrase has at least ${shortest} characters.`);
  }
  if (io.environment['RACKRATE_PASSPHRASE'] !== undefined) return chosen;
  if ((await io.ask?.('The same again: ')) !== chosen) {
    throw new UsageError('The two are not the same. Nothing was made.');
  }
  return chosen;
}
