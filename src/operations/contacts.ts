import * as z from 'zod';
import type { ContactFields, ContactOperations, ContactView } from '../contract/contacts.ts';
import { areas } from '../contract/operation.ts';
import {
  area,
  commandId,
  country,
  email,
  id,
  language,
  nothing,
  out,
  outCount,
  outOrNull,
  password,
  phone,
  region,
  type SchemasOf,
  text,
  userName,
} from './fields.ts';

const mailFormat = z.enum(['html', 'plain']);

/** Which mails there are, the engine knows; more than this many nobody can choose. */
const mostMails = 50;

const fields: z.ZodType<ContactFields, unknown> = z
  .strictObject({
    company: text().exactOptional(),
    firstName: text(),
    lastName: text(),
    email,
    street: text(),
    street2: text().exactOptional(),
    city: text(),
    state: text(100).exactOptional(),
    county: text(100).exactOptional(),
    zip: text(20),
    country,
    phone,
    phone2: phone.exactOptional(),
    fax: phone.exactOptional(),
    mobile: phone.exactOptional(),
    userName,
    password: password.exactOptional(),
    language,
    mailFormat,
    mails: z.array(text(40)).max(mostMails),
    areas: z.array(area).max(areas.length),
  })
  .check(region);

const rows = z.strictObject({
  rows: z.array(
    z
      .strictObject({
        contactId: out,
        name: out,
        company: outOrNull,
        email: out,
        userName: out,
        isPrimary: z.boolean(),
        isSelf: z.boolean(),
        areas: z.array(area),
        version: outCount,
      })
      .meta({ id: 'ContactRow' }),
  ),
});

const contact: z.ZodType<ContactView, unknown> = z
  .strictObject({
    contactId: out,
    clientId: out,
    isPrimary: z.boolean(),
    isSelf: z.boolean(),
    company: outOrNull,
    firstName: out,
    lastName: out,
    email: out,
    street: out,
    street2: outOrNull,
    city: out,
    state: outOrNull,
    county: outOrNull,
    zip: out,
    country: out,
    phone: out,
    phone2: outOrNull,
    fax: outOrNull,
    mobile: outOrNull,
    userName: out,
    language: out,
    mailFormat,
    mails: z.array(out),
    areas: z.array(area),
    version: outCount,
  })
  .meta({ id: 'Contact' });

const version = z.int().min(1);
const oneOf = z.strictObject({ commandId, contactId: id, version });

/** Schemas of the operations on contacts. */
export const contactSchemas: SchemasOf<ContactOperations> = {
  'contacts.list': { input: z.strictObject({ clientId: id.exactOptional() }), output: rows },
  'contacts.options': {
    input: nothing,
    output: z.strictObject({
      languages: z.array(out),
      mails: z.array(z.strictObject({ mail: out, required: z.boolean() })),
      areas: z.array(area),
    }),
  },
  'contacts.counties': {
    input: z.strictObject({ state: text(100) }),
    output: z.strictObject({ counties: z.array(out) }),
  },
  'contacts.get': { input: z.strictObject({ contactId: id }), output: contact },
  'contacts.add': {
    input: z.strictObject({ commandId, clientId: id.exactOptional(), contact: fields }),
    output: contact,
  },
  'contacts.change': {
    input: z.strictObject({ commandId, contactId: id, version, contact: fields }),
    output: contact,
  },
  'contacts.remove': { input: oneOf, output: rows },
  'contacts.makePrimary': { input: oneOf, output: rows },
};
