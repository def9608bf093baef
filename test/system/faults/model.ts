import { ScimClient, type Answer, type Operation } from '../../support/scim-client.js';

type Kind = 'create' | 'title' | 'active' | 'rename' | 'add' | 'remove' | 'delete';

/** One acknowledged write, and the version of the resource that it left. */
interface Done {
  kind: Kind;
  version: number;
  value: string;
}

/** A resource as it must be in the end. */
export interface Expected {
  name: string;
  title?: string;
  active?: boolean;
  members?: string[];
}

const USER_NAMES = 12;
const GROUP_NAMES = 4;

/** Whole numbers below `limit`, the same ones for the same seed (mulberry32). */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/**
 * What several clients did to few users and groups at once, as far as it was acknowledged. The writes of one resource
 * have an order, its versions: done again in that order, one after another, they must end in what is stored.
 */
export class ConcurrentModel {
  /** How many answers of each status. */
  readonly statuses: Record<number, number> = {};
  readonly users = new Map<string, Done[]>();
  readonly groups = new Map<string, Done[]>();
  /** Answers that no client should ever see. */
  readonly unexpected: { request: string; status: number; detail: unknown }[] = [];
  private steps = 0;

  /** One random request, by a client of its own choice of server. */
  async step(scim: ScimClient, random: (limit: number) => number): Promise<void> {
    this.steps += 1;
    const unique = `${this.steps}`;
    const user = pick([...this.users.keys()], random);
    const group = pick([...this.groups.keys()], random);
    const dice = random(20);
    if (dice < 4 || user === undefined) return this.createUser(scim, random(USER_NAMES));
    if (dice < 6 || group === undefined) return this.createGroup(scim, `Model ${random(GROUP_NAMES)}`);
    if (dice < 9) return this.patch(scim, `/Users/${user}`, 'title', unique);
    if (dice < 12) return this.patch(scim, `/Users/${user}`, 'active', String(random(2) === 1));
    if (dice < 15) return this.patch(scim, `/Groups/${group}`, 'add', user);
    if (dice < 17) return this.patch(scim, `/Groups/${group}`, 'remove', user);
    if (dice < 18) return this.patch(scim, `/Groups/${group}`, 'rename', `Renamed ${unique}`);
    return dice < 19 ? this.remove(scim, `/Users/${user}`) : this.remove(scim, `/Groups/${group}`);
  }

  /** The users as a sequence of the acknowledged writes leaves them, by id. */
  expectedUsers(): Map<string, Expected> {
    return replayed(this.users, (state, { kind, value }) => {
      if (kind === 'create') state.active = true;
      if (kind === 'title') state.title = value;
      if (kind === 'active') state.active = value === 'true';
    });
  }

  /** The groups likewise. Who has been deleted is in none. */
  expectedGroups(): Map<string, Expected> {
    const alive = this.expectedUsers();
    const groups = replayed(this.groups, (state, { kind, value }) => {
      if (kind === 'rename') state.name = value;
      if (kind === 'add') state.members = [...without(state.members, value), value];
      if (kind === 'remove') state.members = without(state.members, value);
    });
    for (const state of groups.values()) {
      state.members = (state.members ?? []).filter((id) => alive.has(id)).toSorted();
    }
    return groups;
  }

  private async createUser(scim: ScimClient, number: number): Promise<void> {
    const userName = `model${number}@x.example`;
    const answer = await scim.post('/Users', { userName });
    this.note('POST /Users', answer, this.users, { kind: 'create', value: userName });
  }

  private async createGroup(scim: ScimClient, displayName: string): Promise<void> {
    const answer = await scim.post('/Groups', { displayName, members: [] });
    this.note('POST /Groups', answer, this.groups, { kind: 'create', value: displayName });
  }

  private async patch(scim: ScimClient, path: string, kind: Kind, value: string): Promise<void> {
    const answer = await scim.patch(path, [operationOf(kind, value)]);
    this.note(`PATCH ${path}`, answer, path.startsWith('/Users') ? this.users : this.groups, { kind, value });
  }

  private async remove(scim: ScimClient, path: string): Promise<void> {
    const answer = await scim.delete(path);
    const its = path.startsWith('/Users') ? this.users : this.groups;
    this.note(`DELETE ${path}`, answer, its, { kind: 'delete', value: '' });
  }

  private note(
    request: string,
    { status, headers, body }: Answer,
    its: Map<string, Done[]>,
    { kind, value }: Pick<Done, 'kind' | 'value'>,
  ): void {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (status >= 500 || status === 401) this.unexpected.push({ request, status, detail: body['detail'] });
    if (status >= 300) return;
    const id = kind === 'create' ? String(body['id']) : (request.split('/')[2] ?? '');
    const version = kind === 'delete' ? Infinity : Number(/\d+/.exec(headers.get('etag') ?? '')?.[0]);
    const done = its.get(id) ?? [];
    done.push({ kind, version, value });
    its.set(id, done);
  }
}

function operationOf(kind: Kind, value: string): Operation {
  switch (kind) {
    case 'title':
      return { op: 'replace', path: 'title', value };
    case 'active':
      return { op: 'replace', value: { active: value === 'true' } };
    case 'add':
      return { op: 'add', path: 'members', value: [{ value }] };
    case 'remove':
      return { op: 'remove', path: `members[value eq "${value}"]` };
    default:
      return { op: 'replace', path: 'displayName', value };
  }
}

function replayed(
  resources: ReadonlyMap<string, readonly Done[]>,
  apply: (state: Expected, done: Done) => void,
): Map<string, Expected> {
  const states = new Map<string, Expected>();
  for (const [id, done] of resources) {
    if (done.some(({ kind }) => kind === 'delete')) continue;
    const state: Expected = { name: done.find(({ kind }) => kind === 'create')?.value ?? '' };
    for (const each of done.toSorted((one, other) => one.version - other.version)) apply(state, each);
    states.set(id, state);
  }
  return states;
}

const without = (members: readonly string[] = [], id: string) => members.filter((each) => each !== id);

const pick = <T>(items: readonly T[], random: (limit: number) => number) => items[random(items.length || 1)];
