import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html, unsafeStatic } from 'lit/static-html.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { define } from '../../components/define.ts';
import { lazyNames } from '../../components/lazy.ts';

const browserGlobals = ['window', 'document', 'location', 'history', 'matchMedia'];
const asked: string[] = [];
const { fetch } = globalThis;

beforeEach(() => {
  asked.length = 0;
  globalThis.fetch = (input) => {
    asked.push(String(input));
    return Promise.reject(new Error('A server rendering asks nothing.'));
  };
});
afterEach(() => {
  globalThis.fetch = fetch;
});

/** A widget as a server renders it, in a provider, as text without style sheets and marks. */
async function rendered(name: string): Promise<string> {
  const tag = unsafeStatic(`rr-${name}`);
  const page = html`<rr-provider base="https://shop.example/api"
    ><${tag} heading-level="3"></${tag}
  ></rr-provider>`;
  const text = await collectResult(render(page));
  return text.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/<!--[\s\S]*?-->/g, '');
}

/** What is inside the declarative shadow root of a widget. */
function shadowOf(text: string, name: string): string {
  const start = text.indexOf('<template', text.indexOf(`<rr-${name}`));
  return text.slice(start, text.indexOf('</template>', start));
}

describe('server rendering', () => {
  it('[19.7] there is nothing of a browser here, neither before nor after registering', () => {
    define();
    expect(browserGlobals.filter((name) => name in globalThis)).toEqual([]);
  });

  it.each(lazyNames)('[19.7] rr-%s shows what it will be, and asks nothing', async (name) => {
    define();
    const shadow = shadowOf(await rendered(name), name);
    expect(shadow).toContain('shadowrootmode="open"');
    expect(shadow).toContain('rr-skeleton');
    expect(shadow).toMatch(/role="status"[^>]*>\s*[A-Z][a-z]|<h3/);
    // A form of ours would be sent by the browser, with what was typed in the address.
    if (/password|sign-in/.test(name)) expect(shadow).not.toMatch(/<form|<input/);
    expect(asked).toEqual([]);
  });

  it('[19.7] the provider passes on what is inside it', async () => {
    define();
    const text = await rendered('invoice-list');
    expect(shadowOf(text, 'provider')).toContain('<slot>');
    expect(text.indexOf('<rr-invoice-list')).toBeGreaterThan(text.indexOf('</template>'));
  });

  it('[19.7] titles that need no data are there at once', async () => {
    define();
    const lists = ['invoice-list', 'package-list', 'contact-list', 'todo-list'];
    const titled = [...lists, 'outlook', 'billing-account-list', 'routing'];
    for (const name of titled)
      expect(shadowOf(await rendered(name), name)).toMatch(/<h3[^>]*>[^<]/);
  });
});
