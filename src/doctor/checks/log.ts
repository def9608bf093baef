import { counted } from '../../common/counted.js';
import type { ProvisioningLog } from '../../provisioning/log/provisioning-log.service.js';
import type { RecordedEvent } from '../../provisioning/log/recorded-event.js';
import { ok, warning, type Check } from '../check.js';
import { listed } from '../wording.js';

/** How many days of the log are read. */
export const DAYS = 7;
/** How many of the newest events are read. */
export const NEWEST = 200;

/** Group names are unique in an account, in any letter case. */
export class GroupCheck implements Check {
  readonly id = 'groups';
  readonly title = 'Groups';

  constructor(private readonly log: ProvisioningLog) {}

  run: Check['run'] = async (tx, { now, words, failures }) => {
    const refused = failures.filter(({ code }) => code === 'group-name-taken');
    const window = { since: daysBefore(now, DAYS), limit: NEWEST };
    const written = await this.log.newestThat(tx, 'groups', window, ({ outcome }) => outcome === 'success');
    const renamed = renamings(written);
    const parts: string[] = [];
    if (refused.length > 0) {
      const details = [...new Set(refused.map(({ detail }) => withoutId(detail ?? '')))];
      parts.push(
        `${counted(refused.length, 'group change')} ${refused.length === 1 ? 'was' : 'were'} refused because the name is taken: ${listed(details, details.length)}.`,
      );
    }
    if (renamed.length > 0) {
      parts.push(
        `${counted(renamed.length, 'group')} ${renamed.length === 1 ? 'was' : 'were'} renamed: ${listed(renamed, renamed.length)}.`,
      );
    }
    if (parts.length === 0)
      return ok(`No group was renamed or refused because of its name in the last ${DAYS} days.`);
    return warning(
      `In the last ${DAYS} days: ${parts.join(' ')}`,
      `Give each group a unique name in the identity provider. To take over the group in Declaree that has the name: ${words.linkGroup}. A renamed group keeps its members and rules.`,
    );
  };
}

/** `"Sales" is now "Sales NL"`, once for each renamed group. Takes `events` newest first. */
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

/** Drops the group's id from a sentence: readers know the group by its name. */
function withoutId(detail: string): string {
  return detail.replace(/(?:: it has the id "[^"]*")?\.?$/, '');
}

export function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString();
}
