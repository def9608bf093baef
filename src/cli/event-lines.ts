import { counted } from '../common/counted.js';
import { causeInWords, type FailureCause } from '../provisioning/log/failure-causes.service.js';
import type { ReadEvent } from '../provisioning/log/provisioning-log.service.js';
import type { ShownFailures } from '../provisioning/log/shown-failures.js';

/** How many names of each cause are printed. */
const MOST_NAMES = 20;

/** An event as lines: the facts and its id, followed by its meaning, the error detail and the advice. */
export function eventLines(event: ReadEvent): string {
  const { id, time, outcome, actor, client, operation, resourceType, resourceId, status } = event;
  const { reading, detail, advice } = event;
  const resource = [resourceType, event.subject?.name ?? null, resourceId]
    .filter((part) => part !== null)
    .join(' ');
  const facts = [time, outcome, String(status), actor, `${operation} ${resource}`.trimEnd()];
  return [
    [...facts, ...(client === null ? [] : [`by ${client}`])].join('  '),
    `  ${reading}`,
    ...(detail === null ? [] : [`  Detail: ${detail}`]),
    ...(advice === null ? [] : [`  Do: ${advice}`]),
    `  Event: ${id}`,
  ].join('\n');
}

/** The failures as lines: the totals, followed by each cause with whom it affects, the advice and how to see its events. */
export function failureLines(slug: string, { since, complete, totals, items }: ShownFailures): string {
  if (items.length === 0) return `No requests were refused or failed in ${slug} since ${since}.`;
  const { people, solved, events } = totals;
  return [
    `${counted(events, 'request')} failed since ${since}, for ${concerned(people)}; ${solved} solved since.`,
    ...(complete ? [] : ['Only the newest failures are counted here; there are more.']),
    ...items.map((cause) => `\n${causeLines(slug, cause)}`),
  ].join('\n');
}

function causeLines(slug: string, cause: FailureCause): string {
  const { advice, eventId, people, solved, events, firstAt, lastAt } = cause;
  const ofPeople = people > 0 ? `${concerned(people)}, ${solved} solved; ` : '';
  return [
    causeInWords(cause),
    `  ${ofPeople}${counted(events, 'request')} from ${firstAt} to ${lastAt}`,
    `  Do: ${advice}`,
    ...namesLine('Not solved', cause, false),
    ...namesLine('Solved', cause, true),
    `  Events: declaree events ${slug} --cause ${eventId}`,
  ].join('\n');
}

const concerned = (people: number) => counted(people, 'user or group', 'users and groups');

/** The names of the solved or unsolved people and groups; those without a known name are counted. */
function namesLine(title: string, { people, solved, examples }: FailureCause, isSolved: boolean): string[] {
  const all = isSolved ? solved : people - solved;
  if (all === 0) return [];
  const names = examples
    .filter((example) => example.solved === isSolved)
    .slice(0, MOST_NAMES)
    .map(({ subject: { id, name } }) => name ?? id ?? '');
  const more = all - names.length;
  return [`  ${title}: ${[...names, ...(more > 0 ? [`and ${more} more`] : [])].join(', ')}`];
}
