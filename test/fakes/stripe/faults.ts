import type { Json } from './state.ts';

/** An error of the API, as its clients see it. */
export class StripeFault extends Error {
  readonly status: number;
  readonly body: { readonly [key: string]: Json };
  /** Whether the endpoint had begun: then its key repeats the error. */
  readonly begun: boolean;

  constructor(
    status: number,
    body: { readonly type: string; readonly message: string; readonly [key: string]: Json },
    begun = true,
  ) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.begun = begun;
  }
}

/** A request that the API does not understand; its key is as fresh as before. */
export function badParameter(code: string, param: string, message: string): StripeFault {
  return new StripeFault(400, { type: 'invalid_request_error', code, param, message }, false);
}

/** A request that cannot be done. */
export function refused(
  message: string,
  more: { readonly [key: string]: Json } = {},
  status = 400,
): StripeFault {
  return new StripeFault(status, { type: 'invalid_request_error', message, ...more });
}

/** An object that does not exist for this key. */
export function missing(object: string, id: string, param = 'intent'): StripeFault {
  const message = `No such ${object}: '${id}'`;
  return refused(message, { code: 'resource_missing', param }, 404);
}
