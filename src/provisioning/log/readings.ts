import { countOf, type Change } from '../../common/changes.js';
import { counted } from '../../common/counted.js';
import type { Operation } from './provisioning-event.entity.js';
import type { RecordedEvent } from './recorded-event.js';
import { attributeName, sentence, type Explain, type Explanation } from './explanation.js';
import { EXPLANATIONS, INTERNAL } from './explanations.js';
import { isMasked } from '../../users/personal-data.js';
import { wordsFor } from './provider-words.js';
import { NO_PART, partInWords, type RefusedPart } from './refused-part.js';

/** An event in words. */
export interface Reading {
  /** What happened, in one sentence. */
  reading: string;
  /** What the customer's administrator does next; null if there is nothing to do. */
  advice: string | null;
}

const UNNAMED: Explain = (_, { status }) => ({
  reason: `the answer had the status ${status}`,
  advice: 'The detail says why. Change what is sent accordingly, or contact Declaree support.',
});

/** How many attributes a sentence names. */
const MAX_NAMES = 3;

/** Says in plain words what happened, and for failures and warnings what to do next. */
export function readingOf(event: RecordedEvent): Reading {
  if (event.outcome === 'success') {
    if (event.code === null) return { reading: `${successOf(event)}.`, advice: null };
    const { reason, advice } = explanationOf(event);
    return { reading: `${successOf(event)}, but ${reason}.`, advice };
  }
  const { reason, advice } = explanationOf(event);
  const often = event.count > 1 ? ` It happened ${event.count} times within a minute.` : '';
  return { reading: `${failureOf(event)}: ${reason}${refusedText(event)}.${often}`, advice };
}

const BY_CODE: ReadonlyMap<string, Explain> = new Map(Object.entries(EXPLANATIONS));

/** Why a request failed, or what its warning means, and what to do. Events without a code refer to their detail. */
export function explanationOf(event: RecordedEvent): Explanation {
  const explain = BY_CODE.get(event.code ?? '') ?? (event.status >= 500 ? INTERNAL : UNNAMED);
  return explain(wordsFor(event.client), event);
}

/** The columns of an event that say what caused it. */
export const CAUSE_COLUMNS = [
  'id',
  'time',
  'actor',
  'operation',
  'resourceType',
  'resourceId',
  'outcome',
  'status',
  'code',
  'durationMs',
  'count',
  'client',
] as const;

/**
 * The explanation of the cause of an event, which is the same for everybody it affects.
 * @param part what was refused, if the explanation names it
 */
export function causeOf(
  event: Pick<RecordedEvent, (typeof CAUSE_COLUMNS)[number]>,
  { attribute, value }: RefusedPart = NO_PART,
): Explanation {
  const refused = attribute === null ? null : { attribute, value, takenBy: null };
  return explanationOf({ detail: null, changes: [], ...event, subject: null, refused });
}

function successOf(event: RecordedEvent): string {
  const { operation, changes } = event;
  const thing = thingOf(event);
  switch (operation) {
    case 'create':
      return `Created ${thing}${named(changes, 'new')}${membersOf(changes)}`;
    case 'delete':
      return `Deleted ${thing}${named(changes, 'old')}`;
    case 'deactivate':
      return `Deactivated ${thing}${andChanged(changes)}`;
    case 'reactivate':
      return `Reactivated ${thing}${andChanged(changes)}`;
    case 'password':
      return 'Set the password';
    case 'replace':
    case 'patch':
      return sentence(changed(changes));
    case 'read':
      return `Read ${thing}`;
    case 'authenticate':
      return `Logged in as ${event.actor}`;
  }
}

const ATTEMPTS: Readonly<Record<Exclude<Operation, 'authenticate' | 'read'>, string>> = {
  create: 'create',
  replace: 'update',
  patch: 'update',
  delete: 'delete',
  deactivate: 'deactivate',
  reactivate: 'reactivate',
  password: 'set the password of',
};

function failureOf(event: RecordedEvent): string {
  const { operation, resourceType, resourceId, actor, status } = event;
  const end = status >= 500 ? 'failed' : 'was refused';
  if (operation === 'authenticate') return `Logging in as ${actor} ${end}`;
  if (resourceType === null) return `A request ${end}`;
  if (operation !== 'read') return `Could not ${ATTEMPTS[operation]} ${subjectOf(event)}`;
  return `${resourceId === null ? `Listing ${thingOf(event)}s` : `Reading ${subjectOf(event)}`} ${end}`;
}

/** A user's name, or a group's name after the word "group"; without a name, `a user` or the like. */
function subjectOf(event: RecordedEvent): string {
  const name = event.subject?.name ?? null;
  if (name === null) return `a ${thingOf(event)}`;
  return event.resourceType === 'Group' ? `group ${name}` : name;
}

/** The attribute and the value that were refused. A value that support must not see is left out for everybody. */
function refusedText({ refused, subject }: RecordedEvent): string {
  // The reason says who has the name, and the detail lists members.
  if (refused === null || refused.takenBy !== null || refused.attribute === 'members') return '';
  const { attribute, value } = refused;
  const isShown = value !== null && value !== subject?.name && !isMasked(attribute);
  return partInWords({ attribute, value: isShown ? value : null });
}

function thingOf({ resourceType }: RecordedEvent): string {
  return resourceType === null ? 'resource' : resourceType === 'User' ? 'user' : 'group';
}

/** The name of the resource, if the changes contain it. */
function named(changes: readonly Change[], side: 'old' | 'new'): string {
  const name = changes.find(({ path }) => path === 'userName' || path === 'displayName')?.[side];
  return typeof name === 'string' ? ` ${name}` : '';
}

function membersOf(changes: readonly Change[]): string {
  const members = changes.find(({ path }) => path === 'members');
  return members ? ` with ${counted(countOf(members.new), 'member')}` : '';
}

function andChanged(changes: readonly Change[]): string {
  const others = changes.filter(({ path }) => path !== 'active');
  return others.length > 0 ? ` and ${changed(others)}` : '';
}

function changed(changes: readonly Change[]): string {
  const parts = [...memberChanges(changes), ...attributeChanges(changes)];
  return parts.length > 0 ? parts.join(', ') : 'no change: already up to date';
}

function memberChanges(changes: readonly Change[]): string[] {
  const members = changes.find(({ path }) => path === 'members');
  const added = countOf(members?.new);
  const removed = countOf(members?.old);
  return [
    ...(added > 0 ? [`added ${counted(added, 'member')}`] : []),
    ...(removed > 0 ? [`removed ${counted(removed, 'member')}`] : []),
  ];
}

function attributeChanges(changes: readonly Change[]): string[] {
  const names = [...new Set(changes.map(({ path }) => attributeName(path)))].filter(
    (name) => name !== 'members',
  );
  if (names.length === 0) return [];
  const more = names.length - MAX_NAMES;
  // Naming one more attribute takes no more space than counting it.
  const shown = more > 1 ? [...names.slice(0, MAX_NAMES), `${more} more attributes`] : names;
  const last = shown.at(-1) ?? '';
  return [`changed ${shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${last}` : last}`];
}
