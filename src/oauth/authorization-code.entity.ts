import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { OauthClient } from './oauth-client.entity.js';

/** A code that a catalogue client exchanges for tokens once. Its id is the family of those tokens. */
@Entity('oauth_codes')
@Index('uq_oauth_codes_hash', ['hash'], { unique: true })
@Index('ix_oauth_codes_client', ['accountId', 'connectionId'])
export class AuthorizationCode {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'varchar', length: 36 })
  connectionId: string;

  /** SHA-256 of the code. */
  @Column({ type: 'varchar', length: 64 })
  hash: string;

  @Column({ type: 'varchar', length: 2000 })
  redirectUri: string;

  /** The S256 challenge of RFC 7636; null without PKCE. */
  @Column({ type: 'varchar', length: 128, nullable: true })
  codeChallenge: string | null;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: string;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  usedAt: string | null;

  @ManyToOne(() => OauthClient, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn([
    {
      name: 'accountId',
      referencedColumnName: 'accountId',
      foreignKeyConstraintName: 'fk_oauth_codes_client',
    },
    {
      name: 'connectionId',
      referencedColumnName: 'id',
      foreignKeyConstraintName: 'fk_oauth_codes_client',
    },
  ])
  connection: Relation<OauthClient>;
}
