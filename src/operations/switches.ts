import * as z from 'zod';
import type { SwitchOperations } from '../contract/switches.ts';
import { commandId, id, nothing, out, outOrNull, type SchemasOf } from './fields.ts';

const effect = z.enum(['charging', 'invoicing', 'provisioning', 'destroying']);

const list = z.strictObject({
  off: z.array(z.strictObject({ effect, pluginId: outOrNull, actor: out, offSince: out })),
});

/** Schemas of the operations on switches. */
export const switchSchemas: SchemasOf<SwitchOperations> = {
  'switches.list': { input: nothing, output: list },
  'switches.set': {
    input: z.strictObject({ commandId, effect, pluginId: id.exactOptional(), on: z.boolean() }),
    output: list,
  },
};
