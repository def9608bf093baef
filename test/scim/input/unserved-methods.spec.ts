import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';

const [lane] = databaseLanes();

/** All other paths; SCIM and REST have their own tests. */
describe('a method that a known path does not support', () => {
  let app: TestApp;

  beforeAll(async () => {
    if (lane === undefined) throw new Error('no database lane');
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  const ask = async (method: string, path: string, accept = '*/*') => {
    const answer = await fetch(app.url + path, { method, headers: { accept }, redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };

  it.each([
    ['POST', '/health/live', 'GET, HEAD'],
    ['PUT', '/Health/Ready/', 'GET, HEAD'],
    ['DELETE', '/metrics', 'GET, HEAD'],
    ['OPTIONS', '/docs', 'GET, HEAD'],
    ['PATCH', '/docs/openapi.json', 'GET, HEAD'],
    ['POST', '/docs/swagger-ui.css', 'GET, HEAD'],
    ['PUT', '/login', 'GET, HEAD, POST'],
    ['GET', '/logout', 'POST'],
    ['DELETE', '/', 'GET, HEAD'],
    ['PUT', '/people/4711', 'GET, HEAD, POST'],
  ])('%s %s is 405 with the supported methods', async (method, path, allow) => {
    const { status, headers, text } = await ask(method, `${path}?token=s3cret`);
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe(allow);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.parse(text)).toMatchObject({
      status: 405,
      code: 'method-not-allowed',
      detail: `${method} is not allowed here. Allowed: ${allow}.`,
    });
    expect(text).not.toContain('s3cret');
  });

  it('does not get a browser a page, like an unknown path', async () => {
    for (const [path, expected] of [
      ['/logout', 405],
      ['/nowhere', 404],
    ] as const) {
      const { status, headers, text } = await ask('GET', path, 'text/html');
      expect(status).toBe(expected);
      expect(headers.get('content-type')).toContain('text/html');
      expect(text).toContain(`There is no page at ${path}.`);
    }
  });

  it.each(['/health', '/health/nothing', '/docs/package.json', '/assets/4711/console.css', '/people/1/2/3'])(
    'differs from an unknown path, such as %s',
    async (path) => {
      for (const method of ['GET', 'POST']) {
        const { status, text } = await ask(method, path);
        expect(status).toBe(404);
        expect(JSON.parse(text)).toMatchObject({ code: 'unknown-path' });
      }
    },
  );
});
