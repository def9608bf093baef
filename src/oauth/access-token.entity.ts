import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { OauthClient } from './oauth-client.entity.js';

/** An access token of a connection, for SCIM. */
@Entity('oauth_access_tokens')
@Index('uq_oauth_access_tokens_hash', ['hash'], { unique: true })
@Index('ix_oauth_access_tokens_client', ['accountId', 'connectionId'])
@Index('ix_oauth_access_tokens_family', ['accountId', 'familyId'])
export class AccessToken {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'varchar', length: 36 })
  connectionId: string;

  /** The family of tokens from one authorization code; null for client credentials. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  familyId: string | null;

  /** SHA-256 of the token. */
  @Column({ type: 'varchar', length: 64 })
  hash: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: string;

  @ManyToOne(() => OauthClient, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn([
    {
      name: 'accountId',
      referencedColumnName: 'accountId',
      foreignKeyConstraintName: 'fk_oauth_access_tokens_client',
    },
    {
      name: 'connectionId',
      referencedColumnName: 'id',
      foreignKeyConstraintName: 'fk_oauth_access_tokens_client',
    },
  ])
  connection: Relation<OauthClient>;
}
