import { Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { Id, InAccount, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { AccountOwned } from '../accounts/account-owned.js';
import { Organization } from '../organizations/organization.entity.js';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';
import { CatalogueClient } from './catalogue-client.entity.js';

/** How a connection proves itself: with a secret, with signed assertions (RFC 7523), or through a catalogue client. */
export type OauthClientKind = 'secret' | 'assertion' | 'catalogue';

/** Longest issuer, subject and audience. */
export const CLAIM_LENGTH = 400;
/** Longest URL of a key set. */
export const JWKS_URL_LENGTH = 1_000;

/**
 * A connection: the OAuth client of one account, and the principal of its access tokens. It is not a user. Revoking it
 * deletes the row, and with it every secret, code and token.
 */
@Entity('oauth_clients')
@Index('uq_oauth_clients_client_id', ['clientId'], { unique: true })
@Index('uq_oauth_clients_name', ['accountId', 'nameKey'], { unique: true })
@Index('uq_oauth_clients_catalogue', ['accountId', 'catalogueClientId'], { unique: true })
@Index('ix_oauth_clients_organization', ['accountId', 'organizationId'])
@Index('ix_oauth_clients_catalogue_client', ['catalogueClientId'])
export class OauthClient extends AccountOwned {
  @Id() id: string;

  /** The public client id; null for a catalogue client's connection, which uses that client's id. */
  @Column({ type: 'varchar', length: 64, nullable: true }) clientId: string | null;
  @Column({ type: 'varchar', length: 16 }) kind: OauthClientKind;
  @Column({ type: 'varchar', length: NAME_LENGTH }) name: string;

  /**
   * The folded name; null for a connection that shared its name with another one before names had to be
   * unique.
   */
  @Column({ type: 'varchar', length: KEY_LENGTH, nullable: true }) nameKey: string | null;

  /** The organization that new users join. */
  @Reference() organizationId: string;
  @Reference({ nullable: true }) catalogueClientId: string | null;

  /** The claims `iss`, `sub` and `aud` of its assertions. */
  @Column({ type: 'varchar', length: CLAIM_LENGTH, nullable: true }) issuer: string | null;
  @Column({ type: 'varchar', length: CLAIM_LENGTH, nullable: true }) subject: string | null;
  @Column({ type: 'varchar', length: CLAIM_LENGTH, nullable: true }) audience: string | null;

  @Column({ type: 'varchar', length: JWKS_URL_LENGTH, nullable: true }) jwksUrl: string | null;

  /** A JSON Web Key Set of public keys (RFC 7517 §5), instead of a URL. */
  @Column({ type: 'text', nullable: true }) jwks: string | null;

  /** Increases with each change: key sets of an earlier version are forgotten, see `KeySets`. */
  @Column({ type: 'int', default: 1 }) version: number;

  /** The newest version of the catalogue client that is recorded in the account's audit trail. */
  @Column({ type: 'int', default: 1 }) catalogueVersion: number;
  @Instant() createdAt: string;

  /** The user who created or allowed it; null for Declaree's support staff. */
  @Reference({ nullable: true }) createdById: string | null;

  /** To the minute; see `ConnectionUses`. */
  @Instant({ nullable: true }) lastUsedAt: string | null;

  @InAccount(() => Organization, 'NO ACTION') organization: Relation<Organization>;

  @ManyToOne(() => CatalogueClient, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'catalogueClientId' })
  catalogueClient: Relation<CatalogueClient> | null;
}

/** The default values of a new connection. */
export const NEW_CONNECTION = {
  clientId: null,
  catalogueClientId: null,
  issuer: null,
  subject: null,
  audience: null,
  jwksUrl: null,
  jwks: null,
  version: 1,
  catalogueVersion: 1,
  lastUsedAt: null,
} as const;
