import { Column, Entity } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { Id, Instant, Reference } from '../../platform/database/sql/entity-columns.js';
import { CLIENT_LENGTH } from '../../platform/http/client-product.js';

/** When each connection of an account called: a user with all of its credentials, or an OAuth connection, as in the journal. */
@Entity('connection_calls')
export class ConnectionCalls extends AccountOwned {
  /** Of the user or of the OAuth connection. */
  @Id() ownerId: string;
  @Column({ type: 'varchar', length: 16 }) kind: 'user' | 'connection';

  /** The id of the user's API key that called last, which may no longer exist; null for a password and a connection. */
  @Reference({ nullable: true }) keyId: string | null;

  /** The product that the client named in its `User-Agent`. */
  @Column({ type: 'varchar', length: CLIENT_LENGTH, nullable: true }) client: string | null;

  @Instant() lastCallAt: string;

  /** The days on which it has called, until `lastCallAt`: see `CallDays`. */
  @Column({ type: 'int' }) callDays: number;
}
