import type { Relation } from 'typeorm';
import { Id, InAccount, Reference } from '../platform/database/sql/entity-columns.js';
import { OauthClient } from './oauth-client.entity.js';

/** A row that belongs to a connection, and is deleted with it. */
export abstract class ConnectionOwned {
  @Id() accountId: string;
  @Id() id: string;
  @Reference() connectionId: string;
  @InAccount(() => OauthClient, 'CASCADE') connection: Relation<OauthClient>;
}
