import { descriptions } from './issues.ts';
import type { JsonObject } from './state.ts';

const messages = {
  400: 'Request is not well-formed, syntactically incorrect, or violates schema.',
  401:
    'Authentication failed due to missing authorization header, or invalid ' +
    'authentication credentials.',
  403: 'Authorization failed due to insufficient permissions.',
  404: 'The specified resource does not exist.',
  409: 'The server has detected a conflict while processing this request.',
  422:
    'The requested action could not be performed, semantically incorrect, or failed ' +
    'business validation.',
  429: 'Too many requests. Blocked due to rate limiting.',
  500: 'An internal server error occurred.',
  503: 'Service Unavailable.',
} as const;

const names = {
  400: 'INVALID_REQUEST',
  401: 'AUTHENTICATION_FAILURE',
  403: 'NOT_AUTHORIZED',
  404: 'RESOURCE_NOT_FOUND',
  409: 'RESOURCE_CONFLICT',
  422: 'UNPROCESSABLE_ENTITY',
  429: 'RATE_LIMIT_REACHED',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'SERVICE_UNAVAILABLE',
} as const;

/** Statuses of an error of the API. */
export type FaultStatus = keyof typeof names;

/** What an error says besides its status. */
export interface FaultDetail {
  readonly issue: string;
  readonly description?: string;
  readonly field?: string;
  /** Where the payer goes on. */
  readonly redirect?: string;
}

/** An error of the API, as its clients see it. */
export class PayPalFault extends Error {
  readonly status: FaultStatus;
  readonly detail: FaultDetail | null;

  constructor(status: FaultStatus, detail: FaultDetail | null = null) {
    super(detail?.issue ?? names[status]);
    this.status = status;
    this.detail = detail;
  }

  /** Its body, with an id to tell PayPal's support. */
  body(debugId: string): JsonObject {
    const { detail, status } = this;
    const base = { name: names[status], message: messages[status], debug_id: debugId };
    if (detail === null) return base;
    const { field, issue, redirect } = detail;
    const { description = descriptions[issue] ?? issue } = detail;
    const href = `https://developer.paypal.com/api/rest/errors/#${issue}`;
    const information = { href, rel: 'information_link', method: 'GET' };
    const payer = { href: redirect ?? '', rel: 'redirect', method: 'GET' };
    const where = field === undefined ? {} : { field, location: 'body' };
    return {
      ...base,
      details: [{ issue, description, ...where }],
      links: redirect === undefined ? [information] : [information, payer],
    };
  }
}

/** A request that cannot be done, by its issue. */
export function refused(issue: string, more: Omit<FaultDetail, 'issue'> = {}): PayPalFault {
  return new PayPalFault(422, { issue, ...more });
}

/** A request that the API does not understand. */
export function malformed(issue: string, field: string): PayPalFault {
  return new PayPalFault(400, { issue, field });
}

/** A thing that does not exist. */
export function missing(): PayPalFault {
  return new PayPalFault(404, { issue: 'INVALID_RESOURCE_ID' });
}
