import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessToken,
  addCatalogueClient,
  askToken,
  authorize,
  scimWith,
  withSecret,
} from '../oauth/oauth.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { items, restOf } from '../rest/rest-client.js';
import { bootWithCommands, json, STAFF, type RunCommand } from './in-process.js';

interface Made {
  id: string;
  clientId: string;
  secret: string;
}

describe.each(sqliteAndOneServer())('oauth-client on $name', (lane) => {
  let app: TestApp;
  let declaree: RunCommand;
  let acme: TestAccount;

  beforeAll(async () => {
    ({ app, declaree } = await bootWithCommands(lane));
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const create = async (name: string, ...more: string[]) =>
    json(await declaree(['oauth-client', 'create', acme.slug, '--name', name, '--json', ...more])) as Made;

  it('creates a client with a secret, whose new users join the parent organization', async () => {
    const made = await create('Entra ID');
    expect(made).toMatchObject({ kind: 'secret', organizationName: 'Acme Group', createdBy: null });
    const scim = scimWith(app, await accessToken(app, made));
    expect((await scim.get('/Users?count=1')).status).toBe(200);
    const [entry] = items(await restOf(app, acme).get('/audit?action=connection.created&limit=1'));
    expect(entry).toMatchObject({ actor: STAFF, via: 'cli', subject: { id: made.id, name: 'Entra ID' } });
  });

  it('creates a client that signs assertions', async () => {
    const options = [
      '--assertion',
      '--issuer',
      'https://issuer.example',
      '--subject',
      's',
      '--audience',
      'a',
    ];
    const made = await create('With a key', ...options, '--jwks-url', 'https://issuer.example/keys');
    expect(made).toMatchObject({
      kind: 'assertion',
      issuer: 'https://issuer.example',
      subject: 's',
      audience: 'a',
      jwksUrl: 'https://issuer.example/keys',
    });
    expect(made).not.toHaveProperty('secret');
  });

  it('changes the keys of a client from a file, and what else is given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'declaree-keys-'));
    const file = join(folder, 'keys.json');
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwks = { keys: [await exportJWK(publicKey)] };
    await writeFile(file, JSON.stringify(jwks));
    const made = await create(
      'Signs',
      '--assertion',
      '--subject',
      's',
      '--jwks-url',
      'https://x.example/keys',
    );
    const update = (...args: string[]) =>
      declaree(['oauth-client', 'update', acme.slug, made.clientId, ...args]);
    const change = [
      '--jwks-file',
      file,
      '--subject',
      '',
      '--name',
      'Signs anew',
      '--organization',
      'acme be',
    ];
    expect(json(await update(...change, '--json'))).toMatchObject({
      id: made.id,
      clientId: made.clientId,
      name: 'Signs anew',
      organizationName: 'Acme BE',
      subject: null,
      jwksUrl: null,
      jwks,
    });
    const [entry] = items(await restOf(app, acme).get('/audit?action=connection.changed&limit=1'));
    expect(entry).toMatchObject({ actor: STAFF, via: 'cli', subject: { id: made.id } });
    const words = await update('--name', 'Signs');
    expect(words.stdout).toContain('Changed the OAuth client "Signs"');
    await writeFile(file, 'keys');
    for (const [args, text] of [
      [['--jwks-file', file], 'is not JSON'],
      [['--jwks-file', join(folder, 'none')], 'not found'],
      [['--jwks-url', 'http://x.example/'], 'must be an https URL'],
      [['--organization', 'Nowhere'], 'There is no organization "Nowhere"'],
      [['--name', 'ENTRA ID'], 'already exists'],
    ] as const) {
      const { exitCode, stderr } = await update(...args);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining(text)]);
    }
    await rm(folder, { recursive: true });
  });

  it('prints for people too', async () => {
    const { exitCode, stdout } = await declaree(['oauth-client', 'create', acme.slug, '--name', 'Words']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /Created the OAuth client "Words"[^]*Client id: dc_\S+\nClient secret, until [^\n]+: dcs_/,
    );
    const listed = await declaree(['oauth-client', 'list', acme.slug]);
    expect(listed.stdout).toMatch(/CLIENT ID[^]*Words[^]*Acme Group/);
    expect(listed.stdout).not.toContain('dcs_');
  });

  it('adds a secret, and revokes the client', async () => {
    const made = await create('Rotated');
    const rotated = json(
      await declaree(['oauth-client', 'rotate', acme.slug, made.clientId, '--json']),
    ) as Made;
    await accessToken(app, made);
    await accessToken(app, { ...made, secret: rotated.secret });
    await app.get(LateWrites).flush();
    const listed = await declaree(['oauth-client', 'list', acme.slug]);
    expect(listed.stdout).toMatch(/Rotated .*, [^,\n]* \(in use\)/);
    const clients = json(await declaree(['oauth-client', 'list', acme.slug, '--json'])) as Made[];
    expect(clients.find(({ id }) => id === made.id)).toMatchObject({ secrets: [{}, {}] });
    const revoked = await declaree(['oauth-client', 'revoke', acme.slug, made.clientId, '--json']);
    expect(json(revoked)).toMatchObject({ clientId: made.clientId, revoked: true });
    expect((await askToken(app, { grant_type: 'client_credentials', ...withSecret(made) })).status).toBe(401);
  });

  it('revokes the connection of a client that all customers share by its id, in this account only', async () => {
    const okta = await addCatalogueClient(app);
    const other = await addAccount(app);
    for (const account of [acme, other]) await authorize(app, account, okta);
    const listed = await declaree(['oauth-client', 'list', acme.slug]);
    expect(listed.stdout).toContain(okta.clientId);
    const rotated = await declaree(['oauth-client', 'rotate', acme.slug, okta.clientId]);
    expect([rotated.exitCode, rotated.stderr]).toEqual([
      1,
      expect.stringContaining('The client "Okta" does not use secrets.'),
    ]);
    const revoked = await declaree(['oauth-client', 'revoke', acme.slug, okta.clientId, '--json']);
    expect(json(revoked)).toMatchObject({ clientId: okta.clientId, revoked: true });
    const again = await declaree(['oauth-client', 'revoke', acme.slug, okta.clientId]);
    expect([again.exitCode, again.stdout]).toEqual([1, '']);
    expect(items(await restOf(app, other).get('/oauth-clients'))).toMatchObject([{ name: 'Okta' }]);
  });

  it.each([
    [['create', 'nowhere', '--name', 'x'], 1],
    [['create', 'SLUG', '--name', ' '], 1],
    [['create', 'SLUG', '--name', 'ENTRA ID'], 1],
    [['create', 'SLUG', '--name', 'x', '--issuer', 'y'], 1],
    [['create', 'SLUG', '--name', 'x', '--assertion'], 1],
    [['create', 'SLUG'], 2],
    [['update', 'SLUG', 'dc_unknown', '--name', 'x'], 1],
    [['update', 'SLUG'], 2],
    [['rotate', 'SLUG', 'dc_unknown'], 1],
    [['revoke', 'SLUG', 'dc_unknown'], 1],
    [['revoke', 'SLUG'], 2],
  ])('refuses %j', async (args, expected) => {
    const { exitCode, stdout } = await declaree([
      'oauth-client',
      ...args.map((arg) => (arg === 'SLUG' ? acme.slug : arg)),
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: expected, stdout: '' });
  });
});
