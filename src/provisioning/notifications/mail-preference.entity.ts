import { Column, Entity } from 'typeorm';
import { Id } from '../../platform/database/sql/entity-columns.js';
import { UserOwned } from '../../users/user-owned.js';

/** Of which kinds an administrator is told by mail. Without a row, `USUAL_MAILS`. */
@Entity('mail_preferences')
export class MailPreference extends UserOwned {
  @Id() userId: string;
  @Column({ type: 'boolean' }) failures: boolean;
  @Column({ type: 'boolean' }) alarm: boolean;
  @Column({ type: 'boolean' }) silence: boolean;
  @Column({ type: 'boolean' }) expiry: boolean;
  @Column({ type: 'boolean', default: true }) approvals: boolean;
}
