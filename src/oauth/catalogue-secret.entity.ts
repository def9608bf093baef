import { Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { Id, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { CatalogueClient } from './catalogue-client.entity.js';

/** A secret of a catalogue client. */
@Entity('oauth_catalogue_secrets')
@Index('uq_oauth_catalogue_secrets_hash', ['hash'], { unique: true })
@Index('ix_oauth_catalogue_secrets_client', ['catalogueClientId'])
export class CatalogueSecret {
  @Id() id: string;
  @Reference() catalogueClientId: string;
  @Column({ type: 'varchar', length: 64 }) hash: string;
  @Instant() createdAt: string;
  @Instant() expiresAt: string;

  @ManyToOne(() => CatalogueClient, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'catalogueClientId' })
  client: Relation<CatalogueClient>;
}
