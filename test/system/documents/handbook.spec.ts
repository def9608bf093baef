import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import type { ErrorKind } from '../../../src/common/errors.js';
import { statusOf } from '../../../src/platform/http/problem.js';
import { sentence, type Explain } from '../../../src/provisioning/log/explanation.js';
import { EXPLANATIONS } from '../../../src/provisioning/log/explanations.js';
import { wordsFor } from '../../../src/provisioning/log/provider-words.js';
import type { RecordedEvent } from '../../../src/provisioning/log/recorded-event.js';
import { ScimError } from '../../../src/scim/protocol/errors.js';
import { definedRefusals } from '../../rest/openapi/defined-refusals.js';
import { answersOf, contentOf, operationsOf } from '../../rest/openapi/openapi.js';

const DOCS = join(import.meta.dirname, '../../../docs');
const HANDBOOK = join(DOCS, 'support-handbook.md');

const read = (name: string) => readFile(join(DOCS, name), 'utf8');

const EXPLAINED = Object.entries<Explain>(EXPLANATIONS);

/** Codes of successes. */
const WARNINGS = new Set([
  'unknown-organization',
  'ignored-attributes',
  'own-password-ignored',
  'no-approver',
]);

const EVENT: RecordedEvent = {
  id: '…',
  time: '…',
  actor: '*user*',
  operation: 'create',
  resourceType: 'User',
  resourceId: null,
  outcome: 'failure',
  status: 400,
  detail: null,
  code: null,
  durationMs: 0,
  count: 1,
  client: null,
  changes: [],
  subject: null,
  refused: null,
};

/** The statuses of each code. */
async function statuses(): Promise<Map<string, Set<number>>> {
  const found = new Map<string, Set<number>>();
  const add = (code: string, status: number) => found.set(code, (found.get(code) ?? new Set()).add(status));
  for (const { code, kind } of await definedRefusals()) add(code, statusOf(kind));
  for (const { code, status } of Object.values(ScimError).map((refuse) => refuse(''))) add(code, status);
  for (const [code] of EXPLAINED) {
    // Undefined unless the code is a kind.
    const status = statusOf(code as ErrorKind) as number | undefined;
    if (status !== undefined) add(code, status);
  }
  return found.set('internal', new Set([500]));
}

/** The table of codes, by status. */
async function table(): Promise<string> {
  const known = await statuses();
  const statusesOf = (code: string) =>
    WARNINGS.has(code) ? '2xx, a warning' : [...(known.get(code) ?? [])].toSorted((a, b) => a - b).join(', ');
  const rows = EXPLAINED.map(([code, explain]) => {
    const { reason, advice } = explain(wordsFor(null), EVENT);
    return [`\`${code}\``, statusesOf(code), sentence(reason), advice];
  }).toSorted(([one = '', a = ''], [other = '', b = '']) => a.localeCompare(b) || one.localeCompare(other));
  const head = ['code', 'status', 'what happened', 'what the customer does'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

describe('the support handbook', () => {
  // `npm run openapi` writes the table; see CONTRIBUTING.
  it('lists every code of the provisioning log, as the log explains it', async () => {
    const handbook = await readFile(HANDBOOK, 'utf8');
    const [before = '', , after = ''] = handbook.split(/(<!-- codes -->[^]*<!-- end of codes -->)/);
    const text = `${before}<!-- codes -->\n\n${await table()}\n\n<!-- end of codes -->${after}`;
    const formatted = await format(text, { ...(await resolveConfig(HANDBOOK)), parser: 'markdown' });
    await expect(formatted).toMatchFileSnapshot(HANDBOOK);
  });

  it('lists only codes that exist', async () => {
    const known = await statuses();
    const unknown = EXPLAINED.map(([code]) => code).filter((code) => !known.has(code) && !WARNINGS.has(code));
    expect(unknown).toEqual([]);
  });

  it('lists every code that SCIM can answer', async () => {
    const document = JSON.parse(await read('openapi.json')) as OpenAPIObject;
    const shown = operationsOf(document)
      .filter(({ path }) => path.startsWith('/SCIM'))
      .flatMap(answersOf)
      .filter(([status]) => !status.startsWith('2'))
      .flatMap(([, answer]) => Object.keys(contentOf(answer)?.examples ?? {}));
    const codes = new Map((await definedRefusals()).map(({ id, code }) => [id, code]));
    const unexplained = [...new Set(shown)].filter((id) => !((codes.get(id) ?? id) in EXPLANATIONS));
    expect(unexplained).toEqual([]);
  });
});

describe('the guides', () => {
  it('show every existing picture, and no other', async () => {
    const guides = (await readdir(DOCS)).filter((name) => name.endsWith('.md'));
    const texts = await Promise.all(guides.map(read));
    const shown = texts.flatMap((text) => [...text.matchAll(/!\[.+\]\(screens\/([^)]+)\)/g)]);
    const names = new Set(shown.map(([, name = '']) => name));
    expect([...names].toSorted()).toEqual((await readdir(join(DOCS, 'screens'))).toSorted());
  });
});
