import { fail } from '../errors.ts';
import type { Connection } from './connection.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The id of an invoice that is named by it, by its number, such as `HL-2026-000001`, or by the
 * creditor reference that a bank shows.
 */
export async function findInvoice({ execute }: Connection, name: string): Promise<string> {
  if (uuid.test(name)) return name;
  const { rows } = await execute('invoices.list', { search: name });
  const found = rows.find(({ number }) => number.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found.invoiceId;
  const [only, another] = /^RF/i.test(name) ? rows : [];
  if (another !== undefined) {
    const numbers = rows.map(({ number }) => number).join(', ');
    fail('conflict', `${name} pays several invoices: ${numbers}. Name each by its number.`);
  }
  return only?.invoiceId ?? fail('not_found', `There is no invoice ${name}.`);
}

/** The id of a package that is named by it or by its number, such as `1001`. */
export async function findPackage({ execute }: Connection, name: string): Promise<string> {
  if (uuid.test(name)) return name;
  const { rows } = await execute('packages.list', { search: name });
  const found = rows.find(({ number }) => String(number) === name);
  return found?.packageId ?? fail('not_found', `There is no package ${name}.`);
}

/** The id of a client that is named by it or by its number, such as `1001`. */
export async function findClient({ execute }: Connection, name: string): Promise<string> {
  if (uuid.test(name)) return name;
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof listClients>> = await listClients(execute, cursor);
    const found = page.rows.find(({ number }) => String(number) === name);
    if (found !== undefined) return found.clientId;
    cursor = page.next;
  }
  fail('not_found', `There is no client ${name}.`);
}

function listClients(execute: Connection['execute'], cursor: string | undefined) {
  return execute('clients.list', cursor === undefined ? {} : { cursor });
}
