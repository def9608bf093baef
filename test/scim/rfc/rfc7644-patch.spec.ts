import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { scimError, type Operation, type Resource } from '../../support/scim-client.js';

describe.each(sqliteAndOneServer())('RFC 7644 §3.5.2, PATCH, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let before: Resource;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    before = await acme.scim.create('/Users', {
      userName: `patched${++number}`,
      name: { givenName: 'Mira', familyName: 'Vos' },
      emails: [{ value: 'a@acme.example', type: 'work', primary: true }],
    });
  });

  const patch = (...operations: Operation[]) => acme.scim.patch(`/Users/${before.id}`, operations);
  const now = () => acme.scim.read(`/Users/${before.id}`);

  const patched = async (...operations: Operation[]) => {
    expect((await patch(...operations)).status).toBe(200);
    return now();
  };

  /** The keyword of the 400 that operations cause. Checks that nothing has changed. */
  const refusal = async (...operations: Operation[]): Promise<unknown> => {
    const { status, body } = await patch(...operations);
    const error = scimError(400, { scimType: expect.any(String) as string, detail: expect.any(String) });
    expect([status, body]).toEqual([400, error]);
    expect(await now()).toEqual(before);
    return body['scimType'];
  };

  it('RFC 7644 §3.5.2: is atomic; if one operation fails, nothing changes', async () => {
    const good = [
      { op: 'replace', path: 'title', value: 'T' },
      { op: 'remove', path: 'emails' },
    ];
    expect(await refusal(...good, { op: 'replace', path: 'nothing', value: 'x' })).toBe('invalidPath');
  });

  it('RFC 7644 §3.5.2: runs operations in order, each on the previous result', async () => {
    const after = await patched(
      { op: 'add', path: 'title', value: 'first' },
      { op: 'replace', path: 'title', value: 'second' },
      { op: 'add', path: 'phoneNumbers', value: [{ value: '1', type: 'work' }] },
      { op: 'replace', path: 'phoneNumbers[type eq "work"].value', value: '2' },
      { op: 'remove', path: 'name' },
      { op: 'add', path: 'name.givenName', value: 'Noor' },
    );
    expect(after).toMatchObject({ title: 'second', phoneNumbers: [{ value: '2', type: 'work' }] });
    expect(after['name']).toEqual({ givenName: 'Noor' });
  });

  it('RFC 7644 §3.5.2: a new primary value unsets primary on the other', async () => {
    const value = [{ value: 'b@acme.example', type: 'home', primary: true }];
    expect((await patched({ op: 'add', path: 'emails', value }))['emails']).toEqual([
      { value: 'a@acme.example', type: 'work', primary: false },
      ...value,
    ]);
  });

  it('RFC 7644 §3.5.2: an unknown op is 400, an unknown path is invalidPath', async () => {
    expect(await refusal({ op: 'move', path: 'title', value: 'x' })).toBe('invalidSyntax');
    for (const path of ['nothing', 'name.nothing', 'urn:example:User:title', 'emails[', 'title.value']) {
      expect(await refusal({ op: 'replace', path, value: 'x' })).toBe('invalidPath');
    }
  });

  it('RFC 7644 §3.5.2.2: remove without a path is noTarget, of a required or read-only attribute mutability', async () => {
    expect(await refusal({ op: 'remove' })).toBe('noTarget');
    expect(await refusal({ op: 'remove', path: 'userName' })).toBe('mutability');
    expect(await refusal({ op: 'remove', path: 'groups' })).toBe('mutability');
    expect(await refusal({ op: 'replace', path: 'id', value: 'x' })).toBe('mutability');
  });

  it('RFC 7644 §3.5.2.1: adding an existing value changes neither data nor lastModified nor version', async () => {
    const same = [
      { op: 'add', path: 'name.givenName', value: 'Mira' },
      { op: 'add', path: 'emails', value: [{ value: 'a@acme.example', type: 'work' }] },
      { op: 'add', value: { name: { familyName: 'Vos' } } },
    ];
    expect(await patched(...same)).toEqual(before);
  });

  it('RFC 7644 §3.5.2.3: replace adds a missing value, and merges a complex attribute', async () => {
    const after = await patched(
      { op: 'replace', path: 'title', value: 'T' },
      { op: 'replace', path: 'name', value: { familyName: 'Maes' } },
    );
    expect(after).toMatchObject({ title: 'T', name: { givenName: 'Mira', familyName: 'Maes' } });
  });

  it('RFC 7644 §3.5.2.3: a filter without a match is noTarget, unless Entra ID wants to create the element', async () => {
    expect(await refusal({ op: 'replace', path: 'emails[value eq "x"].display', value: 'D' })).toBe(
      'noTarget',
    );
    const after = await patched({ op: 'replace', path: 'emails[type eq "home"].value', value: 'h' });
    expect(after['emails']).toEqual([...(before['emails'] as unknown[]), { type: 'home', value: 'h' }]);
  });

  it('RFC 7644 §3.5.2.2: remove with a filter removes those elements, without one all', async () => {
    const added = await patched({ op: 'add', path: 'emails', value: { value: 'b', type: 'home' } });
    expect(added['emails']).toHaveLength(2);
    const less = await patched({ op: 'remove', path: 'emails[type eq "work"]' });
    expect(less['emails']).toEqual([{ value: 'b', type: 'home' }]);
    expect(await patched({ op: 'remove', path: 'emails' })).not.toHaveProperty('emails');
  });

  it('RFC 7644 §3.5.2: members are added and removed, and repeating it changes nothing', async () => {
    const group = await acme.scim.create('/Groups', { displayName: `Group ${number}` });
    const at = `/Groups/${group.id}`;
    const steps = [
      [{ op: 'add', path: 'members', value: [{ value: before.id }] }, 1],
      [{ op: 'remove', path: `members[value eq "${before.id}"]` }, 0],
    ] as const;
    for (const [operation, size] of steps) {
      expect((await acme.scim.patch(at, [operation])).status).toBe(204);
      const after = await acme.scim.read(at);
      expect((after['members'] as unknown[] | undefined) ?? []).toHaveLength(size);
      expect((await acme.scim.patch(at, [operation])).status).toBe(204);
      expect(await acme.scim.read(at)).toEqual(after);
    }
  });
});
