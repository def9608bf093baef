import { NotificationOutbox } from '../../../src/provisioning/notifications/notification-outbox.service.js';
import type { NotificationKind } from '../../../src/provisioning/notifications/notification-kinds.js';
import { NotificationSender } from '../../../src/provisioning/notifications/notification-sender.service.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import type { TestAccount } from '../../support/accounts.js';
import type { TestApp } from '../../support/app.js';
import { items, type RestClient, type Stored } from '../../rest/rest-client.js';

/** Tells an account's administrators something, as the parts of the program do, and waits for the attempts. */
export async function tell(
  app: TestApp,
  { id }: Pick<TestAccount, 'id'>,
  kind: NotificationKind,
  data: Record<string, unknown> = {},
): Promise<void> {
  await app.get(UnitOfWork).write(id, (tx) =>
    app.get(NotificationOutbox).add(tx, kind, {
      type: `${kind}.example`,
      data,
      mail: { subject: `Example of ${kind}`, text: `Something about ${kind} has happened.` },
    }),
  );
  await sendDue(app);
}

/** Attempts everything that is due, and waits until that has ended. */
export async function sendDue(app: TestApp): Promise<void> {
  const sender = app.get(NotificationSender);
  await sender.look();
  await sender.settled();
}

/** The deliveries of the account, newest first. */
export async function deliveries(rest: RestClient, query = ''): Promise<Stored[]> {
  return items(await rest.get(`/notifications/deliveries${query}`));
}
