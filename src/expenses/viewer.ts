import type { Role } from '../users/user.entity.js';

/** The user who asks. */
export interface Viewer {
  userId: string;
  role: Role;
}

/** Roles that read all reports of the account. */
const READERS: ReadonlySet<Role> = new Set(['accountant', 'controller', 'admin']);

/** Roles that pay reports, and assign approvers. */
const OFFICE: ReadonlySet<Role> = new Set(['controller', 'admin']);

/** Whether the role reads all reports of the account. */
export const readsAll = ({ role }: Pick<Viewer, 'role'>): boolean => READERS.has(role);

/** Whether the role may close reports, and assign approvers. */
export const isOffice = ({ role }: Pick<Viewer, 'role'>): boolean => OFFICE.has(role);
