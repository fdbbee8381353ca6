import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encode } from '../../src/contract/wire.ts';
import { expectSoundBooks } from '../support/books.ts';
import { freshStore } from '../support/embedded-store.ts';
import { createWorld, type World } from '../support/world.ts';
import {
  type Answered,
  accountAnswers,
  changeAnswers,
  contactAnswers,
  invoiceAnswers,
  packageAnswers,
  saleAnswers,
} from './answers.ts';
import { addAccounts, billingAccountAnswers } from './billing-account-answers.ts';
import { go, liveTidewell } from './life.ts';
import { addDocuments, type Names, packageNames, withNames } from './names.ts';
import { storyCatalog } from './provider.ts';

const names = [
  'invoices',
  'packages',
  'account',
  'contacts',
  'changes',
  'sale',
  'accounts',
] as const;

let world: World;
let ids: Names;
let answers: Readonly<Record<(typeof names)[number], Answered>>;
beforeAll(async () => {
  world = await createWorld({ catalog: storyCatalog(), store: await freshStore() });
  const life = await liveTidewell(world);
  answers = {
    invoices: await invoiceAnswers(world, life),
    packages: await packageAnswers(world, life),
    account: await accountAnswers(world, life),
    contacts: await contactAnswers(world, life),
    changes: await changeAnswers(world, life),
    sale: await saleAnswers(world),
    accounts: await billingAccountAnswers(world, life),
  };
  ids = packageNames(life);
  addDocuments(ids, encode(answers));
  addAccounts(ids, encode(answers.accounts));
});
afterAll(async () => {
  await go(world, '2026-11-23');
  await expectSoundBooks(world);
  await world?.close();
});

describe('fixtures of the stories', () => {
  // `npm run fixtures` renews them.
  it.each(names)('%s are what the engine answers', async (name) => {
    const json = JSON.stringify(encode(answers[name]), null, 2);
    // The vendor's secrets are its own, and new each time.
    const text = `${withNames(json, ids).replaceAll(/secret=[\w-]+/g, 'secret=0')}\n`;
    await expect(text).toMatchFileSnapshot(`../../stories/fixtures/engine/${name}.json`);
  });
});
