/** The conformance suites: a plugin's own test is mostly a call of one of these. */
export type { VendorFault, WorldParts } from './context.ts';
export { type GatewayConformance, gatewayConformance } from './gateway.ts';
export type { GatewayHarness, MakeData } from './gateway-scene.ts';
export {
  type ArrivedMail,
  type MailerConformance,
  type MailerHarness,
  mailerConformance,
} from './mailer.ts';
export { type PanelConformance, type PanelHarness, panelConformance } from './panel.ts';
export {
  type VatRegisterConformance,
  type VatRegisterHarness,
  vatRegisterConformance,
} from './vat-register.ts';
