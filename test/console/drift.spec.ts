import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, addUser, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';

describe.each(sqliteAndOneServer())(
  'comparing with the identity provider in the console on $name',
  (lane) => {
    let app: TestApp;
    let acme: TestAccount;
    let client: ConsoleClient;

    beforeAll(async () => {
      app = await bootApp(lane);
    });

    afterAll(() => app.close());

    beforeEach(async () => {
      acme = await addAccount(app);
      client = await openConsole(app, acme.admin);
    });

    it('shows who differs, and in what, with a link to each person', async () => {
      const left = await acme.scim.create('/Users', { userName: 'left@acme.example' });
      await acme.scim.create('/Users', { userName: 'moved@acme.example', title: 'Clerk' });
      expect((await client.get('/drift')).text).toContain('Nothing has been compared in the last 30 days.');
      const list = `login,status,title,phone\n${acme.admin.userName},ACTIVE\nleft@acme.example,DEPROVISIONED\nmoved@acme.example,ACTIVE,Head\nnew@acme.example,ACTIVE\n`;
      const { html, text } = await client.follow(await client.upload('/drift', list));
      expect(text).toContain('The list was compared. Nothing has been changed.');
      expect(text).toContain('In Declaree 3 In the list 4 Without a difference 1');
      expect(text).toContain('Columns not compared phone');
      expect(text).toMatch(/Deactivated there, active here \(1\).*left@acme\.example/);
      expect(text).toMatch(/Missing in Declaree \(1\).*new@acme\.example/);
      expect(text).toContain('title: Clerk here, Head in the list');
      expect(html).toContain(`href="/people/${left.id}"`);
    });

    it('warns of states that it does not know, and of rows without a user name', async () => {
      await acme.scim.create('/Users', { userName: 'left@acme.example' });
      await client.get('/drift');
      const list = `userName,status\n${acme.admin.userName},ACTIVE\nleft@acme.example,Terminated\n,ACTIVE\n`;
      const { text } = await client.follow(await client.upload('/drift', list));
      expect(text).toContain(
        '1 person has a state in the list that Declaree does not know. They are not counted as active; see below.',
      );
      expect(text).toContain('1 row has no user name and was skipped: 4.');
      expect(text).toContain('In Declaree 2 In the list 2 Without a difference 1');
      expect(text).toMatch(
        /Unknown state in the list \(1\).*left@acme\.example active: true here, Terminated/,
      );
      expect((await client.get('/drift.csv')).html).toContain('Unknown state in the list;left@acme.example;');
    });

    it('gives a file without formulas', async () => {
      expect((await client.get('/drift.csv')).status).toBe(404);
      await client.get('/drift');
      const list = `userName,title\n${acme.admin.userName},"=HYPERLINK(""x"")"\n@cmd,\n`;
      await client.upload('/drift', list);
      const answer = await client.get('/drift.csv');
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="comparison.csv"');
      expect(answer.html).toContain(`Missing in Declaree;'@cmd;`);
      expect(answer.html).toContain(`"'=HYPERLINK(""x"")"`);
      expect(answer.html).not.toMatch(/(^|;)"?[=@]/m);
    });

    it('refuses a form without a file, without the token, or with too much, and shows what is wrong', async () => {
      await client.get('/drift');
      const { token } = client;
      const empty = await client.upload('/drift', '');
      expect(empty.status).toBe(400);
      expect(empty.html).toContain('<a href="#field-file">Choose a file.</a>');
      const nameless = await client.upload('/drift', 'mail\nx@acme.example\n');
      expect(nameless.text).toContain('The first line does not name a column with the user names.');
      expect((await client.upload('/drift', 'userName\n', { token: 'made-up' })).status).toBe(403);
      expect((await client.postBare('/drift', { _token: token ?? '' })).status).toBe(415);
      expect((await client.upload('/drift', 'x'.repeat(10_600_000), token ? { token } : {})).status).toBe(
        413,
      );
    });

    it('is for administrators', async () => {
      const login = { userName: `employee@${acme.slug}.example`, password: 'correct horse battery' };
      await addUser(app, acme, login);
      const other = await openConsole(app, login);
      for (const path of ['/drift', '/drift.csv']) expect((await other.get(path)).status).toBe(403);
      expect((await other.upload('/drift', 'userName\n')).status).toBe(403);
    });
  },
);
