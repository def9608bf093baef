import { counted } from '../../common/counted.js';
import type { ProvisioningLog } from '../../provisioning-log/provisioning-log.service.js';
import type { RecordedEvent } from '../../provisioning-log/recorded-event.js';
import { ok, warning, type Check } from '../check.js';
import { listed } from '../wording.js';

/** How far back the log is looked at. */
export const DAYS = 7;
/** How many of the newest events are looked at. */
export const NEWEST = 200;

/** Group names are unique in an account, in any letter case. */
export class GroupCheck implements Check {
  readonly id = 'groups';
  readonly title = 'Groups';

  constructor(private readonly log: ProvisioningLog) {}

  run: Check['run'] = async (tx, { now, words, failures }) => {
    const refused = failures.filter(({ code }) => code === 'group-name-taken');
    const written = await this.log.page(tx, {
      resource: 'Group',
      outcome: 'success',
      since: daysBefore(now, DAYS),
      limit: NEWEST,
    });
    const renamed = renamings(written.items);
    const said: string[] = [];
    if (refused.length > 0) {
      const details = [...new Set(refused.map(({ detail }) => withoutId(detail ?? '')))];
      said.push(
        `${counted(refused.length, 'write')} of groups ${refused.length === 1 ? 'was' : 'were'} refused for a name that is taken: ${listed(details, details.length)}.`,
      );
    }
    if (renamed.length > 0) {
      said.push(
        `${counted(renamed.length, 'group')} ${renamed.length === 1 ? 'was' : 'were'} renamed: ${listed(renamed, renamed.length)}.`,
      );
    }
    if (said.length === 0)
      return ok(`No group was renamed, or refused for its name, in the last ${DAYS} days.`);
    return warning(
      `In the last ${DAYS} days: ${said.join(' ')}`,
      `Give each group a name of its own in the identity provider. To take over the group in Declaree that has the name: ${words.linkGroup}. A renamed group keeps its members and its rules.`,
    );
  };
}

/** `"Sales" is now "Sales NL"` for each group of another name, however often it was renamed; `events` begin with the newest. */
function renamings(events: readonly RecordedEvent[]): string[] {
  const names = new Map<string | null, { before: unknown; now: unknown }>();
  for (const { operation, resourceId, changes } of events) {
    const change = changes.find(({ path }) => path === 'displayName');
    if (!change || operation === 'create' || operation === 'delete') continue;
    names.set(resourceId, { before: change.old, now: names.get(resourceId)?.now ?? change.new });
  }
  return [...names.values()]
    .filter(({ before, now }) => before !== now)
    .map(({ before, now }) => `"${String(before)}" is now "${String(now)}"`);
}

/** Of a sentence that tells which group has a name, what its reader knows the group by. */
function withoutId(detail: string): string {
  return detail.replace(/(?:: it has the id "[^"]*")?\.?$/, '');
}

export function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString();
}
