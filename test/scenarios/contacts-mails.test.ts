import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requiredEvents } from '../../src/notices/templates.ts';
import { expectSoundBooks } from '../support/books.ts';
import { addContact, changeContact } from '../support/contacts.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
let placed: Placed;
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
  placed = await orderAs(world, 'camille');
  await world.settle();
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const mailsTo = (userName: string) =>
  world.mails.filter(({ to }) => to === `${userName}@atelier-lumiere.example`);

const sentSince = (before: number) => world.mails.slice(before).map(({ to }) => to.split('@')[0]);

describe('mails of a client with several contacts', () => {
  it('[3.2] each contact gets what it chose, once, in its own format and language', async () => {
    await addContact(world, placed.client, 'plain', { mails: ['paid'], mailFormat: 'plain' });
    await addContact(world, placed.client, 'rich', { mails: ['paid', 'welcome'] });
    await addContact(world, placed.client, 'silent', { mails: [] });
    const before = world.mails.length;
    await payCard(world, placed, 'good');
    await world.settle();
    await world.settle();
    expect(sentSince(before).sort()).toEqual(['camille', 'camille', 'plain', 'rich', 'rich']);
    const [plain] = mailsTo('plain');
    const [rich] = mailsTo('rich');
    expect(plain?.html).toBeNull();
    expect(rich?.html).toContain('<p>');
    expect(plain?.subject).toBe(rich?.subject);
    const own = mailsTo('camille').find(({ subject }) => subject === rich?.subject);
    // French writes the amount with a comma.
    expect(own?.text).toMatch(/\d,\d\d/);
    expect(rich?.text).toMatch(/\d\.\d\d/);
    expect(new Set(world.mails.map(({ messageId }) => messageId)).size).toBe(world.mails.length);
  });

  it('[3.2] the primary contact gets what it chose, and always what it must', async () => {
    const { contactId } = placed.client;
    await changeContact(world, placed.client, contactId, { mails: [...requiredEvents] });
    await addContact(world, placed.client, 'noel', { mails: ['paid'] });
    const before = world.mails.length;
    await payCard(world, placed, 'good');
    await world.settle();
    const sent = world.mails
      .slice(before)
      .map(({ to, subject }) => `${to.split('@')[0]} ${subject}`);
    expect(sent.sort()).toEqual([
      expect.stringMatching(/^camille .* is ready$/),
      expect.stringMatching(/^noel Paid/),
    ]);
  });

  it('[4.6, 3.2] the panel’s password is in the primary contact’s mail alone', async () => {
    await addContact(world, placed.client, 'noel', { mails: ['welcome'] });
    await payCard(world, placed, 'good');
    await world.settle();
    const own = mailsTo('camille').find(({ text }) => text.includes('panel password'));
    expect(own).toBeDefined();
    const [other] = mailsTo('noel');
    expect(other?.text).toContain('is set up');
    expect(other?.text).not.toContain('panel password');
    const links = [own, other].map((mail) => /#token=([\w-]+)/.exec(mail?.text ?? '')?.[1]);
    expect(new Set(links).size).toBe(2);
    expect(other?.text).toContain('User name: noel');
  });

  it('[15.1] a contact whose mail fails keeps nobody else from theirs', async () => {
    await addContact(world, placed.client, 'noel', { mails: ['paid'] });
    const sent: string[] = [];
    await world.restart({
      plugins: (all) =>
        all.map((plugin) => {
          const { mailer } = plugin;
          if (mailer === undefined) return plugin;
          const send: typeof mailer.send = (mail, context) => {
            if (mail.to.startsWith('camille')) {
              return Promise.resolve({ status: 'failed', code: 'unavailable', message: 'Full' });
            }
            sent.push(mail.to);
            return mailer.send(mail, context);
          };
          return { ...plugin, mailer: { ...mailer, send } };
        }),
    });
    await payCard(world, placed, 'good');
    for (const seconds of [0, 60, 300, 1800, 7200]) {
      world.clock.advance(seconds);
      await world.settle();
    }
    expect(sent).toEqual(['noel@atelier-lumiere.example']);
  });
});
