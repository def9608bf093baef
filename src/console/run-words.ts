import { COUNTED, type RunCounts } from '../provisioning/journal/run-counts.js';
import type { StoredRun } from '../provisioning/journal/run-keeper.service.js';
import type { ChangeKind } from '../provisioning/journal/journal-change.entity.js';
import type { Channel } from '../platform/database/author.js';
import { providerOf } from '../provisioning/log/identity-provider.js';
import { wordsFor } from '../provisioning/log/provider-words.js';

type CountName = (typeof COUNTED)[number];

const COUNT_WORDS: Readonly<Record<CountName, (count: number) => string>> = {
  created: () => 'created',
  changed: () => 'changed',
  deactivated: () => 'deactivated',
  reactivated: () => 'reactivated',
  deleted: () => 'deleted',
  groupsCreated: (count) => `${groups(count)} created`,
  groupsDeleted: (count) => `${groups(count)} deleted`,
  membersAdded: (count) => `${members(count)} added`,
  membersRemoved: (count) => `${members(count)} removed`,
  refused: () => 'refused',
};

const groups = (count: number) => (count === 1 ? 'group' : 'groups');
const members = (count: number) => (count === 1 ? 'group member' : 'group members');

/** What a run has done, such as `412 deactivated`; counts of zero are left out. */
export function countWords(counts: RunCounts): { name: CountName; count: number; words: string }[] {
  return COUNTED.filter((name) => counts[name] > 0).map((name) => ({
    name,
    count: counts[name],
    words: COUNT_WORDS[name](counts[name]),
  }));
}

const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  scim: 'Identity provider',
  console: 'Console',
  rest: 'REST API',
  cli: 'Command line',
  system: 'Declaree',
};

/** Who makes the changes of a run: the identity provider's product, or the channel. */
export function sourceWords({ via, client }: Pick<StoredRun, 'via' | 'client'>): string {
  if (via !== 'scim') return CHANNEL_WORDS[via];
  if (providerOf(client) !== 'unknown') return wordsFor(client).name;
  return client ?? CHANNEL_WORDS.scim;
}

/** The kinds of changes in words, and how they are marked. */
export const KIND_WORDS: Readonly<
  Record<ChangeKind, { words: string; tone: 'good' | 'attention' | 'bad' | 'quiet' }>
> = {
  created: { words: 'Created', tone: 'good' },
  changed: { words: 'Changed', tone: 'quiet' },
  deactivated: { words: 'Deactivated', tone: 'attention' },
  reactivated: { words: 'Reactivated', tone: 'good' },
  deleted: { words: 'Deleted', tone: 'bad' },
  restored: { words: 'Restored', tone: 'good' },
  manager: { words: 'Manager changed', tone: 'quiet' },
  role: { words: 'Role changed', tone: 'quiet' },
  members: { words: 'Members changed', tone: 'quiet' },
  ownership: { words: 'Management changed', tone: 'quiet' },
  refused: { words: 'Refused', tone: 'bad' },
  'not-deactivated': { words: 'Deactivation refused', tone: 'bad' },
};
