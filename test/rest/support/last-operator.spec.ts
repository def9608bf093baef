import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RestClient, type Stored } from '../rest-client.js';
import { addOperatorLogin } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic } from '../../support/scim-client.js';

describe.each(databaseLanes())('the last two operators on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  const clientOf = ({ userName, password }: { userName: string; password: string }) =>
    new RestClient(app, basic(userName, password));
  const sorted = (answers: readonly { status: number }[]) =>
    answers.map(({ status }) => status).toSorted((a, b) => a - b);

  it('cannot disable each other at the same moment', async () => {
    const logins = [await addOperatorLogin(app), await addOperatorLogin(app)] as const;
    const [firstClient, secondClient] = [clientOf(logins[0]), clientOf(logins[1])];
    const all = (await firstClient.read('/support/operators'))['items'] as Stored[];
    const idOf = (userName: string) => all.find((each) => each['userName'] === userName)?.id ?? '';
    const answers = await Promise.all([
      firstClient.patch(`/support/operators/${idOf(logins[1].userName)}`, { disabled: true }),
      secondClient.patch(`/support/operators/${idOf(logins[0].userName)}`, { disabled: true }),
    ]);
    const [first, second] = sorted(answers);
    expect(first).toBe(200);
    expect([401, 409]).toContain(second);
    const left = await Promise.all(
      [firstClient, secondClient].map((client) => client.get('/support/accounts')),
    );
    expect(sorted(left)).toEqual([200, 401]);
  });
});
