import * as z from 'zod';
import type { ClientOperations, ClientView } from '../contract/clients.ts';
import {
  area,
  commandId,
  cursor,
  id,
  inputMoney,
  money,
  note,
  nothing,
  optionalText,
  origin,
  out,
  outCount,
  outOrNull,
  password,
  type SchemasOf,
} from './fields.ts';
import { sessionToken } from './orders.ts';

const status = z.enum(['active', 'suspended', 'closed']);

const client: z.ZodType<ClientView, unknown> = z
  .strictObject({
    clientId: out,
    number: outCount,
    name: out,
    status,
    currency: out,
    country: out,
    vatNumber: outOrNull,
    language: out,
    primaryContact: z.strictObject({
      contactId: out,
      firstName: out,
      lastName: out,
      email: out,
      userName: out,
    }),
  })
  .meta({ id: 'Client' });

/** Schemas of the operations on clients and sessions. */
export const clientSchemas: SchemasOf<ClientOperations> = {
  'sessions.current': {
    input: nothing,
    output: z.strictObject({
      kind: z.enum(['public', 'client', 'operator']),
      clientId: outOrNull,
      name: outOrNull,
      company: outOrNull,
      currency: outOrNull,
      country: outOrNull,
      areas: z.array(area),
    }),
  },
  'clientSessions.create': {
    input: z.strictObject({
      commandId,
      clientId: id,
      contactId: id.exactOptional(),
      areas: z.array(area).max(5),
      origin,
    }),
    output: sessionToken,
  },
  'clientSessions.revoke': {
    input: z.strictObject({ commandId, sessionId: id }),
    output: z.strictObject({ revoked: z.boolean() }),
  },
  'clients.get': { input: z.strictObject({ clientId: id }), output: client },
  'clients.list': {
    input: z.strictObject({
      search: optionalText(100).exactOptional(),
      cursor: cursor.exactOptional(),
    }),
    output: z.strictObject({ rows: z.array(client), next: outOrNull }),
  },
  'clients.changeStatus': {
    input: z.strictObject({ commandId, clientId: id, status, reason: note() }),
    output: client,
  },
  'clients.credit': {
    input: z.strictObject({ commandId, clientId: id, amount: inputMoney, reason: note() }),
    output: z.strictObject({ credit: money }),
  },
  'clients.unpark': {
    input: z.strictObject({ commandId, clientId: id, reason: note() }),
    output: client,
  },
  'passwords.set': {
    input: z.strictObject({ commandId, token: z.string().min(1).max(200), password }),
    output: z.strictObject({ userName: out }),
  },
};
