import { Injectable } from '@nestjs/common';
import { AuditService } from '../../accounts/audit.service.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import type { Editor } from '../own-user.js';
import { UserEditor } from '../user-editor.service.js';
import type { StoredUser } from '../../users/user-fields.js';
import { ManagedLock } from '../../provisioning/ownership/managed-lock.service.js';
import { managerLabel } from '../../provisioning/ownership/manager-label.js';
import { managedUser } from '../../provisioning/ownership/refusals.js';
import { UsersService } from '../../users/users.service.js';
import { managedFieldsIn } from '../managed-fields.js';
import { listedUsers, type Problem } from './columns.js';
import type { CsvRow } from './csv-file.js';
import type { ImportPlan } from './import-plan.js';
import { PeopleReader } from './people-reader.service.js';
import { isAdminAfter, type PlannedUser } from './planned-user.js';

/** How many users one statement creates. */
const USERS_AT_ONCE = 250;

/** Called from time to time with the number of written users. */
export type OnProgress = (done: number, total: number) => void;

/** Creates and updates the users of a list by the rules of REST: all or none. */
@Injectable()
export class UserImport {
  constructor(
    private readonly reader: PeopleReader,
    private readonly editor: UserEditor,
    private readonly users: UsersService,
    private readonly audit: AuditService,
    private readonly lock: ManagedLock,
  ) {}

  /**
   * Plans an import. With `lock`, locks the listed users until the transaction ends. Lines that change what only an
   * identity provider may change are problems, unless a reason overrides that.
   */
  async plan(
    tx: AccountTransaction,
    rows: readonly CsvRow[],
    { lock = false, override }: { lock?: boolean; override?: string | undefined } = {},
  ): Promise<ImportPlan> {
    // Loads the validation of REST only here: most commands of the command line do without it.
    const { planOf } = await import('./import-plan.js');
    const { users, problems } = listedUsers(rows);
    const plan = planOf(users, await this.reader.read(tx, users, { lock }));
    const locked = override === undefined ? await this.lockedLines(tx, plan.updates) : [];
    const all = [...problems, ...plan.problems, ...locked];
    return { ...plan, problems: all.toSorted((a, b) => a.line - b.line) };
  }

  /**
   * Imports the list and records it in the audit trail; writes nothing if there are problems. Throws like
   * UserEditor after concurrent changes.
   * @param override the reason to change what identity providers manage, for the audit trail
   */
  async import(
    tx: AuthoredTransaction,
    rows: readonly CsvRow[],
    { onProgress, override }: { onProgress: OnProgress; override?: string | undefined },
  ): Promise<ImportPlan> {
    const plan = await this.plan(tx, rows, { lock: true, override });
    const { creations, updates, problems } = plan;
    if (problems.length > 0 || creations.length + updates.length === 0) return plan;
    await this.write(tx, plan, onProgress);
    const extent = `${creations.length} created, ${updates.length} updated`;
    const detail = override === undefined ? extent : `${extent}; managed users too: ${override}`;
    await this.audit.record(tx, { action: 'users.imported', detail });
    return plan;
  }

  private async lockedLines(tx: AccountTransaction, updates: readonly PlannedUser[]): Promise<Problem[]> {
    const current = updates.flatMap((planned) => planned.current ?? []);
    const locked = await this.lock.among(tx, 'User', current);
    return updates.flatMap(({ line, current: user, input, newManager }) => {
      const manager = user && locked.get(user.id);
      if (!manager) return [];
      const [column] = [...managedFieldsIn(user, input), ...(newManager ? ['manager'] : [])];
      if (column === undefined) return [];
      const { message: detail } = managedUser(managerLabel(manager), column);
      return [{ line, column, detail }];
    });
  }

  private async write(
    tx: AuthoredTransaction,
    { creations, updates, parentOrganizationId }: ImportPlan,
    onProgress: OnProgress,
  ): Promise<void> {
    // Locked users were checked for the whole list.
    const editor = { organizationId: parentOrganizationId, userId: null, mayChangeManaged: true };
    const total = creations.length + updates.length;
    const made = await this.create(tx, editor, creations, (done) => onProgress(done, total));
    const isAwaited = awaitedAmong([...creations, ...updates]);
    let done = creations.length;
    for (const { current: planned, input, newManager } of updates.toSorted(administratorsFirst)) {
      if (!planned) continue;
      const managerId = newManager && made.get(newManager);
      const whole = { ...input, ...(managerId === undefined ? {} : { managerId }) };
      const current = isAwaited(planned) ? await this.users.get(tx, planned.id, { lock: true }) : planned;
      await this.editor.change(tx, editor, { current, input: whole }, undefined);
      if (++done % USERS_AT_ONCE === 0) onProgress(done, total);
    }
  }

  /** Creates the new users, managers before their reports, and returns their ids. */
  private async create(
    tx: AuthoredTransaction,
    editor: Editor,
    creations: readonly PlannedUser[],
    onProgress: (done: number) => void,
  ): Promise<Map<PlannedUser, string>> {
    const made = new Map<PlannedUser, string>();
    const make = async (level: readonly PlannedUser[]) => {
      for (let start = 0; start < level.length; start += USERS_AT_ONCE) {
        const part = level.slice(start, start + USERS_AT_ONCE);
        const ids = await this.editor.createAll(
          tx,
          editor,
          part.map((planned) => newUser(planned, made)),
        );
        for (const [index, planned] of part.entries()) made.set(planned, ids[index] ?? '');
        onProgress(made.size);
      }
    };
    const reports = reportsOf(creations);
    let level = creations.filter(({ newManager }) => newManager === undefined);
    while (level.length > 0) {
      await make(level);
      level = level.flatMap((manager) => reports.get(manager) ?? []);
    }
    // The rest manage each other in a circle: create them without managers, then set those.
    const left = creations.filter((planned) => !made.has(planned));
    await make(left);
    for (const planned of left) await this.nameManager(tx, editor, planned, made);
    return made;
  }

  private async nameManager(
    tx: AuthoredTransaction,
    editor: Editor,
    planned: PlannedUser,
    made: ReadonlyMap<PlannedUser, string>,
  ): Promise<void> {
    const current = await this.users.get(tx, made.get(planned) ?? '', { lock: true });
    const { managerId } = newUser(planned, made);
    if (managerId !== undefined)
      await this.editor.change(tx, editor, { current, input: { managerId } }, undefined);
  }
}

function newUser({ userName, input, newManager }: PlannedUser, made: ReadonlyMap<PlannedUser, string>) {
  const managerId = newManager ? made.get(newManager) : input.managerId;
  return { ...input, userName, ...(managerId === undefined ? {} : { managerId }) };
}

/** Reports by new manager. */
function reportsOf(creations: readonly PlannedUser[]): Map<PlannedUser, PlannedUser[]> {
  const reports = new Map<PlannedUser, PlannedUser[]>();
  for (const planned of creations) {
    if (!planned.newManager) continue;
    const others = reports.get(planned.newManager);
    if (others) others.push(planned);
    else reports.set(planned.newManager, [planned]);
  }
  return reports;
}

/** Whether the list creates the manager that a user waits for, which binds the two. */
function awaitedAmong(planned: readonly PlannedUser[]): (user: StoredUser) => boolean {
  const arriving = new Set(planned.map(({ input }) => input.externalId));
  return ({ managerId, managerReference }) =>
    managerId === null && managerReference !== null && arriving.has(managerReference);
}

/** New administrators come first, so that one is left at every step. */
function administratorsFirst(one: PlannedUser, other: PlannedUser): number {
  return Number(isAdminAfter(other)) - Number(isAdminAfter(one));
}
