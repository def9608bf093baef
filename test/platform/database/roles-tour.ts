import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { RoleSweepWorker } from '../../../src/roles/role-sweep-worker.service.js';
import { PEOPLE_AT_ONCE, RoleSweeps } from '../../../src/roles/role-sweeps.service.js';
import { RestClient, restOf } from '../../rest/rest-client.js';
import { addAccount, addUser, addUsers } from '../../support/accounts.js';
import { TESTER } from '../../support/authors.js';
import { basic } from '../../support/scim-client.js';
import type { Tour } from './staff-tour.js';

/** Where roles come from; the doctor examines them while they are granted. */
export async function roles({ acme: { scim }, rest }: Tour): Promise<void> {
  const granted = { roles: [{ value: 'approver' }, { value: 'boss' }] };
  const { id } = await scim.create('/Users', { userName: 'granted@acme.example', ...granted });
  await rest.patch('/provisioning/settings', { rolesGrant: true });
  await scim.patch(`/Users/${id}`, [{ op: 'remove', path: 'roles[value eq "approver"]' }]);
  const group = await rest.create('/groups', { displayName: 'Accountants' });
  await rest.put(`/groups/${group.id}/members/${id}`);
  await rest.patch(`/groups/${group.id}`, { role: 'accountant' });
  await rest.delete(`/groups/${group.id}/members/${id}`);
  const [first] = (await scim.list('/Entitlements?count=1')).Resources;
  await scim.get(`/Entitlements/${first?.id}`);
  await scim.list('/Entitlements?filter=displayName%20co%20%22acme%22&sortBy=displayName&count=0');
}

/** Roles of more people than one transaction settles. */
export async function manyRoles({ app }: Tour): Promise<void> {
  const acme = await addAccount(app);
  const rest = restOf(app, acme);
  const people = await addUsers(app, acme, PEOPLE_AT_ONCE + 1, {
    values: [{ attribute: 'roles', value: 'approver' }],
  });
  const login = { userName: `clerk@${acme.slug}.example`, password: 'correct horse battery' };
  await addUser(app, acme, login);
  // A sweep that nobody works on yet: only while there is one, the role of whoever calls is computed.
  await app
    .get(UnitOfWork)
    .write(acme.id, (tx) => app.get(RoleSweeps).begin(tx.by(TESTER), [{ scope: 'values', of: 'approver' }]));
  await new RestClient(app, basic(login.userName, login.password)).get('/auth/me');
  await rest.patch('/provisioning/settings', { rolesGrant: true });
  await rest.patch('/provisioning/settings', { rolesGrant: false });
  const group = await rest.create('/groups', { displayName: 'Everybody', role: 'accountant' });
  const members = people.map((value) => ({ value }));
  await acme.scim.patch(`/Groups/${group.id}`, [{ op: 'add', path: 'members', value: members }]);
  await rest.delete(`/groups/${group.id}`);
  await app.get(RoleSweepWorker).work(acme.id);
  await app.get(RoleSweepWorker).workOnDue();
}
