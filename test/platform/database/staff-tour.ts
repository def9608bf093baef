import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { all } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { Retention } from '../../../src/retention/retention.service.js';
import { UserBlock } from '../../../src/users/user-block.entity.js';
import { UserBlockKeeper } from '../../../src/users/user-block-keeper.service.js';
import { BLOCK_SIZE } from '../../../src/users/user-blocks.service.js';
import { UserChanges } from '../../../src/users/user-changes.service.js';
import type { RunCommand } from '../../cli/in-process.js';
import { items, RestClient, stored } from '../../rest/rest-client.js';
import { addAccount, addOperatorLogin, addUser, type TestAccount } from '../../support/accounts.js';
import type { TestApp } from '../../support/app.js';
import { UNRECORDED } from '../../support/authors.js';
import { basic, ENTERPRISE, resource, send } from '../../support/scim-client.js';

/** What the program is asked for on the tour, and what it is asked on. */
export interface Tour {
  app: TestApp;
  declaree: RunCommand;
  acme: TestAccount;
  rest: RestClient;
}

const DAY = 86_400_000;

/** More users than one block holds, and one block that is wrong. */
export async function blocks({ app, acme }: Tour): Promise<void> {
  const unitOfWork = app.get(UnitOfWork);
  const organizationId = acme.organizations.parent.id;
  const many = Array.from({ length: 2 * BLOCK_SIZE + 50 }, (_, number) => ({
    organizationId,
    userName: `many${number}@acme.example`,
  }));
  await unitOfWork.write(acme.id, (tx) => app.get(UserChanges).createAll(tx.by(UNRECORDED), many));
  await acme.scim.get('/Users?count=600');
  await app.get(UserBlockKeeper).closeDue();
  const { Resources: found } = await acme.scim.list(`/Users?startIndex=${BLOCK_SIZE + 2}&count=2`);
  await acme.scim.get('/Users?startIndex=1002&count=2&filter=id%20pr');
  const early = { id: '01234567-89ab-7000-8000-000000000001', userName: 'early@acme.example' };
  await addUser(app, acme, early);
  const { Resources: oldest } = await acme.scim.list('/Users?count=2&startIndex=5');
  await acme.scim.delete(`/Users/${oldest[0]?.id ?? ''}`);
  await acme.scim.delete(`/Users/${found[0]?.id ?? ''}`);
  await unitOfWork.write(acme.id, (tx) => tx.update(UserBlock, { total: 1 }, all()));
  await app.get(UserBlockKeeper).check();
}

export async function operators({ app, declaree }: Tour): Promise<void> {
  const login = await addOperatorLogin(app);
  const staff = new RestClient(app, basic(login.userName, login.password));
  const { body } = await new RestClient(app).post('/auth/login', {
    username: login.userName,
    password: login.password,
  });
  const session = new RestClient(app, `Bearer ${String(body['accessToken'])}`);
  await session.get('/auth/sessions');
  await session.post('/auth/logout', undefined);
  const other = { username: 'other@declaree.example', password: 'a few random words' };
  const { id } = await staff.create('/support/operators', other);
  await staff.get('/support/operators');
  await staff.patch(`/support/operators/${id}`, { disabled: true });
  await staff.delete(`/support/operators/${id}`);
  await declaree(
    ['operator', 'reset-password', login.userName, '--password-stdin'],
    'some more random words',
  );
  const again = new RestClient(app, basic(login.userName, 'some more random words'));
  const change = { currentPassword: 'some more random words', newPassword: 'even more random words' };
  await again.post('/auth/change-password', change);
  await new RestClient(app, basic(login.userName, change.newPassword)).get('/support/audit');
}

export async function accounts({ app, declaree, acme }: Tour): Promise<void> {
  const { userName, password } = await addOperatorLogin(app);
  const staff = new RestClient(app, basic(userName, password));
  const created = await staff.post('/support/accounts', {
    name: 'Initech',
    admin: { username: 'admin@initech.example', password: 'a few random words' },
    scim: false,
  });
  const { id } = stored(created, 201);
  for (const sort of ['name', 'created', 'users', 'failures', 'lastCall']) {
    await staff.get(`/support/accounts?sort=${sort}&search=init`);
  }
  for (const state of ['alarms', 'failures', 'silent']) {
    await staff.get(`/support/accounts?state=${state}&sort=${state === 'silent' ? 'silence' : 'alarms'}`);
  }
  await staff.get(`/support/accounts/${acme.id}`);
  const reason = { reason: 'the tour' };
  const scim = new RestClient(app, basic(userName, password));
  await send(`${app.url}/api/v1/support/accounts/${id}/modules/scim`, 'PUT', {
    headers: { authorization: basic(userName, password), 'content-type': 'application/json' },
    body: { enabled: true, ...reason },
  });
  await declaree(['scim', 'disable', 'initech', '--reason', 'the tour']);
  await scim.get(`/support/accounts/${acme.id}/audit`);
  const [event] = items(await staff.get(`/support/accounts/${acme.id}/events`));
  const [entry] = items(await staff.get(`/support/accounts/${acme.id}/audit`));
  await staff.post(`/support/accounts/${acme.id}/events/${event?.id ?? ''}/unmask`, reason);
  await staff.post(`/support/accounts/${acme.id}/audit/${entry?.id ?? ''}/unmask`, reason);
  const left = await addAccount(app);
  await addUser(app, left, { userName: 'somebody', managerId: left.admin.id });
  await declaree(['account', 'remove', left.slug, '--reason', 'the tour', '--yes']);
}

export async function erasure({ app, acme: { scim, ...acme }, rest }: Tour): Promise<void> {
  const user = resource(
    await scim.post('/Users', {
      userName: 'erased@acme.example',
      externalId: 'erased',
      nickName: 'Erasable',
    }),
    201,
  );
  const mourner = await scim.create('/Users', {
    userName: 'mourner@acme.example',
    [ENTERPRISE]: { manager: { value: 'erased' } },
  });
  await rest.patch(`/users/${mourner.id}`, { displayName: 'Friend of erased@acme.example' });
  await scim.post('/Users', { userName: 'erased@acme.example' });
  await rest.patch(`/users/${user.id}`, { displayName: 'Erased' });
  await app.get(LateWrites).flush();
  await rest.post(`/users/${user.id}/erase`, { reason: 'asked for' });
  await addUser(app, { ...acme, scim }, { userName: 'deleted@acme.example' });
}

export async function retention({ app, acme: { scim } }: Tour): Promise<void> {
  const { id } = await scim.create('/Users', { userName: 'due@acme.example' });
  await scim.delete(`/Users/${id}`);
  await app.get(Retention).prune(new Date(Date.now() + 4_000 * DAY));
}
