import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';
import { sendRaw } from '../../support/raw-http.js';

// How a refusal is said does not depend on the database.
const [sqlite] = databaseLanes() as [DatabaseLane];

const LONG = '𝄞'.repeat(200_000);
/** Several details, each of which may be 2,000 characters long, or a hundred short ones. */
const MOST = 20_000;
const user = (values: object) => ({ userName: 'mira', ...values });
const patch = (operation: object) => ({ Operations: [operation] });

describe('a refusal of what is very long', () => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(sqlite);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  it.each([
    ['POST', '/SCIM/v2/Users', user({ active: LONG })],
    ['POST', '/SCIM/v2/Users', user({ manager: LONG, emails: LONG, name: LONG })],
    ['POST', '/SCIM/v2/Users', user({ photos: [{ value: LONG, primary: LONG }] })],
    ['POST', '/SCIM/v2/Users', user({ x509Certificates: [{ value: LONG }] })],
    ['POST', '/SCIM/v2/Users/.search', { filter: `${LONG} eq 1` }],
    ['POST', '/SCIM/v2/Users/.search', { sortBy: LONG }],
    ['POST', '/SCIM/v2/Groups', { displayName: 'x', members: [{ value: LONG }] }],
    ['PATCH', '/SCIM/v2/Users/ID', patch({ op: LONG, path: 'title', value: 'x' })],
    ['PATCH', '/SCIM/v2/Users/ID', patch({ op: 'replace', path: LONG, value: 'x' })],
    ['PATCH', '/SCIM/v2/Users/ID', patch({ op: 'replace', path: `emails[${LONG}].value`, value: 'x' })],
    ['POST', '/SCIM/v2/Bulk', { Operations: [{ method: LONG, path: '/Users', data: {} }] }],
    ['POST', '/SCIM/v2/Bulk', { Operations: [{ method: 'POST', path: LONG, data: {} }] }],
    ['GET', `/SCIM/v2/Users/${'x'.repeat(15_000)}`, undefined],
    ['GET', `/SCIM/v2/${'x'.repeat(15_000)}`, undefined],
    ['GET', `/api/v1/users/${'x'.repeat(15_000)}`, undefined],
    ['GET', `/api/v1/${'x'.repeat(15_000)}`, undefined],
    ['POST', '/api/v1/users', { [LONG]: 'x' }],
    ['POST', '/api/v1/users', { userName: LONG, role: LONG, organizationId: LONG }],
    ['POST', '/api/v1/organizations', { name: 'x', parentId: LONG }],
    [
      'POST',
      '/api/v1/groups',
      Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`unknown${n}`, 'x'])),
    ],
  ])('%s is short itself: %#', async (method, path, body) => {
    const { status, text } = await sendRaw(app.url, {
      method,
      path: path.replace('/ID', `/${acme.admin.id}`),
      headers: { authorization: acme.scim.authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    // A bulk is 200, with the refusal of its operation inside.
    const answered = path === '/SCIM/v2/Bulk' ? [200, 400] : [400, 404, 409, 413];
    expect(answered).toContain(status);
    expect(text.length).toBeLessThan(MOST);
    expect(text).not.toMatch(/\p{Surrogate}/u);
  });
});
