import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { UserBlockKeeper } from '../../../src/users/user-block-keeper.service.js';
import { UserChanges } from '../../../src/users/user-changes.service.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { UNRECORDED } from '../../support/authors.js';
import { databaseLanes } from '../../support/lanes.js';
import { ENTRA, type ScimClient } from '../../support/scim-client.js';

/** More than a block has, so that pages begin in closed blocks, at their ends, and behind the last one. */
const PEOPLE = 2_300;
const PAGE = 100;
const WRITERS = 3;

// Entra ID's Account Discovery reads all users by index, for hours where there are very many, while cycles go on.
describe.each(databaseLanes())('Account Discovery on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let entra: ScimClient;
  let people: string[];

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    entra = acme.scim.as(ENTRA);
    const users = Array.from({ length: PEOPLE }, (_, number) => ({
      organizationId: acme.organizations.parent.id,
      userName: `person-${number}@acme.example`,
    }));
    people = await app
      .get(UnitOfWork)
      .write(acme.id, (tx) => app.get(UserChanges).createAll(tx.by(UNRECORDED), users));
  });

  /** Reads page after page, as Microsoft's own test of paging does, and does something in between. */
  const discover = async (between: (seen: readonly string[]) => Promise<unknown> = async () => {}) => {
    const seen: string[] = [];
    for (let startIndex = 1; ;) {
      const page = await entra.list(`/Users?startIndex=${startIndex}&count=${PAGE}`);
      expect(page.startIndex).toBe(startIndex);
      seen.push(...page.Resources.map(({ id }) => id));
      startIndex += page.Resources.length;
      if (page.Resources.length === 0 || startIndex > page.totalResults) return seen;
      await between(seen);
    }
  };

  const timesSeen = (seen: readonly string[]) => {
    const times = new Map<string, number>();
    for (const id of seen) times.set(id, (times.get(id) ?? 0) + 1);
    return times;
  };

  const deleteAll = async (ids: readonly string[]) => {
    for (const id of ids) expect((await entra.delete(`/Users/${id}`)).status).toBe(204);
  };

  it('sees everybody once, while others come, change, leave and come back', async () => {
    const ended = new AbortController();
    let written = 0;
    const write = async (writer: number) => {
      for (let turn = 0; !ended.signal.aborted; turn++) {
        const id = people[(turn * 37 + writer * 701) % people.length] ?? '';
        const active = turn % 2 === 0 ? 'False' : 'True';
        const answers = [
          await entra.post('/Users', { userName: `new-${writer}-${turn}@acme.example` }),
          await entra.patch(`/Users/${id}`, [{ op: 'Replace', path: 'active', value: active }]),
          await entra.patch(`/Users/${id}`, [{ op: 'Replace', path: 'title', value: `Title ${turn}` }]),
        ];
        expect(answers.map(({ status }) => status)).toEqual([201, 200, 200]);
        written += answers.length;
      }
    };
    const writers = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    const seen = await discover(() => app.get(UserBlockKeeper).closeDue()).finally(() => ended.abort());
    await writers;
    expect(written).toBeGreaterThan(PEOPLE / PAGE);
    const times = timesSeen(seen);
    expect(people.filter((id) => times.get(id) !== 1)).toEqual([]);
  });

  it('sees everybody once who stays, where those are deleted whom it has not come to yet', async () => {
    const leavers = people.filter((_, index) => index % 50 === 49);
    const seen = await discover(async (sofar) => {
      const known = new Set(sofar);
      const next = leavers.findLast((id) => !known.has(id));
      if (next === undefined) return;
      leavers.splice(leavers.indexOf(next), 1);
      await deleteAll([next]);
    });
    const times = timesSeen(seen);
    const left = (await discover()).filter((id) => id !== acme.admin.id);
    expect(left.length).toBeLessThan(PEOPLE);
    expect(left.filter((id) => times.get(id) !== 1)).toEqual([]);
  });

  // An index says how many stand before: docs/scim.md tells of it, and of cursors, by which nobody is passed over.
  it('passes over no more than were deleted of those it has seen, sees nobody twice, and finds them the next time', async () => {
    const gone: string[] = [];
    const seen = await discover(async (sofar) => {
      const [first] = sofar.slice(-PAGE);
      if (first === undefined || first === acme.admin.id || gone.length === 5) return;
      gone.push(first);
      await deleteAll([first]);
    });
    const times = timesSeen(seen);
    expect([...times.values()].filter((number) => number > 1)).toEqual([]);
    const stayed = people.filter((id) => !gone.includes(id));
    expect(gone).toHaveLength(5);
    expect(stayed.filter((id) => !times.has(id)).length).toBeLessThanOrEqual(gone.length);
    const again = timesSeen(await discover());
    expect(stayed.filter((id) => again.get(id) !== 1)).toEqual([]);
  });
});
