import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Exchange } from './api.ts';
import { asObject, type Json, type JsonObject } from './state.ts';

/** Where the published schemas are. */
const folder = new URL('../../../../shared/facts/gateways/', import.meta.url);

const files = [
  'paypal-checkout_orders_v2.json',
  'paypal-payments_payment_v2.json',
  'paypal-vault_payment_tokens_v3.json',
  'paypal-notifications_webhooks_v1.json',
] as const;

const read = (name: string): JsonObject =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as JsonObject;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** OpenAPI's own words are none of JSON Schema. */
function asSchema(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => asSchema(item));
  if (!isObject(value)) return value;
  const own = ['readOnly', 'deprecated', 'example', 'examples', 'discriminator', 'xml', 'nullable'];
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => {
        const isWord = own.includes(key) && !isObject(inner);
        // `description` is also the name of a field.
        return !key.startsWith('x-') && !isWord && !(key === 'description' && !isObject(inner));
      })
      .map(([key, inner]) => [
        key,
        key === '$ref' && typeof inner === 'string'
          ? inner.replace('#/components/schemas/', '#/definitions/')
          : asSchema(inner),
      ]),
  );
}

interface Operation {
  readonly request: Json | undefined;
  readonly replies: { readonly [status: string]: Json | undefined };
  readonly definitions: JsonObject;
}

function contentOf(part: Json | undefined): Json | undefined {
  const json = asObject(asObject(asObject(part)['content'])['application/json']);
  return json['schema'];
}

function operations(): ReadonlyMap<string, Operation> {
  const found = new Map<string, Operation>();
  for (const file of files) {
    const document = read(file);
    const definitions = asObject(asSchema(asObject(asObject(document['components'])['schemas'])));
    const bodies = asObject(asObject(document['components'])['requestBodies']);
    for (const [path, methods] of Object.entries(asObject(document['paths']))) {
      for (const [method, operation] of Object.entries(asObject(methods))) {
        const route = `${method.toUpperCase()} ${path.replace(/\{\w+\}/, ':id')}`;
        const body = asObject(asObject(operation)['requestBody']);
        const name = body['$ref'];
        const named = typeof name === 'string' ? bodies[name.split('/').at(-1) ?? ''] : body;
        const replies = Object.entries(asObject(asObject(operation)['responses'])).map(
          ([status, reply]) => [status, contentOf(reply)] as const,
        );
        const request = contentOf(named);
        found.set(route, { request, replies: Object.fromEntries(replies), definitions });
      }
    }
  }
  return found;
}

/** The schemas of a field, by all that a schema is put together of. */
function fieldsOf(schema: Json | undefined, definitions: JsonObject): Map<string, Json> | null {
  if (!isObject(schema)) return null;
  const { $ref, allOf, anyOf, oneOf, properties } = schema;
  const parts: Json[] = [];
  if (typeof $ref === 'string') parts.push(definitions[$ref.split('/').at(-1) ?? ''] ?? {});
  for (const list of [allOf, anyOf, oneOf]) if (Array.isArray(list)) parts.push(...list);
  const fields = new Map<string, Json>(isObject(properties) ? Object.entries(properties) : []);
  let known = isObject(properties);
  for (const part of parts) {
    const inner = fieldsOf(part, definitions);
    if (inner === null) continue;
    known = true;
    for (const [name, value] of inner) fields.set(name, value);
  }
  return known && schema['additionalProperties'] !== true ? fields : null;
}

function itemsOf(schema: Json | undefined, definitions: JsonObject): Json | undefined {
  if (!isObject(schema)) return undefined;
  if ('items' in schema) return schema['items'];
  const name = schema['$ref'];
  if (typeof name !== 'string') return undefined;
  return itemsOf(definitions[name.split('/').at(-1) ?? ''], definitions);
}

/** Fields that no schema has: the published ones allow any more. */
function strangers(
  value: Json,
  schema: Json | undefined,
  definitions: JsonObject,
  at = '',
): readonly string[] {
  if (Array.isArray(value)) {
    const items = itemsOf(schema, definitions);
    return value.flatMap((item) => strangers(item, items, definitions, `${at}/-`));
  }
  const fields = fieldsOf(schema, definitions);
  if (!isObject(value) || fields === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const own = fields.get(name);
    if (own === undefined) return [`${at}/${name} is in no schema`];
    return strangers(inner, own, definitions, `${at}/${name}`);
  });
}

/** What newer versions of the API take or give, and the published files of 2024 do not know. */
const newer = [
  /^\/payment_source\/token\/type must be equal to one of/,
  /^\/payments?_source\/paypal\/account_status/,
];

function problems(validate: ValidateFunction, value: Json): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What is wrong with requests and replies by the published schemas. */
export interface PayPalSchemas {
  readonly exchange: (exchange: Exchange) => readonly string[];
  /** Whether there is a schema for a reply of a route. */
  readonly knows: (route: string, status: number) => boolean;
}

/** Reads the published schemas. @throws Error where they are not there. */
export function readSchemas(): PayPalSchemas {
  const known = operations();
  const ajv = new Ajv({ strict: false, logger: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const compiled = new Map<string, ValidateFunction>();
  const look = (name: string, value: Json, schema: Json, definitions: JsonObject) => {
    const own = asObject(asSchema(schema));
    const validate = compiled.get(name) ?? ajv.compile({ ...own, definitions });
    compiled.set(name, validate);
    return [...problems(validate, value), ...strangers(value, own, definitions)];
  };
  const schemaOf = (route: string, status: number): Json | undefined =>
    known.get(route)?.replies[String(status)];
  return {
    knows: (route, status) => schemaOf(route, status) !== undefined,
    exchange: ({ body, reply, route, status }) => {
      const operation = known.get(route);
      if (operation === undefined) return [];
      const { definitions, request } = operation;
      const said =
        request === undefined ? [] : look(`${route} request`, body, request, definitions);
      const schema = schemaOf(route, status);
      const name = `${route} ${status}`;
      const answered = schema === undefined ? [] : look(name, reply, schema, definitions);
      return [...said, ...answered]
        .filter((text) => !newer.some((pattern) => pattern.test(text)))
        .map((text) => `${route} ${status}: ${text}`);
    },
  };
}
