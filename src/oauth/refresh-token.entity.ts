import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { OauthClient } from './oauth-client.entity.js';

/** A refresh token. Each is exchanged for a new one of the same family when it is used. */
@Entity('oauth_refresh_tokens')
@Index('uq_oauth_refresh_tokens_hash', ['hash'], { unique: true })
@Index('ix_oauth_refresh_tokens_client', ['accountId', 'connectionId'])
@Index('ix_oauth_refresh_tokens_family', ['accountId', 'familyId'])
export class RefreshToken {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'varchar', length: 36 })
  connectionId: string;

  @Column({ type: 'varchar', length: 36 })
  familyId: string;

  /** SHA-256 of the token. */
  @Column({ type: 'varchar', length: 64 })
  hash: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: string;

  /** When it was exchanged for a new one. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  rotatedAt: string | null;

  /** What it was exchanged for, encrypted with a key derived from the token itself. */
  @Column({ type: 'text', nullable: true })
  successor: string | null;

  @ManyToOne(() => OauthClient, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn([
    {
      name: 'accountId',
      referencedColumnName: 'accountId',
      foreignKeyConstraintName: 'fk_oauth_refresh_tokens_client',
    },
    {
      name: 'connectionId',
      referencedColumnName: 'id',
      foreignKeyConstraintName: 'fk_oauth_refresh_tokens_client',
    },
  ])
  connection: Relation<OauthClient>;
}
