import { type Command, Option } from 'commander';
import { createSealingKeys, type SealingAlgorithm } from '../../node/sealing-keys.ts';
import type { Cli } from '../context.ts';
import { requireNewFile, writeNewFile } from '../new-file.ts';
import { newPassPhrase } from '../pass-phrase.ts';

interface CreateFlags {
  readonly out: string;
  readonly algorithm: SealingAlgorithm;
}

/** `keys create` (SPEC 9.7). */
export function addKeyCommands(program: Command, cli: Cli): void {
  const keys = program.command('keys').description('the pair of keys that seals bank accounts');
  keys
    .command('create')
    .description(
      'make a pair: the private key under a pass-phrase, the public one for the settings',
    )
    .requiredOption('--out <file>', 'the file of the private key; it must not be there yet')
    .addOption(
      new Option('--algorithm <name>', 'how it seals')
        .choices(['ECDH-ES', 'RSA-OAEP-256'])
        .default('ECDH-ES'),
    )
    .action((flags: CreateFlags) => create(cli, flags));
}

async function create({ io }: Cli, { out, algorithm }: CreateFlags): Promise<void> {
  requireNewFile(out);
  const { file, publicKey } = await createSealingKeys(await newPassPhrase(io), algorithm);
  writeNewFile(out, `${file}\n`);
  io.out(`${JSON.stringify(publicKey, null, 2)}\n`);
  io.error(
    `The private key is in ${out}. Keep a copy of it apart from the server: without it, or without
its pass-phrase, no bank account can be collected from. The public key above is the setting
sealingKey.\n`,
  );
}
