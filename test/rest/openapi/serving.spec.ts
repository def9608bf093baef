import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';

const [lane] = databaseLanes();

describe('the documentation over HTTP', () => {
  let app: TestApp;

  beforeAll(async () => {
    if (lane === undefined) throw new Error('no database lane');
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  /** Reads the whole answer, since an unread one keeps the server from closing. */
  const get = async (path: string) => {
    const answer = await fetch(new URL(path, app.url), { redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };

  it.each(['/docs', '/docs/', '/Docs', '/DOCS/', '/docs?a=b/'])(
    'has its page at %s, with all that the page loads and no redirect',
    async (path) => {
      const page = await get(path);
      expect(page.status).toBe(200);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
      expect(links.length).toBeGreaterThan(3);
      for (const link of links) {
        const url = new URL(link, app.url + path);
        expect(url.origin).toBe(app.url);
        expect((await get(url.href)).status).toBe(200);
      }
    },
  );

  it('allows the page only its own files and images inlined in its styles', async () => {
    const policy = (await get('/docs')).headers.get('content-security-policy') ?? '';
    expect(
      policy
        .split(';')
        .map((directive) => directive.trim())
        .toSorted(),
    ).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "script-src 'self'",
      "style-src 'self'",
    ]);
  });

  it.each(['/docs/openapi.json', '/health/live', '/SCIM/v2/Users', '/nowhere'])(
    'allows nothing at all at %s',
    async (path) => {
      const policy = (await get(path)).headers.get('content-security-policy');
      expect(policy).toBe("default-src 'none';frame-ancestors 'none'");
    },
  );

  it('serves the document as JSON', async () => {
    const answer = await get('/docs/openapi.json');
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(JSON.parse(answer.text)).toMatchObject({ openapi: '3.1.0' });
  });

  it.each([
    '/docs-yaml',
    '/docs-json',
    '/docs/package.json',
    '/docs/swagger-ui-bundle.js.map',
    '/docs/..%2fpackage.json',
  ])('serves nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});
