import { fail } from '../../errors.ts';
import { emit } from '../context.ts';
import type { Command } from '../use-case.ts';
import { replacePassword } from './sign-ins.ts';

interface Set {
  readonly userName: string;
}

interface Prepared {
  readonly passwordHash: string;
  readonly tokenHash: string;
}

/** `passwords.set` by a one-time link (SPEC 4.6); it ends the user's other sessions. */
export const setPassword: Command<'passwords.set', Set, Prepared> = {
  kind: 'command',
  async prepare(context, input): Promise<Prepared> {
    return {
      passwordHash: await context.secrets.hashPassword(input.password),
      tokenHash: await context.secrets.sha256(input.token),
    };
  },
  async run(scope, _caller, _input, prepared): Promise<Set> {
    const link = await scope.handle
      .updateTable('one_time_links')
      .set({ used_at: scope.now })
      .where('hash', '=', prepared?.tokenHash ?? '')
      .where('used_at', 'is', null)
      .where('expires_at', '>', scope.now)
      .returning('contact_id')
      .executeTakeFirst();
    if (link === undefined) {
      fail('link_not_valid', 'This link was used or has ended. Ask for a new one.', {
        field: 'token',
      });
    }
    const contact = await scope.handle
      .selectFrom('contacts')
      .select(['user_id', 'user_name', 'client_id'])
      .where('id', '=', link.contact_id)
      .executeTakeFirstOrThrow();
    await replacePassword(scope, contact.user_id ?? '', prepared?.passwordHash ?? null);
    await emit(scope, 'password.set', link.contact_id, contact.client_id);
    return { userName: contact.user_name };
  },
  view: (_scope, _caller, result) => Promise.resolve(result),
};
