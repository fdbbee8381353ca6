import type { NotificationRefusal } from '../../ports/gateway-notice.ts';
import type { Scope } from '../context.ts';
import { addTodo } from '../todos.ts';

const texts: Readonly<Record<NotificationRefusal, string>> = {
  bad_signature:
    'Its signature does not fit. Compare the webhook secret with the one in the gateway’s settings.',
  too_old: 'It is too old or too new. Compare the clock of this machine with the time.',
  wrong_mode: 'It is a test event on a live account, or a live one on a test account.',
  wrong_account: 'It speaks of another account. Compare the keys with those of the gateway.',
  unreadable: 'It cannot be read. Look whether a proxy changes what the gateway sends.',
};

/** Tells the operator once of notifications that are refused; a client gains nothing by them. */
export async function noteRefusal(
  scope: Scope,
  pluginId: string,
  refusal: NotificationRefusal,
): Promise<void> {
  scope.context.log(`A notification for ${pluginId} was refused: ${refusal}.`);
  await addTodo(scope, {
    key: `notification.refused:${pluginId}:${refusal}:${scope.today}`,
    audience: 'operator',
    kind: 'notification_refused',
    title: `A notification for the gateway ${pluginId} was refused`,
    text: texts[refusal],
    clientId: null,
  });
}
