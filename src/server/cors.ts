/** Which pages may use the API. */
export interface Cors {
  /** Whether an origin is the server's own or on the list. */
  allows(origin: string, request: Request): boolean;
  /** The answer to a preflight, or null when the request is none. */
  preflight(request: Request): Response | null;
  /** Sets what a browser needs to let an allowed origin's page read the answer. */
  apply(request: Request, headers: Headers): void;
}

/**
 * Cross-origin access by an exact list of origins; pages of any other get no CORS header.
 *
 * Credentials are allowed: the list names whom the provider trusts.
 */
export function createCors(allowedOrigins: readonly string[]): Cors {
  const listed = new Set(allowedOrigins);
  const apply = (request: Request, headers: Headers): void => {
    headers.append('vary', 'Origin');
    const origin = request.headers.get('origin');
    if (origin === null || !listed.has(origin)) return;
    headers.set('access-control-allow-origin', origin);
    headers.set('access-control-allow-credentials', 'true');
    headers.set('access-control-expose-headers', 'Retry-After');
  };
  return {
    apply,
    allows: (origin, request) => listed.has(origin) || origin === new URL(request.url).origin,
    preflight(request) {
      const asked = request.headers.has('access-control-request-method');
      if (request.method !== 'OPTIONS' || !asked) return null;
      const headers = new Headers();
      apply(request, headers);
      if (headers.has('access-control-allow-origin')) {
        headers.set('access-control-allow-methods', 'GET, POST');
        headers.set('access-control-allow-headers', 'Authorization, Content-Type');
        headers.set('access-control-max-age', '600');
      }
      return new Response(null, { status: 204, headers });
    },
  };
}
