import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { sameSecret, sha256 } from '../crypto.ts';
import { openSession } from './accounts.ts';
import type { VendorCore } from './core.ts';
import { renderPage } from './page.ts';
import type { AccountRow, SessionRow } from './state.ts';

const cookieLife = 30 * 60_000;
const cookieName = 'sandbox_panel';

async function findSession(
  vendor: VendorCore,
  kind: SessionRow['kind'],
  secret: string,
): Promise<AccountRow | null> {
  if (secret === '') return null;
  const hash = await sha256(secret);
  const { state } = vendor;
  const session = state.sessions.find((row) => row.kind === kind && row.hash === hash);
  if (session === undefined) return null;
  if (kind === 'link') {
    // Taken away before anything else is done with it: a link works once.
    state.sessions = state.sessions.filter((row) => row !== session);
    vendor.save();
  }
  if (session.expiresAt <= vendor.now()) return null;
  return state.accounts.find((row) => row.id === session.accountId) ?? null;
}

function formPage(message: string | null, status = 200): Promise<Response> {
  return renderPage({
    title: 'Sandbox panel',
    status,
    content: html`${message === null ? '' : html`<p class="note bad" role="alert">${message}</p>`}
<form method="post" action="./sign-in">
<label for="user">User name</label>
<input id="user" name="userName" autocomplete="username" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Sign in</button>
</form>`,
  });
}

function suspendedPage(account: AccountRow): Promise<Response> {
  return renderPage({
    title: 'Account suspended',
    status: 403,
    content: html`<p class="note bad">The account ${account.userName} is suspended.</p>
<p>${account.reason}</p>`,
  });
}

function homePage(account: AccountRow): Promise<Response> {
  return renderPage({
    title: 'Sandbox panel',
    content: html`<p class="note">Signed in as ${account.userName}</p>
<dl><dt>Plan</dt><dd>${account.plan}</dd>
<dt>Domain</dt><dd>${account.domain ?? 'none'}</dd>
<dt>Status</dt><dd>${account.status}</dd></dl>
<form method="post" action="./sign-out"><button class="quiet">Sign out</button></form>`,
  });
}

async function enter(vendor: VendorCore, account: AccountRow): Promise<Response> {
  if (account.status === 'suspended') return suspendedPage(account);
  const secret = await openSession(vendor, account, 'cookie', cookieLife);
  return new Response(null, {
    status: 303,
    headers: {
      location: './home',
      'cache-control': 'no-store',
      // Without a path the cookie belongs to the folder of this page, behind a proxy as well.
      'set-cookie': `${cookieName}=${secret}; HttpOnly; SameSite=Lax; Max-Age=1800`,
    },
  });
}

async function findByPassword(
  vendor: VendorCore,
  userName: string,
  password: string,
): Promise<AccountRow | null> {
  const account = vendor.state.accounts.find((row) => row.userName === userName);
  const hash = await sha256(`${account?.salt ?? ''}.${password}`);
  if (account === undefined || account.passwordHash === null) return null;
  return sameSecret(hash, account.passwordHash) ? account : null;
}

/** The panel as the hosting client sees it. */
export function panelRoutes(vendor: VendorCore): Hono {
  const routes = new Hono();
  routes.get('/panel/sign-in', async (c) => {
    const token = c.req.query('token');
    if (token === undefined) return formPage(null);
    const account = await findSession(vendor, 'link', token);
    if (account === null)
      return formPage('This link has ended. Sign in, or ask for a new one.', 403);
    return enter(vendor, account);
  });
  routes.post('/panel/sign-in', async (c) => {
    const { userName, password } = await c.req.parseBody();
    const account = await findByPassword(vendor, String(userName), String(password));
    if (account === null) return formPage('User name or password do not fit.', 401);
    return enter(vendor, account);
  });
  routes.get('/panel/home', async (c) => {
    const account = await findSession(vendor, 'cookie', getCookie(c, cookieName) ?? '');
    if (account === null) return formPage(null, 401);
    return account.status === 'suspended' ? suspendedPage(account) : homePage(account);
  });
  routes.post('/panel/sign-out', async (c) => {
    const hash = await sha256(getCookie(c, cookieName) ?? '');
    vendor.state.sessions = vendor.state.sessions.filter((row) => row.hash !== hash);
    vendor.save();
    return new Response(null, { status: 303, headers: { location: './sign-in' } });
  });
  return routes;
}
