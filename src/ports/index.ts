/** `rackrate/plugin`: the contracts for authors of plugins. */
export type { Money } from '../rules/money.ts';
export type * from './clock.ts';
export type * from './gateway.ts';
export type * from './gateway-client.ts';
export type * from './mailer.ts';
export { MismatchError, type MismatchReason } from './mismatch.ts';
export type * from './panel.ts';
export type * from './plugin.ts';
export type * from './vat-register.ts';
