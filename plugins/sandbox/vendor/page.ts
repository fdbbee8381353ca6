import { html } from 'hono/html';
import { randomSecret } from '../crypto.ts';

/** HTML whose texts are escaped. */
export type Html = ReturnType<typeof html>;

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; color: #1a2233; background: #f4f6fa; }
  main { max-width: 26rem; margin: 2rem auto; padding: 1.5rem; background: #fff;
    border: 1px solid #d5dbe6; border-radius: 12px; }
  h1 { font-size: 1.25rem; margin: 0 0 1rem; }
  dl { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 1rem; }
  dt { color: #55607a; } dd { margin: 0; }
  label, input { display: block; } label { margin-top: 0.75rem; }
  input { width: 100%; box-sizing: border-box; font: inherit; padding: 0.5rem;
    border: 1px solid #7b869d; border-radius: 8px; }
  button { font: inherit; padding: 0.5rem 1rem; margin: 1rem 0.5rem 0 0; border-radius: 8px;
    border: 1px solid #1f4fd8; background: #1f4fd8; color: #fff; cursor: pointer; }
  button.quiet { background: #fff; color: #1f4fd8; }
  .note { padding: 0.75rem; background: #fff4d6; border-radius: 8px; }
  .note.bad { background: #fde8e8; }
`;

/** A page of the vendor with a policy that lets in nothing from elsewhere. */
export async function renderPage(options: {
  readonly title: string;
  readonly content: Html;
  readonly status?: number;
  /** Run in the page. It is written by us; data reaches it as JSON only. */
  readonly script?: string;
  /** Who may frame the page; nobody when it is left out. */
  readonly frameAncestor?: string;
  readonly headers?: Readonly<Record<string, string>>;
}): Promise<Response> {
  const nonce = randomSecret(16);
  const body = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${options.title}</title>
</head>
<body><main><h1>${options.title}</h1>${options.content}</main></body>
</html>`;
  const script =
    options.script === undefined ? '' : `<script nonce="${nonce}">${options.script}</script>`;
  const text = String(body)
    .replace('</head>', () => `<style nonce="${nonce}">${style}</style></head>`)
    .replace('</body>', () => `${script}</body>`);
  return new Response(text, {
    status: options.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; ` +
        `base-uri 'none'; form-action 'self'; frame-ancestors ${options.frameAncestor ?? "'none'"}`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...options.headers,
    },
  });
}

/** A value as JavaScript that cannot close its script element. */
export function asScriptValue(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
