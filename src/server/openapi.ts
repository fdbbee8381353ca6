import * as z from 'zod';
import type { Access } from '../contract/operation.ts';
import { contract, type OperationName, operationNames } from '../contract/operations.ts';
import { errorCodes, refusals } from '../errors.ts';
import { operationSchemas } from '../operations/index.ts';
import { problemType } from './problem.ts';

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

/** A JSON Schema of an object, as far as it is taken apart here. */
interface ObjectSchema {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly $defs?: Readonly<Record<string, object>>;
  readonly $schema?: string;
}

const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(errorCodes)),
    field: z.string().optional(),
    reason: z.enum(refusals).optional(),
    invoice: z.strictObject({ invoiceId: z.string(), number: z.string() }).optional(),
    faults: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
    reference: z.string().optional(),
  })
  .meta({ description: 'A problem document (RFC 9457).' });

/** The API as an OpenAPI document, from the contract and its schemas. */
export function openApiDocument(base: string): OpenApiDocument {
  const schemas: Record<string, object> = {};
  schemas['Problem'] = schemaOf(problem, 'output', schemas);
  const paths: Record<string, Record<string, object>> = {};
  for (const name of operationNames) {
    const { method, path } = contract[name];
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(name, schemas) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Rackrate',
      version: '1',
      description:
        'Ordering, billing and provisioning. Amounts are decimal strings. A command carries an ' +
        'id made by the caller: the same id again gives the same answer.',
    },
    servers: [{ url: base === '' ? '/' : base }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A client session or API key.' },
      },
    },
  };
}

function operationObject(name: OperationName, schemas: Record<string, object>): object {
  const { method, path, access, summary } = contract[name];
  const input = schemaOf(operationSchemas[name].input, 'input', schemas);
  const output = schemaOf(operationSchemas[name].output, 'output', schemas);
  const needed = input.required ?? [];
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, member]) => member ?? ''));
  const members = Object.entries(input.properties ?? {});
  const parameters = members
    .filter(([member]) => method === 'GET' || inPath.has(member))
    .map(([member, schema]) => ({
      name: member,
      in: inPath.has(member) ? 'path' : 'query',
      required: needed.includes(member),
      schema,
    }));
  const body = {
    ...input,
    properties: Object.fromEntries(members.filter(([member]) => !inPath.has(member))),
    required: needed.filter((member) => !inPath.has(member)),
  };
  return {
    operationId: name,
    tags: [name.split('.')[0] ?? name],
    summary,
    description: whoMay(access),
    security: [...(access.public === true ? [{}] : []), { bearer: [] }],
    parameters,
    ...(method === 'POST'
      ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } }
      : {}),
    responses: {
      '200': { description: 'Done.', content: { 'application/json': { schema: output } } },
      default: {
        description: 'A problem; its code says which.',
        content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

/** A schema as JSON Schema; the parts of it that have a name go to the document's. */
function schemaOf(
  schema: z.ZodType,
  io: 'input' | 'output',
  schemas: Record<string, object>,
): ObjectSchema {
  const made = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // Where memory and wire differ, as with money, the schema's author says what the wire has.
      const own = jsonSchema as { override?: object };
      const { override } = own;
      delete own.override;
      Object.assign(jsonSchema, override);
    },
  });
  const text = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { $schema: _dialect, $defs, ...rest } = JSON.parse(text) as ObjectSchema;
  for (const [name, { id: _name, ...part }] of Object.entries(
    ($defs ?? {}) as Record<string, { id?: string }>,
  )) {
    schemas[name] = part;
  }
  return rest;
}

function whoMay({ client, operator, public: anybody }: Access): string {
  const callers = [
    ...(anybody === true ? ['anybody'] : []),
    ...(client === 'any' ? ['a signed-in client'] : []),
    ...(client === undefined || client === 'any' ? [] : [`a client with the area ${client}`]),
    ...(operator === undefined ? [] : [`an operator with the scope ${operator}`]),
  ];
  return `For ${callers.join(', ')}.`;
}
