import type { Relation } from 'typeorm';
import { Id, InAccount } from '../platform/database/sql/entity-columns.js';
import { User } from './user.entity.js';

/** A row that belongs to a user, its `userId`, and is deleted with it. */
export abstract class UserOwned {
  @Id() accountId: string;
  @InAccount(() => User, 'CASCADE') user: Relation<User>;
}
