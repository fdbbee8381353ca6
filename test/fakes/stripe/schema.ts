import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Exchange } from './api.ts';
import type { Json } from './state.ts';

type Obj = { readonly [key: string]: Json };
type Schema = { [key: string]: unknown };

/** Where the published schemas are. */
const folder = new URL('../../../../shared/facts/gateways/', import.meta.url);

function read(name: string): Obj {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Obj;
}

const isObject = (value: unknown): value is Obj =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Splits `a | Array<b | c>` at its outer bars. */
function alternatives(type: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < type.length; index += 1) {
    if (type[index] === '<' || type[index] === '{') depth += 1;
    if (type[index] === '>' || type[index] === '}') depth -= 1;
    if (depth > 0 || !type.startsWith(' | ', index)) continue;
    parts.push(type.slice(start, index));
    start = index + 3;
  }
  return [...parts, type.slice(start)];
}

const simple: { readonly [type: string]: Schema } = {
  string: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  true: { const: true },
  null: { type: 'null' },
  Decimal: { type: 'string' },
  Metadata: { type: 'object', additionalProperties: { type: 'string' } },
  MetadataParam: { type: 'object', additionalProperties: { type: 'string' } },
  RangeQueryParam: {
    type: 'object',
    properties: { gt: {}, gte: {}, lt: {}, lte: {} },
    additionalProperties: false,
  },
};

/** JSON schemas of the type declarations of an SDK. */
class Types {
  readonly #types: Obj;
  readonly #made = new Map<string, Schema>();
  readonly definitions: { [name: string]: Schema } = {};

  constructor(types: Obj) {
    this.#types = types;
  }

  /** The full name of a type as another type names it. */
  #resolve(name: string, from: string): string | null {
    const steps = from.split('.');
    for (let count = steps.length; count >= 0; count -= 1) {
      const full = [...steps.slice(0, count), name].join('.');
      if (full in this.#types) return full;
    }
    return null;
  }

  #expression(type: string, from: string): Schema {
    const parts = alternatives(type);
    if (parts.length > 1) return { anyOf: parts.map((part) => this.#expression(part, from)) };
    const known = simple[type];
    if (known !== undefined) return known;
    if (/^'.*'$/.test(type)) return { const: type.slice(1, -1) };
    const list = /^Array<(.*)>$/.exec(type);
    if (list?.[1] !== undefined) return { type: 'array', items: this.#expression(list[1], from) };
    const empty = /^Emptyable<(.*)>$/.exec(type);
    if (empty?.[1] !== undefined) {
      return { anyOf: [{ const: '' }, this.#expression(empty[1], from)] };
    }
    const full = this.#resolve(type, from);
    return full === null ? {} : this.reference(full);
  }

  reference(name: string): Schema {
    const key = name.replaceAll('.', '_');
    if (!this.#made.has(name)) {
      this.#made.set(name, {});
      this.definitions[key] = this.#make(name);
    }
    return { $ref: `#/definitions/${key}` };
  }

  #make(name: string): Schema {
    const type = this.#types[name];
    if (typeof type === 'string') return this.#expression(type, name);
    if (!isObject(type)) return {};
    if (Array.isArray(type['enum'])) {
      return type['open'] === true ? { type: 'string' } : { enum: type['enum'] };
    }
    const props = isObject(type['props']) ? type['props'] : {};
    const properties: { [field: string]: Schema } = {};
    const required: string[] = [];
    for (const [field, value] of Object.entries(props)) {
      const optional = field.endsWith('?');
      const own = optional ? field.slice(0, -1) : field;
      if (!optional) required.push(own);
      properties[own] = this.#value(value, name);
    }
    if (type['extends'] === 'PaginationParams') {
      for (const own of ['limit', 'starting_after', 'ending_before']) properties[own] = {};
    }
    return { type: 'object', properties, required, additionalProperties: false };
  }

  #value(value: Json, from: string): Schema {
    if (typeof value === 'string') return this.#expression(value, from);
    if (!isObject(value) || !Array.isArray(value['enum'])) return {};
    const own: Schema = value['open'] === true ? { type: 'string' } : { enum: value['enum'] };
    return value['nullable'] === true ? { anyOf: [own, { type: 'null' }] } : own;
  }
}

const objectTypes: { readonly [object: string]: string } = {
  payment_intent: 'PaymentIntent',
  setup_intent: 'SetupIntent',
  customer: 'Customer',
  payment_method: 'PaymentMethod',
  refund: 'Refund',
  charge: 'Charge',
  dispute: 'Dispute',
  balance_transaction: 'BalanceTransaction',
  mandate: 'Mandate',
  confirmation_token: 'ConfirmationToken',
  'checkout.session': 'Checkout.Session',
};

const requestTypes: { readonly [route: string]: string } = {
  'POST /v1/payment_intents': 'PaymentIntentCreateParams',
  'GET /v1/payment_intents': 'PaymentIntentListParams',
  'GET /v1/payment_intents/:id': 'PaymentIntentRetrieveParams',
  'POST /v1/payment_intents/:id/confirm': 'PaymentIntentConfirmParams',
  'POST /v1/payment_intents/:id/cancel': 'PaymentIntentCancelParams',
  'POST /v1/setup_intents': 'SetupIntentCreateParams',
  'GET /v1/setup_intents': 'SetupIntentListParams',
  'POST /v1/customers': 'CustomerCreateParams',
  'POST /v1/refunds': 'RefundCreateParams',
  'GET /v1/refunds': 'RefundListParams',
  'GET /v1/charges': 'ChargeListParams',
  'GET /v1/disputes': 'DisputeListParams',
  'POST /v1/payment_methods/:id/detach': 'PaymentMethodDetachParams',
  'POST /v1/checkout/sessions': 'Checkout.Checkout.SessionCreateParams',
  'GET /v1/checkout/sessions': 'Checkout.Checkout.SessionListParams',
};

/** OpenAPI 3.0 writes `nullable` where JSON Schema has a type. */
function withoutNullable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNullable);
  if (!isObject(value)) return value;
  const { nullable, ...rest } = value;
  const schema = Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => !key.startsWith('x-') && key !== 'description')
      .map(([key, part]) => [
        key,
        key === '$ref' && typeof part === 'string'
          ? part.replace('#/components/schemas/', '#/definitions/')
          : withoutNullable(part),
      ]),
  );
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}

