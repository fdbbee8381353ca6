/** `rackrate/server`: the API of a backend as a function from request to response. */
export type { Backend, RequestFacts } from '../contract/backend.ts';
export type { Handler } from './handler.ts';
export { createHandler } from './handler.ts';
export type { Limit, Limits } from './limits.ts';
export { defaultLimits } from './limits.ts';
export type { OpenApiDocument } from './openapi.ts';
export { openApiDocument } from './openapi.ts';
export type { Asset, HandlerOptions, ServerLog, ServerSignIn } from './options.ts';
