import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** Folders that hold no files of the project. */
const ELSEWHERE = new Set(['node_modules', 'dist', 'data', '.git']);

/** Pages whose tables name, in the last column, the tests that show something. */
const PROVEN = new Set(['docs/security.md', 'docs/threat-model.md', 'docs/faults.md']);

/** Files that a page asks the reader to create, or that the program creates. */
const CREATED = /license-plate|^data\//;

/** The paths of all files below a folder of the project, relative to its root. */
async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (ELSEWHERE.has(entry.name)) continue;
    if (entry.isDirectory()) found.push(...(await filesBelow(path)));
    else found.push(relative(ROOT, path));
  }
  return found;
}

/** The anchor that Markdown renderers give a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (text: string) =>
  new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));

const quotedIn = (text: string) => [...text.matchAll(/`([^`\s]+)`/g)].map(([, quoted = '']) => quoted);

describe('the documents', () => {
  let files: string[];
  const pages = new Map<string, string>();

  beforeAll(async () => {
    files = await filesBelow(ROOT);
    for (const name of files.filter((file) => file.endsWith('.md')))
      pages.set(name, await readFile(join(ROOT, name), 'utf8'));
  });

  const exists = (path: string) =>
    files.some((file) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`));

  /** What `wrongIn` finds on each page, with the page's name. */
  const wrong = (wrongIn: (text: string, page: string) => string[]) =>
    [...pages].flatMap(([page, text]) => wrongIn(text, page).map((each) => `${page}: ${each}`));

  it('link to pages, files and headings that exist', () => {
    const isBroken = (link: string, page: string) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path).replace(/\/$/, '');
      if (!exists(target)) return true;
      return anchor !== undefined && !anchorsOf(pages.get(target) ?? '').has(anchor);
    };
    const links = (text: string) => [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    expect(
      wrong((text, page) => links(text).filter((link) => !link.startsWith('http') && isBroken(link, page))),
    ).toEqual([]);
  });

  it('name files and folders that exist', () => {
    const isPath = (quoted: string) => /^(?:src|test|docs|scripts|\.ci)\/[\w./-]+$/.test(quoted);
    const isWrong = (path: string) => isPath(path) && !CREATED.test(path) && !exists(path);
    expect(wrong((text) => quotedIn(text).filter(isWrong))).toEqual([]);
  });

  it('name source files that exist', () => {
    const sources = (text: string) => [...text.matchAll(/[\w./-]+\.tsx?\b/g)].map(([name]) => name);
    const isKnown = (name: string) => files.some((file) => file === name || file.endsWith(`/${name}`));
    const isWrong = (name: string) => !CREATED.test(name) && !isKnown(name.replace(/^\.+\//, ''));
    expect(wrong((text) => sources(text).filter(isWrong))).toEqual([]);
  });

  it('name tests that exist', () => {
    const isTest = (name: string) => files.some((file) => file.endsWith(`/${name}.spec.ts`));
    const lastCells = (text: string) =>
      text.split('\n').flatMap((line) => (line.startsWith('|') ? [line.split('|').at(-2) ?? ''] : []));
    expect(
      wrong((text, page) => {
        if (!PROVEN.has(page)) return [];
        return quotedIn(lastCells(text).join('\n')).filter(
          (name) => /^[\w-]+\/[\w-]+$/.test(name) && !isTest(name),
        );
      }),
    ).toEqual([]);
  });

  it('name lines of the log that the program writes', async () => {
    const alerts = await readFile(join(ROOT, 'docs/operations/alerts.yaml'), 'utf8');
    const searches = alerts.match(/earch the log for .*/g) ?? [];
    const named = searches.flatMap((line) => [...line.matchAll(/"([^"]+)"/g)].map(([, text = '']) => text));
    expect(named.length).toBeGreaterThan(3);
    const sources = await Promise.all(
      files
        .filter((file) => file.startsWith('src/') && file.endsWith('.ts'))
        .map((file) => readFile(join(ROOT, file), 'utf8')),
    );
    const isWritten = (text: string) => sources.some((source) => source.includes(`'${text}'`));
    expect(named.filter((text) => !isWritten(text))).toEqual([]);
  });

  it('name scripts that exist', async () => {
    const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = (text: string) =>
      [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name);
    expect(wrong((text) => named(text).filter((name) => !(name in scripts)))).toEqual([]);
  });
});
