import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { CatalogueClient } from './catalogue-client.entity.js';

/** A secret of a catalogue client. */
@Entity('oauth_catalogue_secrets')
@Index('uq_oauth_catalogue_secrets_hash', ['hash'], { unique: true })
@Index('ix_oauth_catalogue_secrets_client', ['catalogueClientId'])
export class CatalogueSecret {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'varchar', length: 36 })
  catalogueClientId: string;

  @Column({ type: 'varchar', length: 64 })
  hash: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: string;

  @ManyToOne(() => CatalogueClient, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'catalogueClientId', foreignKeyConstraintName: 'fk_oauth_catalogue_secrets_client' })
  client: Relation<CatalogueClient>;
}
