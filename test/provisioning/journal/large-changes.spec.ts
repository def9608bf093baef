import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnswerBudgets } from '../../../src/platform/http/answer-budgets.js';
import { items, restOf, stored, type RestClient, type Stored } from '../../rest/rest-client.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { openConsole } from '../../support/console.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic } from '../../support/scim-client.js';

const PATCHES = 5;

/** Photos of a user, almost as many and as long as are stored. */
const photos = (letter: string) =>
  Array.from({ length: 900 }, (_, index) => ({ value: letter.repeat(950) + index, type: `t${index}` }));

describe.each(databaseLanes())('a run of few changes with very long values on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let id: string;
  let run: string;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    rest = restOf(app, acme);
    id = (await rest.create('/users', { userName: 'mira@acme.example' })).id;
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: 'Clerk' }]);
    for (let number = 0; number < PATCHES; number++) {
      const value = photos('abcdefg'.charAt(number));
      await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'photos', value }]);
    }
    run = String(items(await rest.get('/provisioning/runs?via=scim'))[0]?.id);
  }, 60_000);

  afterAll(() => app.close());

  const authorization = () => basic(acme.admin.userName, acme.admin.password);
  const pathOf = (format: 'csv' | 'jsonl') => `/api/v1/provisioning/runs/${run}/changes.${format}`;
  const download = async (format: 'csv' | 'jsonl') =>
    (await fetch(app.url + pathOf(format), { headers: { authorization: authorization() } })).text();

  /** Asks for a file and does not read it. */
  const startDownload = () => {
    const { hostname, port, host } = new URL(app.url);
    const socket = connect(Number(port), hostname).pause();
    socket.write(
      `GET ${pathOf('jsonl')} HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${authorization()}\r\n\r\n`,
    );
    return socket;
  };

  it('has short pages, which give each change once', async () => {
    const found: Stored[] = [];
    let pages = 0;
    for (let cursor = ''; ; pages++) {
      const page = stored(await rest.get(`/provisioning/runs/${run}/changes?limit=100${cursor}`));
      expect(JSON.stringify(page).length).toBeLessThan(4_000_000);
      found.push(...(page['items'] as Stored[]));
      if (page['nextCursor'] === null) break;
      cursor = `&cursor=${page['nextCursor'] as string}`;
    }
    expect(pages).toBeGreaterThan(1);
    expect(new Set(found.map((change) => change.id)).size).toBe(found.length);
    expect(found).toHaveLength(PATCHES + 1);
  });

  it('is a file with every change, and a page of the console with the beginnings of values', async () => {
    const lines = (await download('jsonl')).trimEnd().split('\n');
    expect(lines).toHaveLength(PATCHES + 1);
    expect(lines.at(-1)).toContain('e'.repeat(950));
    expect((await download('csv')).split('\r\n').length).toBeGreaterThan(PATCHES);
    const console = await openConsole(app, acme.admin);
    const first = await console.get(`/runs/${run}`);
    const [, later = ''] = /href="([^"]*)">Later changes/.exec(first.html) ?? [];
    for (const { html } of [first, await console.get(later)]) expect(html.length).toBeLessThan(100_000);
    expect((await console.get(later)).html).toContain('and 895 more');
  });

  it('is undone exactly', async () => {
    const path = `/provisioning/runs/${run}/undo`;
    expect(stored(await rest.post(path, { dryRun: true }))['totals']).toEqual({
      restore: 2,
      skip: 0,
      impossible: 0,
    });
    const { job } = (await rest.post(path, {})).body;
    await until('it has ended', async () => (await rest.read(`/jobs/${String(job)}`))['state'] !== 'running');
    const user = await acme.scim.get(`/Users/${id}`);
    expect(user).not.toHaveProperty('photos');
    expect(user).not.toHaveProperty('title');
  });

  it('waits for memory where many downloads are not read, and keeps nobody else waiting', async () => {
    const budgets = app.get(AnswerBudgets);
    const sockets = Array.from({ length: 12 }, () => startDownload());
    await until('some wait', () => budgets.waiting > 0);
    const globex = restOf(app, await addAccount(app));
    expect(await globex.get('/provisioning/runs')).toMatchObject({ status: 200 });
    for (const socket of sockets) socket.destroy();
    await until('none waits', () => budgets.waiting === 0);
    expect(await download('csv')).toContain('photos');
  });
});
