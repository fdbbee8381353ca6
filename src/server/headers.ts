import { corsHeaders } from './cors.ts';
import type { HandlerOptions, RequestState } from './options.ts';

const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** What an answer may say for itself; else the strictest applies. */
const unlessSet: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
};

/** The answer with the header fields that every answer has. */
export function finish(
  request: Request,
  answer: Response,
  options: HandlerOptions,
  state: RequestState,
): Response {
  const own = mutable(answer);
  const { headers } = own;
  for (const [name, value] of Object.entries(unlessSet)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  const secure = options.origin?.startsWith('https:') === true;
  const added = {
    ...always,
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    ...state.limit,
  };
  for (const [name, value] of Object.entries(added)) headers.set(name, value);
  // What a plugin or the sign-in says of CORS must not widen the list.
  for (const name of [...headers.keys()]) {
    if (name.startsWith('access-control-')) headers.delete(name);
  }
  const { vary, ...cors } = corsHeaders(request, options);
  if (vary !== undefined) headers.append('vary', vary);
  for (const [name, value] of Object.entries(cors)) headers.set(name, value);
  return own;
}

/** Our own answers are changed as they are: a copy would turn their text into a stream. */
function mutable(answer: Response): Response {
  try {
    answer.headers.delete('server');
    return answer;
  } catch {
    // What came from a fetch, such as a plugin's answer, cannot be changed.
    const { body, status } = answer;
    return new Response(body, { status, headers: new Headers(answer.headers) });
  }
}
