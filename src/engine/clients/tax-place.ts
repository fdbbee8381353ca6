import { euCountries } from '../../rules/tax.ts';
import type { Scope } from '../context.ts';
import { addTodo } from '../todos.ts';

/** What of the primary contact is the client's (SPEC 3.1). */
export interface PrimaryFacts {
  readonly company: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly country: string;
  readonly state: string | null;
  readonly county: string | null;
  readonly city: string;
  readonly language: string;
}

/**
 * Moves a client to where its primary contact is: name, language and the place that decides the
 * taxes of all that is issued from now on (SPEC 3.1, 7.11). The client must be locked.
 *
 * A move over a border that the EU's tax law cares for is told to the operator, who asks for
 * evidence; a VAT number counts there only once the register has confirmed it anew (SPEC 7.12).
 */
export async function followPrimary(
  scope: Scope,
  clientId: string,
  primary: PrimaryFacts,
): Promise<void> {
  const client = await scope.handle
    .selectFrom('clients')
    .select(['number', 'country', 'vat_number', 'version'])
    .where('id', '=', clientId)
    .executeTakeFirstOrThrow();
  const moved = client.country !== primary.country;
  await scope.handle
    .updateTable('clients')
    .set({
      name: primary.company ?? `${primary.firstName} ${primary.lastName}`,
      country: primary.country,
      state: primary.state,
      county: primary.county,
      city: primary.city,
      language: primary.language,
      ...(moved ? { vat_number_valid: false } : {}),
      version: client.version + 1,
    })
    .where('id', '=', clientId)
    .execute();
  const countries = [client.country, primary.country];
  if (!moved || !countries.some((country) => euCountries.includes(country))) return;
  const number = client.vat_number === null ? '' : ' Its VAT number must be confirmed anew.';
  await addTodo(scope, {
    key: `place.moved:${clientId}:${client.version + 1}`,
    audience: 'operator',
    kind: 'place_conflict',
    title: 'A client has moved to another country',
    text:
      `Client ${client.number} gave an address in ${primary.country}; before it was in ` +
      `${client.country}. Its taxes follow. Ask for evidence.${number}`,
    clientId,
  });
}
