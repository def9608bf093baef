import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { JWT_BEARER } from '../../../src/oauth/client-credentials.js';
import { ExpiryWarnings } from '../../../src/provisioning/notifications/expiry-warnings.service.js';
import { CatalogueSecretMetrics } from '../../../src/metrics/catalogue-secret-metrics.service.js';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { json } from '../../cli/in-process.js';
import {
  accessToken,
  addCatalogueClient,
  addClient,
  askToken,
  authorize,
  OKTA_CALLBACK,
  scimWith,
  sendForm,
  withSecret,
} from '../../oauth/oauth.js';
import { RestClient } from '../../rest/rest-client.js';
import { addOperator } from '../../support/accounts.js';
import type { Tour } from './staff-tour.js';

const DAY = 86_400_000;

/** Connections and catalogue clients, with everything that happens to their tokens. */
export async function oauth(here: Tour): Promise<void> {
  await connections(here);
  await assertions(here);
  await catalogue(here);
}

async function connections({ app, acme, rest, declaree }: Tour): Promise<void> {
  const client = await addClient(app, acme);
  await rest.get('/oauth-clients');
  const scim = scimWith(app, await accessToken(app, client));
  await scim.post('/Bulk', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
    Operations: [{ method: 'DELETE', path: '/Users/4711' }],
  });
  await app.get(LateWrites).flush();
  const token = scim.authorization.slice('Bearer '.length);
  await sendForm(app, '/oauth/revoke', { token, ...withSecret(client) });
  const expiresAt = new Date(Date.now() + 20 * DAY).toISOString();
  await rest.create(`/oauth-clients/${client.id}/secrets`, { expiresAt });
  const { secrets } = (await rest.read(`/oauth-clients/${client.id}`)) as unknown as {
    secrets: { id: string }[];
  };
  await rest.delete(`/oauth-clients/${client.id}/secrets/${secrets[0]?.id}`);
  await app.get(ExpiryWarnings).warn(new Date());
  const made = json(await declaree(['oauth-client', 'create', acme.slug, '--name', 'x', '--json']));
  await declaree(['oauth-client', 'revoke', acme.slug, (made as { clientId: string }).clientId]);
}

async function assertions({ app, acme, rest }: Tour): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwks = { keys: [await exportJWK(publicKey)] };
  const { id, clientId } = await addClient(app, acme, { kind: 'assertion', jwks });
  const assertion = await new SignJWT({ iss: clientId, sub: clientId, aud: app.url, jti: 'once' })
    .setProtectedHeader({ alg: 'ES256' })
    .setExpirationTime('5m')
    .sign(privateKey);
  await askToken(app, {
    grant_type: 'client_credentials',
    client_assertion_type: JWT_BEARER,
    client_assertion: assertion,
  });
  await rest.patch(`/oauth-clients/${id}`, {
    name: 'Signed',
    organizationId: acme.organizations.be.id,
    jwks,
  });
}

async function catalogue({ app, acme }: Tour): Promise<void> {
  const staff = new RestClient(app, await addOperator(app));
  const okta = await addCatalogueClient(app);
  await staff.get('/support/oauth-clients');
  await app.get(CatalogueSecretMetrics).refresh();
  const { id } = await staff.create(`/support/oauth-clients/${okta.id}/secrets`, {});
  await staff.delete(`/support/oauth-clients/${okta.id}/secrets/${id}`);
  const first = await authorize(app, acme, okta);
  const { body } = await askToken(app, {
    grant_type: 'refresh_token',
    refresh_token: first.refresh_token,
    ...withSecret(okta),
  });
  await sendForm(app, '/oauth/revoke', { token: String(body['refresh_token']), ...withSecret(okta) });
  const { code } = await authorize(app, acme, okta);
  await askToken(app, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: OKTA_CALLBACK,
    ...withSecret(okta),
  });
  await staff.patch(`/support/oauth-clients/${okta.id}`, { name: 'Okta, renamed' });
  await staff.delete(`/support/oauth-clients/${okta.id}`);
}
