import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BY_KIND, BY_PROTOCOL } from '../../../src/provisioning-log/general-refusals.js';
import { BY_NAME } from '../../../src/provisioning-log/named-refusals.js';

const DOCS = join(import.meta.dirname, '../../../docs');

const read = (name: string) => readFile(join(DOCS, name), 'utf8');

describe('the guides', () => {
  it('explain, in the support handbook, every code that the provisioning log can show', async () => {
    const handbook = await read('support-handbook.md');
    const codes = Object.keys({ ...BY_KIND, ...BY_PROTOCOL, ...BY_NAME });
    expect(codes.filter((code) => !handbook.includes(`\`${code}\``))).toEqual([]);
  });

  it('show every existing picture, and no other', async () => {
    const guides = (await readdir(DOCS)).filter((name) => name.endsWith('.md'));
    const texts = await Promise.all(guides.map(read));
    const shown = texts.flatMap((text) => [...text.matchAll(/!\[.+\]\(screens\/([^)]+)\)/g)]);
    const names = new Set(shown.map(([, name = '']) => name));
    expect([...names].toSorted()).toEqual((await readdir(join(DOCS, 'screens'))).toSorted());
  });
});
