import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addUsers } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { restoreClock, setClock } from '../../support/clock.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { resource, scimError } from '../../support/scim-client.js';
import { stageFor } from '../../support/stage.js';
import { readTranscript, replay } from '../../support/transcript.js';

/** The RFC's sample requests and answers, with this service's names, numbers and cursors. */
const SAMPLES = await Promise.all(
  ['service-provider-config', 'pages', 'errors', 'search'].map((name) =>
    readTranscript(`rfc9865/${name}.json`),
  ),
);

describe.each(sqliteAndOneServer())('RFC 9865, pages by cursor, on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());
  afterEach(restoreClock);

  it.each(SAMPLES)('RFC 9865 $title', async (transcript) => {
    expect(await replay(transcript, await stageFor(app, transcript))).toEqual([]);
  });

  it('RFC 9865 §2: the pages have every result once, like one page by index', async () => {
    const { scim } = await stagedAccount(25);
    const whole = (await scim.list('/Users?count=100')).Resources.map(({ id }) => id);
    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page = resource(await scim.get(`/Users?cursor=${cursor}&count=10`));
      seen.push(...(page['Resources'] as { id: string }[]).map(({ id }) => id));
      cursor = page['nextCursor'] as string | undefined;
    }
    expect(seen).toEqual(whole);
  });

  it('RFC 9865 §2.1 and §4: expiredCursor after the advertised cursorTimeout, and not before', async () => {
    const { scim } = await stagedAccount(3);
    const { pagination } = (await scim.read('/ServiceProviderConfig')) as unknown as {
      pagination: { cursorTimeout: number };
    };
    const cursor = String(resource(await scim.get('/Users?cursor&count=2'))['nextCursor']);
    setClock(Date.now() + (pagination.cursorTimeout - 60) * 1000);
    expect((await scim.get(`/Users?cursor=${cursor}&count=2`)).status).toBe(200);
    setClock(Date.now() + 120_000);
    const { status, body } = await scim.get(`/Users?cursor=${cursor}&count=2`);
    const detail = expect.stringContaining('expired') as string;
    expect([status, body]).toEqual([400, scimError(400, { scimType: 'expiredCursor', detail })]);
  });

  it('RFC 9865 §2.2: pages by cursor are sorted', async () => {
    const { scim } = await stagedAccount(5);
    const query = '/Users?sortBy=userName&sortOrder=descending&count=3';
    const first = resource(await scim.get(`${query}&cursor`));
    const second = resource(await scim.get(`${query}&cursor=${String(first['nextCursor'])}`));
    const names = [first, second].flatMap((page) =>
      (page['Resources'] as { userName: string }[]).map(({ userName }) => userName),
    );
    expect(names).toHaveLength(6);
    expect(names).toEqual(names.toSorted().toReversed());
  });

  it("RFC 9865 §5.2: another account's cursor is answered like an invented one", async () => {
    const [acme, globex] = [await stagedAccount(3), await stagedAccount(3)];
    const { nextCursor } = resource(await acme.scim.get('/Users?cursor&count=2'));
    const { status, body } = await globex.scim.get(`/Users?cursor=${String(nextCursor)}&count=2`);
    expect([status, body['scimType']]).toEqual([400, 'invalidCursor']);
    expect(JSON.stringify(body)).not.toContain(acme.slug);
  });

  const stagedAccount = async (users: number) => {
    const account = await addAccount(app);
    await addUsers(app, account, users);
    return account;
  };
});
