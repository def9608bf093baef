import { Column, Entity, Index } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { CLIENT_LENGTH } from '../../platform/http/client-product.js';
import { Id, Reference } from '../../platform/database/sql/entity-columns.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';

/** How an identity provider logs in: as a user with a password or an API key, or as an OAuth connection. */
export const CONNECTION_KINDS = ['user', 'api-key', 'connection'] as const;
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/** A credential's owner that has written users or groups over SCIM. Stays when the credential is revoked. */
@Entity('managing_connections')
@Index('uq_managing_connections_owner', ['accountId', 'ownerId', 'kind'], { unique: true })
export class ManagingConnection extends AccountOwned {
  @Id() id: string;
  @Column({ type: 'varchar', length: 16 }) kind: ConnectionKind;

  /** Id of the user or of the OAuth connection. */
  @Reference() ownerId: string;

  /** The user name or the connection's name, at its last write. */
  @Column({ type: 'varchar', length: NAME_LENGTH }) name: string;

  /** The product that the client named in its `User-Agent`. */
  @Column({ type: 'varchar', length: CLIENT_LENGTH, nullable: true }) client: string | null;
}
