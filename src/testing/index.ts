/** `rackrate/testing`: a billing of one's own to test with, and the suites that a plugin passes. */
export type { TestBilling, TestBillingOptions, TestClock } from './billing.ts';
export { createTestBilling, openTestStore, testChance, testClock } from './billing.ts';
export type * from './conformance/index.ts';
export { gatewayConformance, mailerConformance, panelConformance } from './conformance/index.ts';
