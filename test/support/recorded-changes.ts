import { DEMO_IDS } from '../../src/common/demo-ids.js';
import { send } from './scim-client.js';

/** A request in the provisioning log. */
export interface RecordedEvent {
  id: string;
  operation: string;
  outcome: string;
  resourceType: string | null;
  resourceId: string | null;
}

/** A change of the journal. */
interface RecordedChange {
  kind: string;
  resourceType: string;
  resourceId: string | null;
  eventId: string | null;
}

/** What the journal calls the change of each operation. */
const KINDS: Readonly<Record<string, string>> = {
  create: 'created',
  patch: 'changed',
  delete: 'deleted',
};

/** What the journal calls a request that failed. */
const REFUSALS: ReadonlySet<string> = new Set(['refused', 'not-deactivated']);

/** Reads what a server has recorded of the changes of an account, over REST. */
export class RecordedChanges {
  constructor(
    private readonly url: string,
    private readonly authorization: string,
  ) {}

  /** The successful requests for users. */
  events(): Promise<RecordedEvent[]> {
    return this.requests('success');
  }

  /**
   * The differences between the journal and the requests for users: each success makes one change, and each refusal in
   * the journal is of a request that failed.
   */
  async faults(events: readonly RecordedEvent[]): Promise<string[]> {
    const journal = await this.changes();
    const failures = new Set(
      (await this.requests('failure')).map(({ id, resourceId }) => `${id} ${resourceId}`),
    );
    const untold = journal
      .filter(
        ({ kind, eventId, resourceId }) => REFUSALS.has(kind) && !failures.has(`${eventId} ${resourceId}`),
      )
      .map(
        ({ kind, eventId, resourceId }) => `the journal has ${kind} ${resourceId} of the request ${eventId}`,
      );
    return [
      ...untold,
      ...successFaults(
        events,
        journal.filter(({ kind }) => !REFUSALS.has(kind)),
      ),
    ];
  }

  /** All but the one in the demo data. */
  private async requests(outcome: 'success' | 'failure'): Promise<RecordedEvent[]> {
    const events = await this.all<RecordedEvent>(`/events?outcome=${outcome}&resource=User&limit=100`);
    return events.filter(({ id }) => id !== DEMO_IDS.changeEvent);
  }
  /** The changes of users over SCIM, but for the one in the demo data. */
  private async changes(): Promise<RecordedChange[]> {
    const runs = await this.all<{ id: string }>('/runs?via=scim&limit=100');
    const found: RecordedChange[] = [];
    for (const { id } of runs)
      found.push(...(await this.all<RecordedChange>(`/runs/${id}/changes?limit=500`)));
    return found.filter(
      ({ resourceType, eventId }) => resourceType === 'User' && eventId !== DEMO_IDS.changeEvent,
    );
  }

  private async all<Item>(query: string): Promise<Item[]> {
    const found: Item[] = [];
    let cursor = '';
    for (;;) {
      const path = `/api/v1/provisioning${query}${cursor}`;
      const { body } = await send(this.url + path, 'GET', { headers: { authorization: this.authorization } });
      found.push(...(body['items'] as Item[]));
      if (typeof body['nextCursor'] !== 'string') return found;
      cursor = `&cursor=${body['nextCursor']}`;
    }
  }
}

/** The differences between successful requests and the changes in the journal that are no refusals. */
function successFaults(events: readonly RecordedEvent[], journal: readonly RecordedChange[]): string[] {
  const changes = new Map<string, string[]>();
  for (const { eventId, kind, resourceId } of journal) {
    const id = String(eventId);
    changes.set(id, [...(changes.get(id) ?? []), `${kind} ${resourceId}`]);
  }
  const missed = events.flatMap(({ id, operation, resourceId }) => {
    const found = changes.get(id)?.join(' and ') ?? 'nothing';
    changes.delete(id);
    const expected = `${KINDS[operation]} ${resourceId}`;
    return found === expected ? [] : [`the journal has ${found} instead of ${expected}`];
  });
  const others = [...changes].map(
    ([id, found]) => `the journal has ${found.join(' and ')} of the request ${id}`,
  );
  return [...missed, ...others];
}
