import { Column, Entity, Index } from 'typeorm';
import { Id, Instant } from '../platform/database/sql/entity-columns.js';
import { NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** Longest stored list of redirect URIs, as JSON. */
export const REDIRECT_URIS_LENGTH = 8_000;

/**
 * A client that all customers share, such as the app in Okta's catalogue. It belongs to no account: each account that
 * allows it gets a connection of its own, an `OauthClient` of the kind `catalogue`.
 */
@Entity('oauth_catalogue_clients')
@Index('uq_oauth_catalogue_clients_client_id', ['clientId'], { unique: true })
export class CatalogueClient {
  @Id() id: string;
  @Column({ type: 'varchar', length: 64 }) clientId: string;
  @Column({ type: 'varchar', length: NAME_LENGTH }) name: string;

  /** A JSON list. */
  @Column({ type: 'varchar', length: REDIRECT_URIS_LENGTH }) redirectUris: string;

  /** Whether it has no secret (RFC 6749 §2.1), so that PKCE is required. */
  @Column({ type: 'boolean' }) isPublic: boolean;

  /**
   * Increases with each change. A connection's `catalogueVersion` is the last version recorded in its
   * account.
   */
  @Column({ type: 'int', default: 1 }) version: number;
  @Instant() createdAt: string;
}
