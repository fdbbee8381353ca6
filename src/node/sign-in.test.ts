import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../test/support/embedded-store.ts';
import type { Principal } from '../contract/operation.ts';
import type { Store } from '../storage/database.ts';
import { credentialRows } from '../storage/sign-in-rows.ts';
import { createSignIn, type SignInService } from './sign-in.ts';

const origin = 'https://billing.example';
const camille: Principal = { kind: 'client', clientId: 'c1', contactId: 'k1', areas: ['invoices'] };

let store: Store;
let signIn: SignInService;

beforeAll(async () => {
  store = await openEmbeddedStore();
  signIn = createSignIn({
    db: store.signInConnection,
    baseUrl: origin,
    basePath: '/api/sign-in',
    secret: 'a secret of a provider, 32 characters or more',
    trustedOrigins: ['https://shop.example'],
    findContact: (userId) => Promise.resolve(userId === 'u1' ? camille : null),
  });
  const passwordHash = await signIn.hashPassword('correct horse');
  await store.transaction(async (handle) => {
    for (const id of ['1', '2']) {
      const rows = credentialRows({
        userId: `u${id}`,
        accountId: `a${id}`,
        userName: `Camille.Dupont+${id}@example.fr`,
        name: 'Camille Dupont',
        email: `k${id}@contacts.invalid`,
        passwordHash,
        now: new Date('2027-01-05T10:00:00Z'),
      });
      await handle.insertInto('user').values(rows.user).execute();
      await handle.insertInto('account').values(rows.account).execute();
    }
  });
});

afterAll(() => store.close());

function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return signIn.handler(
    new Request(`${origin}/api/sign-in${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, ...headers },
      body: JSON.stringify(body),
    }),
  );
}

async function cookieOf(userName: string): Promise<string> {
  const answer = await post('/sign-in/username', { username: userName, password: 'correct horse' });
  expect(answer.status).toBe(200);
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}

const asks = (cookie: string): Request => new Request(`${origin}/api/x`, { headers: { cookie } });

describe('sign-in', () => {
  it('[3.4] the rows of an order let the contact sign in, without regard to case', async () => {
    const answer = await post('/sign-in/username', {
      username: 'camille.dupont+1@EXAMPLE.fr',
      password: 'correct horse',
    });
    expect(answer.status).toBe(200);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Secure-rackrate\.session_token=.*HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/; Secure/i);
    expect(await answer.text()).toBe('{"signedIn":true}');
    const sessions = await sql<{ id: string }>`select id from session`.execute(
      store.signInConnection,
    );
    expect(await signIn.principal(asks(cookie.split(';')[0] ?? ''))).toEqual({
      ...camille,
      signInId: sessions.rows.at(-1)?.id,
    });
  });

  it('[3.4] a wrong password and an unknown user name get the same answer', async () => {
    const wrong = [
      { username: 'camille.dupont+1@example.fr', password: 'wrong' },
      { username: 'nobody', password: 'correct horse' },
      { username: 'x'.repeat(400), password: 'correct horse' },
      { username: '', password: '' },
    ];
    const answers = await Promise.all(wrong.map((body) => post('/sign-in/username', body)));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401, 401]);
    expect(new Set(texts).size).toBe(1);
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(answers.every((answer) => answer.headers.getSetCookie().length === 0)).toBe(true);
  });

  it('[3.4] a user whose contact is gone, a forged cookie and none at all are nobody', async () => {
    const cookie = await cookieOf('camille.dupont+2@example.fr');
    expect(await signIn.principal(asks(cookie))).toBeNull();
    expect(await signIn.principal(asks(`${cookie}x`))).toBeNull();
    expect(await signIn.principal(new Request(`${origin}/api/x`))).toBeNull();
  });

  it('[3.4] signing out ends the session, not only its cookie', async () => {
    const cookie = await cookieOf('camille.dupont+1@example.fr');
    expect((await post('/sign-out', {}, { cookie })).status).toBe(200);
    expect(await signIn.principal(asks(cookie))).toBeNull();
  });

  it('[4.3] nobody signs up, and nothing else of the library can be reached', async () => {
    const body = { email: 'a@example.fr', password: 'correct horse', name: 'A', username: 'a' };
    for (const path of ['/sign-up/email', '/sign-in/email', '/update-user', '/change-password']) {
      expect((await post(path, body)).status).toBe(404);
    }
    const asked = await post('/is-username-available', { username: 'camille.dupont+1@example.fr' });
    expect(asked.status).toBe(404);
    expect(await store.signInConnection.selectFrom('user').select('id').execute()).toHaveLength(2);
  });

  it('[3.4] refuses pages of a foreign origin, with or without a cookie', async () => {
    const cookie = await cookieOf('camille.dupont+1@example.fr');
    const answer = await post('/sign-out', {}, { cookie, origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    const body = { username: 'camille.dupont+1@example.fr', password: 'correct horse' };
    const foreign = await post('/sign-in/username', body, { origin: 'https://evil.example' });
    expect([foreign.status, foreign.headers.getSetCookie()]).toEqual([403, []]);
    const shop = await post('/sign-in/username', body, { origin: 'https://shop.example' });
    expect(shop.status).toBe(200);
    expect(await signIn.principal(asks(cookie))).toMatchObject(camille);
  });
});
