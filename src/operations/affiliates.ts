import * as z from 'zod';
import type { AffiliateOperations, AffiliateProgramView } from '../contract/affiliates.ts';
import {
  commandId,
  id,
  inputMoney,
  money,
  out,
  outCount,
  outOrNull,
  type SchemasOf,
  text,
} from './fields.ts';

/** An affiliate program, with what a client earned in it. */
export const affiliateProgram: z.ZodType<AffiliateProgramView, unknown> = z
  .strictObject({
    programId: out,
    name: out,
    percent: outOrNull,
    fixed: z.array(money),
    recurring: z.boolean(),
    waitDays: outCount,
    minimumPayout: z.array(money),
    cookieDays: outCount,
    affiliate: z
      .strictObject({
        affiliateId: out,
        code: out,
        link: out,
        joinedOn: out,
        referred: outCount,
        earnings: z.array(
          z.strictObject({ currency: out, waiting: money, mature: money, paid: money }),
        ),
      })
      .nullable(),
  })
  .meta({ id: 'AffiliateProgram' });

/** Schemas of the operations on affiliate programs. */
export const affiliateSchemas: SchemasOf<AffiliateOperations> = {
  'affiliates.get': {
    input: z.strictObject({ clientId: id.exactOptional() }),
    output: z.strictObject({ programs: z.array(affiliateProgram) }),
  },
  'affiliates.join': {
    input: z.strictObject({ commandId, programId: id }),
    output: affiliateProgram,
  },
  'affiliates.payOut': {
    input: z.strictObject({
      commandId,
      affiliateId: id,
      amount: inputMoney,
      way: z.enum(['credit', 'by_hand']),
      reference: text(100).exactOptional(),
    }),
    output: affiliateProgram,
  },
};
