import * as z from 'zod';
import type { Operation } from '../../src/contract/operation.ts';
import { contract, type OperationName, operationNames } from '../../src/contract/operations.ts';
import { operationSchemas } from '../../src/operations/index.ts';

/** A place in the input of an operation that a caller may fill. */
export interface Place {
  readonly operation: OperationName;
  /** Its dotted path; members of lists have none of their own. */
  readonly path: string;
  readonly kind: 'money' | 'date' | 'other';
}

interface Shape {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly additionalProperties?: unknown;
  readonly anyOf?: readonly Shape[];
}

function kindOf({ format, description }: Shape): Place['kind'] {
  if (description?.startsWith('An amount:') === true) return 'money';
  return format === 'date' ? 'date' : 'other';
}

function walk(operation: OperationName, shape: Shape, path: readonly string[]): readonly Place[] {
  const kind = kindOf(shape);
  const here = path.length === 0 ? [] : [{ operation, path: path.join('.'), kind }];
  if (kind !== 'other') return here;
  return [
    ...here,
    ...Object.entries(shape.properties ?? {}).flatMap(([name, inner]) =>
      walk(operation, inner, [...path, name]),
    ),
    ...(shape.items === undefined ? [] : walk(operation, shape.items, path).slice(1)),
    ...(shape.anyOf ?? []).flatMap((inner) => walk(operation, inner, path).slice(1)),
  ];
}

/** Every place that the contract's schemas offer to a caller. */
export const places: readonly Place[] = operationNames.flatMap((name) => {
  const shape = z.toJSONSchema(operationSchemas[name].input, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { override } = (zodSchema as unknown as z.ZodType).meta() ?? {};
      if (typeof override === 'object' && override !== null) Object.assign(jsonSchema, override);
    },
  }) as Shape;
  return walk(name, shape, []);
});

/** Whether somebody besides operators may call it. */
export function isForClients({ access }: Operation): boolean {
  return access.public === true || access.client !== undefined;
}

/** Names of the operations for which something holds. */
export function offering(
  holds: (operation: Operation, name: OperationName) => boolean,
): readonly OperationName[] {
  return operationNames.filter((name) => holds(contract[name], name));
}
