import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { sendRaw } from '../../support/raw-http.js';
import { ADMIN, addTwoAccounts } from '../../support/two-accounts.js';

const RIGHT = { username: ADMIN, password: 'left secret' };

interface Problem {
  status: number;
  code: string;
  detail: string;
  errors?: { pointer: string; detail: string }[];
}

describe.each(sqliteAndOneServer())('input of the login on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
    await addTwoAccounts(app);
  });

  afterAll(() => app.close());

  const logIn = async (body: string | Buffer | Buffer[], headers: Record<string, string> = {}) => {
    const answer = await sendRaw(app.url, {
      method: 'POST',
      path: '/api/v1/auth/login',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: answer.status, type: answer.headers['content-type'], text: answer.text };
  };

  /** The problem details (RFC 9457) of a refusal. */
  const refusal = async (
    body: string | Buffer | Buffer[],
    headers?: Record<string, string>,
  ): Promise<Problem> => {
    const { status, type, text } = await logIn(body, headers);
    expect(type).toMatch(/^application\/problem\+json/);
    const problem = JSON.parse(text) as Problem;
    expect(problem).toMatchObject({ type: 'about:blank', status, instance: '/api/v1/auth/login' });
    expect(problem.code).toMatch(/^[a-z-]+$/);
    return problem;
  };

  it('is accepted if it is right', async () => {
    expect((await logIn(JSON.stringify(RIGHT))).status).toBe(200);
  });

  it.each([
    ['an unknown field', { ...RIGHT, remember: true }, ['/remember']],
    ['two unknown fields', { ...RIGHT, remember: true, 'a/b': 1 }, ['/remember', '/a~1b']],
    ['no password', { username: ADMIN }, ['/password']],
    ['nothing', {}, ['/username', '/password']],
    ['a number as the password', { ...RIGHT, password: 42 }, ['/password']],
    ['a list as the name', { ...RIGHT, username: [ADMIN] }, ['/username']],
    ['an object as the name', { ...RIGHT, username: { $gt: '' } }, ['/username']],
    ['null', { username: null, password: null }, ['/username', '/password']],
    ['an empty password', { ...RIGHT, password: '' }, ['/password']],
    ['a very long name', { ...RIGHT, username: 'x'.repeat(60_000) }, ['/username']],
    ['a very long password', { ...RIGHT, password: 'x'.repeat(60_000) }, ['/password']],
    ['NUL in the name', { ...RIGHT, username: `${ADMIN}\u0000` }, ['/username']],
    ['an unpaired surrogate in the name', { ...RIGHT, username: '\ud800' }, ['/username']],
    ['an unpaired surrogate in the password', { ...RIGHT, password: '\ud800' }, ['/password']],
    ['NUL after the password', { ...RIGHT, password: 'left secret\u0000' }, ['/password']],
  ])('is refused with %s, and the field is named', async (_, body, pointers) => {
    const problem = await refusal(JSON.stringify(body));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-input' });
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(pointers));
    expect(problem.errors).toHaveLength(pointers.length);
    expect(problem.detail.length).toBeLessThan(1_000);
  });

  it.each([
    ['a list', JSON.stringify([RIGHT])],
    ['a string', JSON.stringify(JSON.stringify(RIGHT))],
    ['a number', '1'],
    ['null', 'null'],
  ])('is refused when it is %s, without naming a field', async (_, body) => {
    const problem = await refusal(body);
    expect(problem).toMatchObject({ status: 400, detail: 'The body must be a JSON object.' });
    expect(problem.errors).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['half an object', '{"username":"okta@twin.example"'],
    ['a prototype', `{"username":"${ADMIN}","password":"left secret","__proto__":{"role":"admin"}}`],
    ['nested lists', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['text that is not UTF-8', Buffer.from('{"username":"\xff","password":"\xff"}', 'latin1')],
  ])('is refused when it is %s', async (_, body) => {
    expect(await refusal(body)).toMatchObject({ status: 400 });
  });

  it.each([
    ['an unknown name', { ...RIGHT, username: 'nobody@twin.example' }],
    ['blanks around the password', { ...RIGHT, password: ' left secret ' }],
    ['SQL as the name', { ...RIGHT, username: "' OR 1=1 --" }],
  ])('is a wrong login with %s', async (_, body) => {
    expect(await refusal(JSON.stringify(body))).toMatchObject({ status: 401, code: 'wrong-password' });
  });

  it('is refused with another type or compression', async () => {
    const form = 'username=okta%40twin.example&password=left+secret';
    const type = 'application/x-www-form-urlencoded';
    expect(await refusal(form, { 'content-type': type })).toMatchObject({ status: 415 });
    expect(await refusal(JSON.stringify(RIGHT), { 'content-encoding': 'gzip' })).toMatchObject({
      status: 415,
    });
  });

  it('is refused when it is larger than the limit for all bodies', async () => {
    const body = JSON.stringify({ ...RIGHT, password: 'x'.repeat(10_485_760) });
    expect(await refusal(body)).toMatchObject({ status: 413, code: 'too-large' });
  });

  it('is refused above 64 KB, declared or not, since there is no credential yet', async () => {
    const sized = (size: number) => Buffer.from(JSON.stringify(RIGHT).padEnd(size));
    expect((await logIn(sized(65_536))).status).toBe(200);
    expect(await refusal(sized(65_537))).toMatchObject({ status: 413, code: 'too-large' });
    expect(await refusal([sized(65_536), Buffer.from(' ')])).toMatchObject({ status: 413 });
  });

  it('is refused with too many fields, which are not listed one by one', async () => {
    const fields = Object.fromEntries(Array.from({ length: 1_001 }, (_, number) => [`f${number}`, 1]));
    for (const body of [
      fields,
      { ...RIGHT, username: fields },
      { ...RIGHT, username: Object.keys(fields) },
    ]) {
      const problem = await refusal(JSON.stringify(body));
      expect(problem).toMatchObject({ status: 400, code: 'too-many-values' });
      expect(problem.errors).toBeUndefined();
    }
  });
});
