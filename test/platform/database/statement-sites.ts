import { AsyncLocalStorage } from 'node:async_hooks';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { PlatformTransaction } from '../../../src/platform/database/platform-transaction.js';
import { StatementBuilder } from '../../../src/platform/database/sql/statement-builder.js';
import { Transaction } from '../../../src/platform/database/transaction.js';

const ROOT = join(import.meta.dirname, '../../..');

/** The files of the database layer that send what others ask for. */
const LAYER = /\bdatabase\/.*(?:\bstatement-builder|transaction)\.ts$/;

/** The methods of a transaction whose first argument is an entity. */
const OF_ENTITY = new Set([
  'select',
  'find',
  'selectListed',
  'count',
  'countAtMost',
  'insert',
  'update',
  'delete',
  'deleteListed',
  'updateListed',
]);
/** The builder's methods, each of which makes one statement. */
const BUILT = ['select', 'union', 'count', 'countAtMost', 'insert', 'update', 'delete'];
const OTHERS = new Set(['selectUnion', 'queryAcrossAccounts']);
const ENTITY = /^(?:(?:[A-Z][a-z]+)+|entity)$/;

/** A call in the program's source that sends a statement. */
export interface Site {
  /** Its file and line, as a stack trace has them. */
  place: string;
  /** Its folder in `src`. */
  folder: string;
  /** Its file, what it is in, and what it does, such as `groups.service.ts GroupsService.find: find Group`. */
  name: string;
}

/** Every call that sends a statement, in all files but those that do so for others. */
export function statementSites(): Site[] {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\bmigrations\//.test(file) && !LAYER.test(file))
    .toSorted();
  return files.flatMap(sitesIn);
}

function sitesIn(file: string): Site[] {
  const text = readFileSync(join(ROOT, 'src', file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const sites: Site[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const method = node.expression.name;
      const [entity] = node.arguments;
      const isOfEntity = OF_ENTITY.has(method.text) && entity && ENTITY.test(entity.getText());
      if (isOfEntity || OTHERS.has(method.text)) {
        const line = source.getLineAndCharacterOfPosition(method.getStart()).line + 1;
        const what = isOfEntity ? `${method.text} ${entity.getText()}` : method.text;
        sites.push({
          place: `src/${file}:${line}`,
          folder: file.split('/', 1)[0] ?? '',
          name: `${file.slice(file.indexOf('/') + 1)} ${enclosing(node)}: ${what}`,
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sites;
}

/** The names of what a node is in, outermost first. */
function enclosing(node: ts.Node): string {
  const names: string[] = [];
  for (let outer: ts.Node | undefined = node.parent; outer; outer = outer.parent) {
    if (isNamed(outer) && outer.name) names.unshift(outer.name.getText());
  }
  return names.join('.');
}

function isNamed(node: ts.Node): node is ts.NamedDeclaration {
  return (
    ts.isMethodDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isPropertyAssignment(node)
  );
}

/** The statements that each site has sent since the recording began, by their places. */
export type SentStatements = ReadonlyMap<string, ReadonlySet<string>>;

/** Records which site sends which statements, of everything in this process, until it is stopped. */
export function recordSites(): { sent: SentStatements; stop: () => void } {
  const sent = new Map<string, Set<string>>();
  const calls = new AsyncLocalStorage<{ place: string | undefined }>();
  const note = (statement: unknown) => {
    const place = calls.getStore()?.place;
    if (place === undefined) return;
    const { sql } = statement as { sql: string };
    const statements = sent.get(place) ?? new Set();
    sent.set(place, statements.add(withoutLengths(sql)));
  };
  // A statement may go in several parts, each later than the call that asked for it.
  const called: Around = (run) => {
    if (calls.getStore()) return run();
    return calls.run({ place: callerOf(new Error().stack ?? '') }, run);
  };
  const restores = [
    ...[...OF_ENTITY, 'selectUnion'].map((name) => intercept(Transaction.prototype, name, called)),
    intercept(PlatformTransaction.prototype, 'queryAcrossAccounts', (run, [statement]) =>
      called(() => {
        note(statement);
        return run();
      }, []),
    ),
    ...BUILT.map((name) =>
      intercept(StatementBuilder.prototype, name, (run) => {
        const built = run();
        note(built);
        return built;
      }),
    ),
  ];
  return { sent, stop: () => restores.forEach((restore) => restore()) };
}

type Around = (run: () => unknown, parameters: readonly unknown[]) => unknown;

/** Has calls of a method go through `around`, until the function that this gives is called. */
function intercept(prototype: object, name: string, around: Around): () => void {
  const method: unknown = Reflect.get(prototype, name);
  if (typeof method !== 'function') throw new TypeError(`there is no method ${name}`);
  Reflect.set(prototype, name, function (this: unknown, ...parameters: unknown[]): unknown {
    return around(() => Reflect.apply(method, this, parameters) as unknown, parameters);
  });
  return () => void Reflect.set(prototype, name, method);
}

/** Where a statement was asked for; undefined where that was a test. */
function callerOf(stack: string): string | undefined {
  for (const line of stack.split('\n')) {
    const [, folder, file = '', number] = /\/(src|test)\/([^:?]+)(?:\?[^:]*)?:(\d+):/.exec(line) ?? [];
    if (folder === 'src' && !LAYER.test(file)) return `src/${file}:${number}`;
    if (folder === 'test' && !line.includes(import.meta.filename)) return undefined;
  }
  return undefined;
}

/** How many keys a statement lists, or rows it inserts, does not make it another one. */
function withoutLengths(sql: string): string {
  return sql
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\(\?(?:, \?)*\)/g, '(?…)')
    .replaceAll(/(\(\?…\))(?:, \1)+/g, '$1')
    .trimEnd();
}
