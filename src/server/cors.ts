import type { HandlerOptions } from './options.ts';

/** Whether a page of this origin may use the API: it is listed, or it is the server's own. */
export function isAllowedOrigin(
  origin: string,
  request: Request,
  options: HandlerOptions,
): boolean {
  return (
    options.allowedOrigins.includes(origin) ||
    origin === (options.origin ?? new URL(request.url).origin)
  );
}

/**
 * The origin of the page that asks. Browsers send none with a GET to the page's own server, but
 * say so in another header, which pages cannot set.
 */
export function originOf(request: Request, options: HandlerOptions): string | null {
  const origin = request.headers.get('origin');
  if (origin !== null) return origin;
  if (request.headers.get('sec-fetch-site') !== 'same-origin') return null;
  return options.origin ?? new URL(request.url).origin;
}

/** Header fields of CORS: for a listed origin itself, for any other nothing. */
export function corsHeaders(
  request: Request,
  options: HandlerOptions,
): Readonly<Record<string, string>> {
  const origin = request.headers.get('origin');
  if (origin === null || !options.allowedOrigins.includes(origin)) return { vary: 'Origin' };
  const allowed = {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Retry-After, RateLimit, RateLimit-Policy',
  };
  if (!request.headers.has('access-control-request-method')) return allowed;
  return {
    ...allowed,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'Authorization, Content-Type',
    'access-control-max-age': '600',
  };
}
