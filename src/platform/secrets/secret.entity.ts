import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A generated key shared by all replicas. */
@Entity('secrets')
export class Secret {
  @PrimaryColumn({ type: 'varchar', length: 32 })
  name: string;

  /** 32 random bytes in hexadecimal. */
  @Column({ type: 'varchar', length: 64 })
  value: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;
}
