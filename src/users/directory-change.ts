import type { GrantableRole, Role } from './user.entity.js';
import type { UserFields, UserValueFields } from './user-fields.js';

/** A value before a change and after it. */
export type BeforeAfter<T> = readonly [before: T, after: T];

/** The fields that a change sets. */
export type FieldChanges = { readonly [K in keyof UserFields]?: BeforeAfter<UserFields[K]> };

/** The multi-valued attributes that a change replaces, each with all of its values. */
export type ValueChanges = Readonly<Record<string, BeforeAfter<readonly UserValueFields[]>>>;

interface OfUser {
  resourceType: 'User';
  id: string;
  /** The user name before the change. */
  name: string;
}

interface OfGroup {
  resourceType: 'Group';
  id: string;
  /** The name before the change; null if it is not available. */
  name: string | null;
}

/** `isProvisioned`: an identity provider has given the user an external id. */
export type UserChange =
  | (OfUser & { kind: 'created'; active: boolean; isProvisioned: boolean; role: Role })
  | (OfUser & { kind: 'restored'; active: boolean; isProvisioned: boolean })
  | (OfUser & {
      kind: 'deleted';
      active: boolean;
      isProvisioned: boolean;
      values: readonly UserValueFields[];
    })
  | (OfUser & { kind: 'changed'; fields: FieldChanges; values: ValueChanges; password: boolean })
  /** The manager was bound or released as a consequence of another user's change. */
  | (OfUser & { kind: 'manager'; fields: FieldChanges })
  /** The role was granted or lost as a consequence of a change to a group or a setting. */
  | (OfUser & { kind: 'role'; fields: FieldChanges });

/** Who manages a group, and when identity providers last saw and wrote it. */
export interface KeptSighting {
  managedById: string | null;
  lastSeenAt: string;
  lastWrittenAt: string | null;
}

export type GroupChange =
  | (OfGroup & { kind: 'created'; externalId: string | null; role: GrantableRole | null })
  /** `sighting`: who managed the group and when it was seen; null if no identity provider had seen it. */
  | (OfGroup & {
      kind: 'deleted';
      externalId: string | null;
      role: GrantableRole | null;
      sighting: KeptSighting | null;
    })
  | (OfGroup & { kind: 'changed'; fields: GroupFieldChanges })
  /**
   * `role` is the role that the group grants its members, before and after the change; `approves`: see
   * `Group`.
   */
  | (OfGroup & {
      kind: 'members';
      added: readonly string[];
      removed: readonly string[];
      role: GrantableRole | null;
      approves: boolean;
    });

export interface GroupFieldChanges {
  displayName?: BeforeAfter<string>;
  externalId?: BeforeAfter<string | null>;
  role?: BeforeAfter<GrantableRole | null>;
}

/** An effective change of a user or a group, with all that is needed to reverse it. Never a password or its hash. */
export type DirectoryChange = UserChange | GroupChange;
