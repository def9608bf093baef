import { Column, Entity, Index, type Relation } from 'typeorm';
import { Id, InAccount, Instant, Reference, SparseIndex } from '../platform/database/sql/entity-columns.js';
import { KEY_LENGTH, NAME_LENGTH, SearchableText } from '../platform/database/sql/searchable-text.js';
import { Organization } from '../organizations/organization.entity.js';
import { SHOWN_NAME_LENGTH } from './shown-name.js';

/** Roles of a user. */
export const ROLES = ['employee', 'approver', 'accountant', 'controller', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The roles that `roles` of SCIM and groups can grant, from the lowest to the highest: all but admin. */
export const GRANTABLE_ROLES = ['employee', 'approver', 'accountant', 'controller'] as const satisfies Role[];
export type GrantableRole = (typeof GRANTABLE_ROLES)[number];

/** Where a role comes from: assigned to the user, granted by a value of SCIM's `roles`, or by a group. */
export const ROLE_ORIGINS = ['role', 'roles', 'group'] as const;
export type RoleOrigin = (typeof ROLE_ORIGINS)[number];

/** Index of the users in the order of their ids, with the deleted ones apart. */
export const EXISTING_USERS = 'ix_users_existing';

/** A person with a login, in one organization of one account. */
@Entity('users')
@Index('uq_users_user_name', ['accountId', 'userNameKey'], { unique: true })
@Index('ix_users_login', ['userNameKey'])
@Index('ix_users_external_id_order', ['accountId', 'externalId', 'id'])
@Index(EXISTING_USERS, ['accountId', 'erasedAt', 'deletedAt', 'id'])
@Index('ix_users_organization', ['accountId', 'organizationId'])
@Index('ix_users_shown_name', ['accountId', 'shownNameKey', 'id'])
@Index('ix_users_role', ['accountId', 'role'])
@Index('ix_users_manager', ['accountId', 'managerId'])
@SparseIndex('ix_users_manager_reference', 'managerReference')
export class User {
  @Id() accountId: string;
  @Id() id: string;
  @Reference() organizationId: string;

  /** The organization as sent by the client: a name, an id, or a text that matches none. */
  @SearchableText() requestedOrganization: string | null;

  @Column({ type: 'varchar', length: NAME_LENGTH }) userName: string;

  /** Null once the user is deleted, which frees the name. */
  @Column({ type: 'varchar', length: KEY_LENGTH, nullable: true }) userNameKey: string | null;

  /** Sort key of lists for people: see `shownNameKey`. Older program versions leave it empty. */
  @Column({ type: 'varchar', length: SHOWN_NAME_LENGTH, nullable: true }) shownNameKey: string | null;

  /** The identity provider's id of the person. */
  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true }) externalId: string | null;

  @Column({ type: 'boolean' }) active: boolean;
  /** The role that guards read: see `effectiveRole`. */
  @Column({ type: 'varchar', length: 16 }) role: Role;

  /** Null for the default role, and for one that was assigned by a program without this column. */
  @Column({ type: 'varchar', length: 8, nullable: true }) roleOrigin: RoleOrigin | null;

  @Column({ type: 'varchar', length: 255, nullable: true }) passwordHash: string | null;
  @SearchableText() displayName: string | null;
  @SearchableText() formattedName: string | null;
  @SearchableText() familyName: string | null;
  @SearchableText() givenName: string | null;
  @SearchableText() middleName: string | null;
  @SearchableText() honorificPrefix: string | null;
  @SearchableText() honorificSuffix: string | null;
  @SearchableText() nickName: string | null;
  @Column({ type: 'text', nullable: true }) profileUrl: string | null;
  @SearchableText() title: string | null;
  @SearchableText() userType: string | null;
  @SearchableText() preferredLanguage: string | null;
  @SearchableText() locale: string | null;
  @SearchableText() timezone: string | null;
  @SearchableText() employeeNumber: string | null;
  @SearchableText() costCenter: string | null;

  /** The employer's name for the organization; assigns a new user if it matches an organization of the account. */
  @SearchableText() organizationName: string | null;

  @SearchableText() division: string | null;
  @SearchableText() department: string | null;
  @SearchableText() iban: string | null;
  @Reference({ nullable: true }) managerId: string | null;

  /**
   * The client's reference to the manager if it is not a user id: the externalId, bound or awaited. One's own id stays
   * awaited too.
   */
  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true }) managerReference: string | null;

  /** The client sent the reference as `manager.value`, not `manager.managerId`. */
  @Column({ type: 'boolean', default: false }) managerByValue: boolean;

  /** The manager was deleted: the reference waits for a successor but is not shown. */
  @Column({ type: 'boolean' }) managerLeft: boolean;

  /** Size of the user in bytes: see `measured`. */
  @Column({ type: 'int', default: 0 }) size: number;

  @Column({ type: 'int' }) version: number;
  @Instant() createdAt: string;
  @Instant() updatedAt: string;

  /** When the user was last deactivated; null while active. */
  @Instant({ nullable: true }) deactivatedAt: string | null;

  /** Set once deleted; the row is kept for what the person owned. */
  @Instant({ nullable: true }) deletedAt: string | null;

  /** Set once the personal data of a deleted user has been erased. */
  @Instant({ nullable: true }) erasedAt: string | null;

  @InAccount(() => Organization, 'NO ACTION') organization: Relation<Organization>;
  @InAccount(() => User, 'NO ACTION') manager: Relation<User> | null;
}
