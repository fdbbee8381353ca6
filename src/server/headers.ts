import { corsHeaders } from './cors.ts';
import type { HandlerOptions, RequestState } from './options.ts';

const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** For a server that is reached by https. */
const transport = { 'strict-transport-security': 'max-age=31536000' } as const;

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
  for (const [name, value] of Object.entries(added(options, state))) headers.set(name, value);
  // What a plugin or the sign-in says of CORS must not widen the list.
  for (const name of [...headers.keys()]) {
    if (name.startsWith('access-control-')) headers.delete(name);
  }
  const { vary, ...cors } = corsHeaders(request, options);
  if (vary !== undefined) headers.append('vary', vary);
  for (const [name, value] of Object.entries(cors)) headers.set(name, value);
  return own;
}

/**
 * A JSON answer of ours with the same fields as by {@link finish}, given to it at once: most
 * requests are answered so, and to set field after field costs more than to find them.
 */
export function finishedJson(
  text: string,
  request: Request,
  options: HandlerOptions,
  state: RequestState,
): Response {
  state.isFinished = true;
  const headers = {
    'content-type': 'application/json',
    ...unlessSet,
    ...added(options, state),
    ...corsHeaders(request, options),
  };
  return new Response(text, { headers });
}

function added(options: HandlerOptions, state: RequestState): Readonly<Record<string, string>> {
  const secure = options.origin?.startsWith('https:') === true;
  return { ...always, ...(secure ? transport : {}), ...state.limit };
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
