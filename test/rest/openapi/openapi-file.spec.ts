import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { readDocument } from './openapi.js';

const FILE = join(import.meta.dirname, '../../../docs/openapi.json');

const [lane] = databaseLanes();

describe('the OpenAPI document', () => {
  let app: TestApp;
  let document: OpenAPIObject;

  beforeAll(async () => {
    if (lane === undefined) throw new Error('no database lane');
    app = await bootApp(lane);
    document = await readDocument(app);
  });

  afterAll(() => app.close());

  it('matches the schema of the OpenAPI Initiative for 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate({ ...withoutRefProperties(document) })).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('would not match with an answer without a description', async () => {
    const { paths, ...rest } = withoutRefProperties(document);
    const [[path, item] = ['', {}]] = Object.entries(paths);
    const broken = { ...rest, paths: { ...paths, [path]: { ...item, get: { responses: { 200: {} } } } } };
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
  });

  // `npm run openapi` writes the file; see CONTRIBUTING.
  it('is the one in docs/openapi.json', async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(FILE);
  });
});

/** A copy without SCIM's property `$ref`, which the validator takes for a reference of the document. */
function withoutRefProperties(document: OpenAPIObject): OpenAPIObject {
  const text = JSON.stringify(document, (name, value: unknown) => {
    return name === '$ref' && typeof value === 'object' ? undefined : value;
  });
  return JSON.parse(text) as OpenAPIObject;
}
