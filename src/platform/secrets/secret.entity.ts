import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Instant } from '../database/sql/entity-columns.js';

/** A generated key shared by all replicas. */
@Entity('secrets')
export class Secret {
  @PrimaryColumn({ type: 'varchar', length: 32 }) name: string;

  /** 32 random bytes in hexadecimal. */
  @Column({ type: 'varchar', length: 64 }) value: string;

  @Instant() createdAt: string;
}
