import { until } from './condition.js';
import { RecordedChanges, type RecordedEvent } from './recorded-changes.js';
import { CORE, ENTERPRISE, ScimClient, type Answer, type Resource } from './scim-client.js';

/** How far a user of the load has come. */
type Stage = 'absent' | 'created' | 'changed' | 'deleted';

/** What is known of one user: where its acknowledged writes left it, and where a write without an answer may have. */
interface Subject {
  userName: string;
  id: string | undefined;
  certain: Stage;
  possible: Stage | undefined;
}

const WORKERS = 6;
/** Far beyond what any answer may take, so that a request without one fails the test instead of hanging it. */
const ANSWERED_WITHIN_MS = 60_000;
const PAUSE_MS = 20;

/**
 * Clients that create, change and delete users, and remember the answers. Afterwards `faults` checks that the data
 * contain every acknowledged write, and no partial one.
 */
export class WriteLoad {
  readonly subjects: Subject[] = [];
  /** How many answers of each status; `none` for connections that ended without one. */
  readonly statuses: Record<string, number> = {};
  /** Answers of 503 without `Retry-After`. */
  unadvised = 0;
  private running = false;
  private workers: Promise<unknown> = Promise.resolve();

  /** `urls` gives the servers at the moment, since a server may come back elsewhere. */
  constructor(
    private readonly name: string,
    private readonly authorization: string,
    private readonly urls: () => readonly string[],
  ) {}

  start(): void {
    this.running = true;
    const numbers = Array.from({ length: WORKERS }, (_, worker) => worker);
    this.workers = Promise.all(numbers.map((worker) => this.work(worker)));
    // Whoever awaits `stop` hears of it; a worker that fails earlier must not end the process.
    this.workers.catch(() => undefined);
  }

  /** Lets the writes under way end, and sends no more. Throws what a worker threw. */
  async stop(): Promise<void> {
    this.running = false;
    await this.workers;
  }

  get acknowledged(): number {
    return [200, 201, 204].reduce((sum, status) => sum + (this.statuses[status] ?? 0), 0);
  }

  /** The answers of other statuses than an acknowledgement, or one of the `excused`: no fault makes up for those. */
  inexcusable(excused: readonly string[]): Record<string, number> {
    const known = new Set(['200', '201', '204', ...excused]);
    return Object.fromEntries(Object.entries(this.statuses).filter(([status]) => !known.has(status)));
  }

  /** Waits for so many more acknowledged writes. */
  async progress(count: number): Promise<void> {
    const goal = this.acknowledged + count;
    await until(`${goal} writes are acknowledged`, () => this.acknowledged >= goal);
  }

  /** Waits for so many more answers, or ends without one, that acknowledge nothing. */
  async refusals(count: number): Promise<void> {
    const refused = () =>
      Object.values(this.statuses).reduce((sum, each) => sum + each, 0) - this.acknowledged;
    const goal = refused() + count;
    await until(`${goal} writes are refused`, () => refused() >= goal);
  }

  /**
   * The differences between the data and the acknowledged writes, between the provisioning log and the data, and between the
   * journal and the log.
   */
  async faults(url: string): Promise<string[]> {
    const stored = await storedBy(new ScimClient(`${url}/SCIM/v2`, this.authorization));
    const byName = new Map(stored.map((user) => [String(user['userName']), user]));
    const recorded = new RecordedChanges(url, this.authorization);
    const events = await recorded.events();
    const ids = new Set(stored.map(({ id }) => id));
    const deleted = new Set(
      events.filter(({ operation }) => operation === 'delete').map((each) => each.resourceId),
    );
    return [
      ...this.subjects.flatMap((subject) => faultOf(subject, byName.get(subject.userName)) ?? []),
      ...stored.flatMap((user) => logFaultOf(user, events) ?? []),
      ...events
        .filter(({ resourceId }) => !ids.has(resourceId ?? '') && !deleted.has(resourceId))
        .map(
          ({ operation, resourceId }) => `the log tells of ${operation} of ${resourceId}, which is not there`,
        ),
      ...[...ids]
        .filter((id) => deleted.has(id))
        .map((id) => `the log tells of the deletion of ${id}, which is there`),
      ...(await recorded.faults(events)),
    ];
  }

  private async work(worker: number): Promise<void> {
    while (this.running) {
      const number = this.subjects.length;
      const userName = `${this.name}.${number}@load.example`;
      const subject: Subject = { userName, id: undefined, certain: 'absent', possible: undefined };
      this.subjects.push(subject);
      await this.live(subject, worker, number);
    }
  }