/** What the API of 2023 says that the API of 2026 does not. */
const outdated = [/^\/ui_mode/, /display_brand/];

function problems(validate: ValidateFunction, value: unknown): readonly string[] {
  if (validate(value)) return [];
  const found = (validate.errors ?? []).filter(
    ({ instancePath }) => !outdated.some((pattern) => pattern.test(instancePath)),
  );
  return found.map(({ instancePath, message, params }) => {
    return `${instancePath} ${message} ${JSON.stringify(params)}`;
  });
}

/** What is wrong with requests and replies by the published schemas of two API versions. */
export interface StripeSchemas {
  readonly request: (route: string, form: unknown) => readonly string[];
  readonly object: (value: unknown) => readonly string[];
  readonly exchange: (exchange: Exchange) => readonly string[];
}

function compile(): {
  now: (name: string, forms: boolean) => ValidateFunction;
  earlier: (name: string) => ValidateFunction | null;
} {
  const endive = read('stripe-fields-2026-10-28.endive.json');
  const types = new Types(isObject(endive['types']) ? endive['types'] : {});
  const openApi = read('stripe-openapi-2023-08-16.payments.json');
  const components = isObject(openApi['components']) ? openApi['components'] : {};
  const old = withoutNullable(components['schemas']) as { [name: string]: Schema };
  const make = (forms: boolean): Ajv =>
    new Ajv({ strict: false, coerceTypes: forms, logger: false });
  const ajvs = { forms: make(true), replies: make(false) };
  const known = new Map<string, ValidateFunction>();
  const cached = (key: string, build: () => ValidateFunction): ValidateFunction => {
    const validate = known.get(key) ?? build();
    known.set(key, validate);
    return validate;
  };
  return {
    now: (name, forms) =>
      cached(`now ${name}`, () => {
        const { $ref } = types.reference(name);
        const ajv = forms ? ajvs.forms : ajvs.replies;
        return ajv.compile({ $ref, definitions: types.definitions });
      }),
    earlier: (name) =>
      name in old
        ? cached(`earlier ${name}`, () =>
            ajvs.replies.compile({ $ref: `#/definitions/${name}`, definitions: old }),
          )
        : null,
  };
}

/** Reads the published schemas. @throws Error where they are not there. */
export function readSchemas(): StripeSchemas {
  const { earlier, now } = compile();
  const object = (value: unknown): readonly string[] => {
    if (!isObject(value) || typeof value['object'] !== 'string') return ['no object'];
    const name = value['object'];
    if (name === 'list') {
      return Array.isArray(value['data']) ? value['data'].flatMap(object) : ['no data'];
    }
    const type = objectTypes[name];
    if (type === undefined) return [];
    const validate = earlier(name);
    return [
      ...problems(now(type, false), value),
      ...(validate === null ? [] : problems(validate, value).map((text) => `2023: ${text}`)),
    ];
  };
  const request = (route: string, form: unknown): readonly string[] => {
    const type = requestTypes[route];
    return type === undefined ? [] : problems(now(type, true), structuredClone(form));
  };
  return {
    object,
    request,
    exchange: ({ body, form, route, status }) => {
      const error = isObject(body) && isObject(body['error']) ? body['error'] : null;
      const inside = error?.['payment_intent'] ?? error?.['setup_intent'];
      const replies = status === 200 ? object(body) : inside === undefined ? [] : object(inside);
      return [...request(route, form), ...replies].map((text) => `${route}: ${text}`);
    },
  };
}
