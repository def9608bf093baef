import { CLIENT_SECRET_PREFIX, newToken, tokenHash } from '../auth/tokens.js';
import { DEMO_IDS } from '../common/demo-ids.js';
import { CatalogueClient } from '../oauth/catalogue-client.entity.js';
import { CatalogueSecret } from '../oauth/catalogue-secret.entity.js';
import { ClientSecret } from '../oauth/client-secret.entity.js';
import { connectionNameKey } from '../oauth/connection-name.js';
import { NEW_CONNECTION, OauthClient } from '../oauth/oauth-client.entity.js';
import { secretExpiry } from '../oauth/secret-expiry.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { idIs } from '../platform/database/sql/predicate.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';

const EXAMPLE = 'Example of the API documentation';
const EXAMPLE_KEYS = 'https://app.example/keys';

/** Adds connections to an account whose secrets are discarded. */
export async function addConnections(
  tx: AccountTransaction,
  admin: { id: string; organizationId: string },
): Promise<void> {
  const { connection, oldConnection, signingConnection, clientSecret } = DEMO_IDS;
  const createdAt = new Date().toISOString();
  await tx.insert(
    OauthClient,
    [
      { id: connection, name: `${EXAMPLE} (2)`, kind: 'secret' as const, jwksUrl: null },
      { id: oldConnection, name: EXAMPLE, kind: 'secret' as const, jwksUrl: null },
      { id: signingConnection, name: `${EXAMPLE} (3)`, kind: 'assertion' as const, jwksUrl: EXAMPLE_KEYS },
    ].map(({ id, name, ...proof }) => ({
      ...NEW_CONNECTION,
      ...proof,
      id,
      clientId: `dc_example_${id.slice(9, 13)}`,
      name,
      nameKey: connectionNameKey(name),
      organizationId: admin.organizationId,
      createdAt,
      createdById: admin.id,
    })),
  );
  await tx.insert(ClientSecret, [
    { ...newSecret(clientSecret), connectionId: connection, warnedAt: null, lastUsedAt: null },
  ]);
}

/** Adds catalogue clients whose secrets are discarded. */
export async function addCatalogueClients(tx: PlatformTransaction): Promise<void> {
  const { catalogueClient, oldCatalogueClient, catalogueSecret } = DEMO_IDS;
  // They outlive removed accounts, so they may already exist.
  if (await tx.find(CatalogueClient, { columns: ['id'], where: idIs(catalogueClient) })) return;
  const redirectUris = JSON.stringify(['https://app.example/callback']);
  await tx.insert(
    CatalogueClient,
    [catalogueClient, oldCatalogueClient].map((id) => ({
      id,
      clientId: `dc_example_${id.slice(9, 13)}`,
      name: EXAMPLE,
      redirectUris,
      isPublic: false,
      version: 1,
      createdAt: new Date().toISOString(),
    })),
  );
  await tx.insert(CatalogueSecret, [{ ...newSecret(catalogueSecret), catalogueClientId: catalogueClient }]);
}

function newSecret(id: string) {
  const hash = tokenHash(newToken(CLIENT_SECRET_PREFIX));
  return { id, hash, createdAt: new Date().toISOString(), expiresAt: secretExpiry(undefined) };
}
