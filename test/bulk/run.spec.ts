import { expect, it } from 'vitest';
import { parseBulkRequest } from '../../src/scim/protocol/bulk.js';
import { ScimError } from '../../src/scim/protocol/errors.js';
import { BulkRun } from '../../src/scim/resources/bulk-run.js';
import type { ResourceHandler, ScimContext } from '../../src/scim/resources/resource-handler.js';

const context = { baseUrl: 'https://declaree.example/SCIM/v2', startedAt: 0 } as ScimContext;

/** Two users who manage each other, so that one of them is made first and changed afterwards. */
const circle = parseBulkRequest(
  {
    Operations: ['a', 'b'].map((bulkId) => ({
      method: 'POST',
      path: '/Users',
      bulkId,
      data: { userName: bulkId, manager: { value: `bulkId:${bulkId === 'a' ? 'b' : 'a'}` } },
    })),
  },
  10,
);

it('a bulk request tells why an operation failed, also where what it made cannot be taken back', async () => {
  const failure = ScimError.invalidValue('The manager is refused.');
  const removal = new Error('The database went away.');
  let made = 0;
  const handler = {
    create: () => Promise.resolve({ status: 201, id: `id-${++made}`, version: 1 }),
    patch: () => Promise.reject(failure),
    delete: () => Promise.reject(removal),
  } as Partial<ResourceHandler> as ResourceHandler;
  const reported: [string, unknown][] = [];
  const run = new BulkRun(context, circle, { User: handler, Group: handler }, (_, error, { method }) => {
    reported.push([method, error]);
    return Promise.resolve();
  });
  const results = await run.results();
  expect(results.map(({ status }) => status)).toContain(400);
  expect(results.find(({ status }) => status === 400)?.error?.detail).toBe('The manager is refused.');
  expect(reported).toEqual([
    ['DELETE', removal],
    ['POST', failure],
  ]);
});
