import { describe, expect, it } from 'vitest';
import { areas, type Principal, scopes } from './operation.ts';
import { contract, operationNames } from './operations.ts';
import { permits, requirePermission } from './permissions.ts';

const nobody: Principal = { kind: 'public' };
const client: Principal = { kind: 'client', clientId: 'c1', contactId: 'k1', areas };
const operator: Principal = { kind: 'operator', name: 'shop', scopes };

describe('permissions', () => {
  it.each(operationNames)('[3.8] %s is for those whom the contract names', (name) => {
    const { access } = contract[name];
    const open = access.public === true;
    expect(permits(nobody, name)).toBe(open ? 'yes' : 'sign-in');
    expect(permits(client, name)).toBe(open || access.client ? 'yes' : 'forbidden');
    expect(permits(operator, name)).toBe(open || access.operator ? 'yes' : 'forbidden');
  });

  it.each(operationNames)('[3.6] %s is refused without its area', (name) => {
    const { access } = contract[name];
    const limited = { ...client, areas: areas.filter((area) => area !== access.client) };
    const needsArea = access.client !== undefined && access.client !== 'any';
    expect(permits(limited, name)).toBe(needsArea ? 'forbidden' : permits(client, name));
  });

  it.each(operationNames)('[3.8] %s is refused without its scope', (name) => {
    const { access } = contract[name];
    const limited = { ...operator, scopes: scopes.filter((scope) => scope !== access.operator) };
    const needsScope = access.operator !== undefined;
    expect(permits(limited, name)).toBe(needsScope ? 'forbidden' : permits(operator, name));
  });

  it('[3.7] gives nothing away but the code', () => {
    expect(() => requirePermission(nobody, 'invoices.get')).toThrow(
      expect.objectContaining({ code: 'unauthenticated' }),
    );
    expect(() => requirePermission(client, 'invoices.markPaid')).toThrow(
      expect.objectContaining({ code: 'forbidden' }),
    );
    expect(() => requirePermission(operator, 'invoices.markPaid')).not.toThrow();
  });
});
