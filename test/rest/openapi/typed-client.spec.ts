import { copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { CORE } from '../../support/scim-client.js';
import { DEMO_IDS } from '../../../src/common/demo-ids.js';
import { bootDemo, demoLogin, PASSWORD } from './openapi.js';

const ROOT = join(import.meta.dirname, '../../..');
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
};

interface TypedClient {
  run: (logins: { baseUrl: string; authorization: string; password: string }) => Promise<unknown>;
}

const [lane] = databaseLanes();

describe('a client generated from docs/openapi.json', () => {
  let app: TestApp;
  let directory: string;

  beforeAll(async () => {
    if (lane === undefined) throw new Error('no database lane');
    app = await bootDemo(lane);
    directory = await mkdtemp(join(tmpdir(), 'typed-client-'));
    await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
    await writeFile(join(directory, 'package.json'), '{ "type": "module" }');
    const types = await openapiTS(pathToFileURL(join(ROOT, 'docs/openapi.json')));
    await writeFile(join(directory, 'api.ts'), astToString(types));
    await copyFile(join(ROOT, 'test/fixtures/typed-client/client.ts'), join(directory, 'client.ts'));
  });

  afterAll(async () => {
    await app.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('compiles under --strict, and reads and changes data', async () => {
    const program = ts.createProgram([join(directory, 'client.ts')], OPTIONS);
    const faults = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
    expect(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);

    const client = (await import(pathToFileURL(join(directory, 'client.js')).href)) as TypedClient;
    const authorization = demoLogin('okta@acme.example');
    expect(await client.run({ baseUrl: app.url, authorization, password: PASSWORD })).toMatchObject({
      found: 'Lotte Bakker',
      refused: 'There is no user with the id "4711" in this account.',
      created: { schemas: expect.arrayContaining([CORE]) as unknown, userName: 'typed@acme.example' },
      department: 'Audit',
      members: [`Lotte Bakker ${app.url}/SCIM/v2/Users/${DEMO_IDS.lotte}`],
      attributes: expect.arrayContaining(['externalId', 'userName']) as unknown,
      loggedIn: 'okta@acme.example',
      events: 2,
    });
  });
});