  /** One user's life: made, every other one changed, every fourth one deleted. Ends at the first write that fails. */
  private async live(subject: Subject, worker: number, number: number): Promise<void> {
    const urls = this.urls();
    const scim = new ScimClient(`${urls[worker % urls.length]}/SCIM/v2`, this.authorization);
    const created = await this.write(subject, 'created', () =>
      scim.post('/Users', userNamed(subject.userName)),
    );
    if (created?.status !== 201) return;
    const id = String(created.body['id']);
    subject.id = id;
    if (number % 2 === 0) {
      const change = [{ op: 'replace', value: { title: 'changed', nickName: 'changed' } }];
      if (!(await this.write(subject, 'changed', () => scim.patch(`/Users/${id}`, change)))?.status) return;
    }
    if (number % 4 < 2 && subject.possible === undefined) {
      await this.write(subject, 'deleted', () => scim.delete(`/Users/${id}`));
    }
  }

  private async write(
    subject: Subject,
    stage: Stage,
    request: () => Promise<Answer>,
  ): Promise<Answer | undefined> {
    subject.possible = stage;
    const late = new Error(`no answer within ${ANSWERED_WITHIN_MS} ms`);
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late), ANSWERED_WITHIN_MS);
    });
    try {
      const answer = await Promise.race([request(), deadline]);
      this.count(String(answer.status));
      if (answer.status === 503 && answer.headers.get('retry-after') === null) this.unadvised += 1;
      if (answer.status < 300) {
        subject.certain = stage;
        subject.possible = undefined;
      } else {
        await pause();
      }
      return answer;
    } catch (error) {
      // `fetch` throws a TypeError if the connection ends.
      if (!(error instanceof TypeError)) throw error;
      this.count('none');
      await pause();
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  private count(status: string): void {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
  }
}

/** Every user that a load has left, this one's and others'. */
async function storedBy(scim: ScimClient): Promise<Resource[]> {
  const found: Resource[] = [];
  const filter = encodeURIComponent('userName ew "@load.example"');
  for (;;) {
    const page = await scim.list(`/Users?filter=${filter}&count=1000&startIndex=${found.length + 1}`);
    found.push(...page.Resources);
    if (page.Resources.length === 0 || found.length >= page.totalResults) return found;
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/** Parts of it are rows of other tables: only a whole user has them all. */
const userNamed = (userName: string) => ({
  schemas: [CORE, ENTERPRISE],
  userName,
  name: { givenName: 'Load', familyName: 'Test' },
  emails: [
    { value: userName, type: 'work', primary: true },
    { value: `home.${userName}`, type: 'home' },
  ],
  [ENTERPRISE]: { department: 'Load' },
});

/** The fault of a stored user, if any. */
function faultOf({ userName, certain, possible }: Subject, user: Resource | undefined): string | undefined {
  const allowed = possible === undefined ? [certain] : [certain, possible];
  const found = stageOf(user);
  const fits = allowed.some((stage) => stage === found || (stage === 'deleted' && found === 'absent'));
  return fits ? undefined : `${userName} is ${found} instead of ${allowed.join(' or ')}`;
}

function stageOf(user: Resource | undefined): Stage | 'there in part' {
  if (!user) return 'absent';
  const emails = user['emails'] as unknown[] | undefined;
  const department = (user[ENTERPRISE] as { department?: string } | undefined)?.department;
  const name = user['name'] as { givenName?: string } | undefined;
  if (emails?.length !== 2 || department !== 'Load' || name?.givenName !== 'Load') return 'there in part';
  const { title, nickName, meta } = user;
  if (title === undefined && nickName === undefined && meta.version === 'W/"1"') return 'created';
  return title === 'changed' && nickName === 'changed' && meta.version === 'W/"2"'
    ? 'changed'
    : 'there in part';
}

/** What the log says otherwise than a user's version, if anything. */
function logFaultOf({ id, meta }: Resource, events: readonly RecordedEvent[]): string | undefined {
  const told = events.filter(({ resourceId }) => resourceId === id).map(({ operation }) => operation);
  const expected = meta.version === 'W/"1"' ? ['create'] : ['create', 'patch'];
  if (told.toSorted().join() === expected.join()) return undefined;
  return `${id} of version ${meta.version} has the events ${told.join()}`;
}
