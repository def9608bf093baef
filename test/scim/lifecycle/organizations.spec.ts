import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { OrganizationsService } from '../../../src/organizations/organizations.service.js';
import { UsersService } from '../../../src/users/users.service.js';
import { addAccount, addUser, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import {
  basic,
  ENTERPRISE,
  EXPENSE,
  resource,
  ScimClient,
  type Answer,
  type Resource,
} from '../../support/scim-client.js';
import { TESTER } from '../../support/authors.js';

describe.each(databaseLanes())('the organization that a user joins, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const create = (facts: Record<string, unknown> = {}): Promise<Resource> =>
    acme.scim.create('/Users', { userName: `person${++number}@acme.example`, ...facts });

  const organizationIdOf = async ({ id }: Resource): Promise<string> => {
    const user = await app.get(UnitOfWork).read(acme.id, (tx) => app.get(UsersService).get(tx, id));
    return user.organizationId;
  };

  it('is that of the provisioning admin if the user names none', async () => {
    const user = await create();
    expect(await organizationIdOf(user)).toBe(acme.organizations.parent.id);
    expect(user[EXPENSE]).toMatchObject({ organization: 'Acme Group' });
  });

  it("is that of the credential's admin, even below the parent", async () => {
    const userName = `okta.nl@${acme.slug}.example`;
    const organizationId = acme.organizations.nl.id;
    await addUser(app, acme, { userName, password: 'secret', role: 'admin', organizationId });
    const client = new ScimClient(acme.scim.baseUrl, basic(userName, 'secret'));
    const user = await client.create('/Users', { userName: 'below@acme.example' });
    expect(await organizationIdOf(user)).toBe(organizationId);
  });

  it.each(['Acme NL', 'ACME nl', 'ａｃｍｅ NL'])(
    'is the one that the expense extension names %s',
    async (name) => {
      const user = await create({ [EXPENSE]: { organization: name } });
      expect(await organizationIdOf(user)).toBe(acme.organizations.nl.id);
      expect(user[EXPENSE]).toMatchObject({ organization: name });
    },
  );

  it('is the one with the id in the expense extension', async () => {
    const { id } = acme.organizations.be;
    const user = await create({ [EXPENSE]: { organization: id } });
    expect(await organizationIdOf(user)).toBe(id);
    expect(user[EXPENSE]).toMatchObject({ organization: id });
  });

  it('is the one that the enterprise extension names, in any letter case', async () => {
    const user = await create({ [ENTERPRISE]: { organization: 'acme be' } });
    expect(await organizationIdOf(user)).toBe(acme.organizations.be.id);
    expect(user[ENTERPRISE]).toEqual({ organization: 'acme be' });
    expect(user[EXPENSE]).toMatchObject({ organization: 'Acme BE' });
  });

  it('is the expense one if both are named', async () => {
    const user = await create({
      [ENTERPRISE]: { organization: 'Acme BE' },
      [EXPENSE]: { organization: 'Acme NL' },
    });
    expect(await organizationIdOf(user)).toBe(acme.organizations.nl.id);
  });

  it.each([[EXPENSE], [ENTERPRISE]])('stays the default if the name in %s does not exist', async (urn) => {
    const user = await create({ [urn]: { organization: 'Universal Studios' } });
    expect(await organizationIdOf(user)).toBe(acme.organizations.parent.id);
    expect(user[urn]).toMatchObject({ organization: 'Universal Studios' });
    expect(await acme.scim.read(`/Users/${user.id}`)).toEqual(user);
  });

  it('is never one of another account', async () => {
    const globex = await addAccount(app);
    const { nl } = globex.organizations;
    const byId = await create({ [EXPENSE]: { organization: nl.id } });
    expect(await organizationIdOf(byId)).toBe(acme.organizations.parent.id);
    const byName = await create({ [EXPENSE]: { organization: nl.name } });
    expect(await organizationIdOf(byName)).toBe(acme.organizations.nl.id);
  });

  it('changes with PATCH of the expense organization, and stays if the new name does not exist', async () => {
    const user = await create();
    const path = `${EXPENSE}:organization`;
    const moved = await acme.scim.patch(`/Users/${user.id}`, [{ op: 'replace', path, value: 'Acme BE' }]);
    expect(resource(moved)[EXPENSE]).toMatchObject({ organization: 'Acme BE' });
    expect(await organizationIdOf(user)).toBe(acme.organizations.be.id);

    const lost = await acme.scim.patch(`/Users/${user.id}`, [{ op: 'replace', path, value: 'Acme FR' }]);
    expect(resource(lost)[EXPENSE]).toMatchObject({ organization: 'Acme FR' });
    expect(await organizationIdOf(user)).toBe(acme.organizations.be.id);
  });

  it.each<[string, string, (user: Resource) => Promise<Answer>]>([
    ['the PUT of Okta', 'Acme LU', (user) => acme.scim.put(`/Users/${user.id}`, user)],
    [
      'a PATCH',
      'Acme DE',
      ({ id }) =>
        acme.scim.patch(`/Users/${id}`, [
          { op: 'replace', value: { [`${EXPENSE}:organization`]: 'Acme DE' } },
        ]),
    ],
  ])(
    'is the requested one once it exists and %s requests it again, and not before',
    async (_, name, send) => {
      const [user, other] = [await create({ [EXPENSE]: { organization: name } }), await create()];
      expect(resource(await send(user))).toEqual(user);
      const { id } = await app
        .get(UnitOfWork)
        .write(acme.id, (tx) => app.get(OrganizationsService).create(tx.by(TESTER), { name }));
      const { [EXPENSE]: _block, ...rest } = user;
      await acme.scim.put(`/Users/${user.id}`, { ...rest, title: 'Controller' });
      await acme.scim.patch(`/Users/${user.id}`, [{ op: 'remove', path: 'title' }]);
      expect(await organizationIdOf(user)).toBe(acme.organizations.parent.id);

      const placed = resource(await send(user));
      expect(await organizationIdOf(user)).toBe(id);
      expect(resource(await send(placed))).toEqual(placed);
      expect(await organizationIdOf(other)).toBe(acme.organizations.parent.id);
    },
  );

  it('follows the enterprise organization in the PUT that Okta sends', async () => {
    const user = await create({ [ENTERPRISE]: { organization: 'Acme NL' } });
    const answer = await acme.scim.put(`/Users/${user.id}`, {
      ...user,
      [ENTERPRISE]: { organization: 'Acme BE' },
    });
    expect(resource(answer)[EXPENSE]).toMatchObject({ organization: 'Acme BE' });
    expect(await organizationIdOf(user)).toBe(acme.organizations.be.id);
  });

  it('is found by a filter, and does not move anybody else', async () => {
    const [here, there] = [await create(), await create({ [EXPENSE]: { organization: 'Acme NL' } })];
    await acme.scim.patch(`/Users/${here.id}`, [
      { op: 'replace', value: { [EXPENSE]: { organization: 'Acme BE' } } },
    ]);
    expect(await acme.scim.read(`/Users/${there.id}`)).toEqual(there);
    const filter = `${EXPENSE}:organization eq "acme be"`;
    const found = await acme.scim.search('/Users', filter);
    expect(found.map(({ id }) => id)).toContain(here.id);
    expect(found.map(({ id }) => id)).not.toContain(there.id);
  });
});
