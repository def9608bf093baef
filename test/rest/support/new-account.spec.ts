import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../../support/app.js';
import { addOperator } from '../../support/accounts.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { basic, resource, ScimClient } from '../../support/scim-client.js';
import { items, SupportClient } from './support-client.js';

describe.each(sqliteAndOneServer())('setting up an account over REST on $name', (lane) => {
  let app: TestApp;
  let support: SupportClient;

  beforeAll(async () => {
    app = await bootApp(lane);
    support = new SupportClient(app, await addOperator(app));
  });

  afterAll(() => app.close());

  const scimAs = (userName: string, password: string) =>
    new ScimClient(`${app.url}/SCIM/v2`, basic(userName, password));

  it('returns everything that an identity provider needs to start', async () => {
    const admin = { username: `okta@${randomUUID()}.example`, password: 'twelve chars' };
    const created = resource(
      await support.create({ name: 'Acme', slug: 'first', organization: 'Acme Group', admin, scim: true }),
      201,
    );
    expect(created).toMatchObject({
      slug: 'first',
      name: 'Acme',
      modules: { scim: true },
      counts: { organizations: 1, users: 1, groups: 0 },
      organization: { name: 'Acme Group' },
      admin: { userName: admin.username },
    });
    expect(created['admin']).not.toHaveProperty('password');
    const users = await scimAs(admin.username, admin.password).search('/Users', 'userName pr');
    expect(users).toMatchObject([
      {
        id: (created['admin'] as { id: string }).id,
        active: true,
        emails: [{ value: admin.username, type: 'work', primary: true }],
      },
    ]);
    const trail = items(await support.get(`/${created.id}/audit`));
    expect(trail.map(({ action }) => action)).toEqual([
      'scim.enabled',
      'user.created',
      'organization.created',
      'account.created',
    ]);
  });

  it('derives or generates what is left out: slug, organization and password, with SCIM off', async () => {
    const username = `admin-${randomUUID()}`;
    const created = resource(await support.create({ name: ' Café  Zürich! ', admin: { username } }), 201);
    expect(created).toMatchObject({
      slug: 'cafe-zurich',
      name: 'Café  Zürich!',
      modules: { scim: false },
      scim: null,
      organization: { name: 'Café  Zürich!' },
    });
    const { password } = created['admin'] as { password: string };
    expect(password).toMatch(/^[\w-]{24}$/);
    const refused = await scimAs(username, password).get('/Users');
    expect(refused.body['detail']).toContain('SCIM module is not enabled');
  });

  it('numbers derived slugs, also for accounts created at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => support.create({ name: 'Twins', admin: { username: 'admin' } })),
    );
    const slugs = answers.map((answer) => resource(answer, 201)['slug']);
    expect(new Set(slugs)).toEqual(new Set(['twins', 'twins-2', 'twins-3', 'twins-4', 'twins-5']));
  });

  it.each([
    ['a name without Latin letters', '東京', 'account'],
    ['a name that is too long for a slug', 'x'.repeat(100), 'x'.repeat(63)],
  ])('derives a slug from %s', async (_, name, slug) => {
    expect(resource(await support.create({ name, admin: { username: 'admin' } }), 201)['slug']).toBe(slug);
  });

  it('refuses a slug that is taken, and creates nothing', async () => {
    const first = await support.create({ name: 'Taken', slug: 'taken', admin: { username: 'admin' } });
    expect(first.status).toBe(201);
    const second = await support.create({ name: 'Latecomer', slug: 'taken', admin: { username: 'admin' } });
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: 'slug-taken', errors: [{ pointer: '/slug' }] });
    expect(items(await support.get('?search=latecomer'))).toEqual([]);
  });

  it.each([
    ['no name', { name: undefined }, '/name'],
    ['a blank name', { name: '  ' }, '/name'],
    ['a name of 321 characters', { name: 'n'.repeat(321) }, '/name'],
    ['a name that gets longer when folded', { name: '\uFDFA'.repeat(100) }, '/name'],
    ['a line break in the name', { name: 'two\nlines' }, '/name'],
    ['capitals in the slug', { slug: 'Acme' }, '/slug'],
    ['a hyphen at the end of the slug', { slug: 'acme-' }, '/slug'],
    ['a slug of 64 characters', { slug: 'a'.repeat(64) }, '/slug'],
    ['a blank organization', { organization: '' }, '/organization'],
    ['no admin', { admin: undefined }, '/admin'],
    ['an admin that is a string', { admin: 'me' }, '/admin'],
    ['an admin without a name', { admin: {} }, '/admin/username'],
    ['a colon in the admin’s name', { admin: { username: 'a:b' } }, '/admin/username'],
    ['an unknown field of the admin', { admin: { username: 'a', role: 'admin' } }, '/admin/role'],
    ['an unknown field', { colour: 'red' }, '/colour'],
  ])('refuses %s, and names the field', async (_, fault, pointer) => {
    const answer = await support.create({ name: 'Faulty', admin: { username: 'admin' }, ...fault });
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
    expect(items(await support.get('?search=faulty'))).toEqual([]);
  });

  it.each(['eleven char', 'x'.repeat(1025)])(
    'refuses an admin’s password that is too short or too long',
    async (password) => {
      const answer = await support.create({ name: 'Faulty', admin: { username: 'admin', password } });
      expect(answer.status).toBe(400);
      expect(answer.body['errors']).toMatchObject([{ pointer: '/admin/password' }]);
    },
  );
});
