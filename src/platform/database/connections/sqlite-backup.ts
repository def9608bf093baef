import { existsSync } from 'node:fs';
import { chmod, chown, copyFile, constants, link, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { conflict, invalid, notFound } from '../../../common/errors.js';
import { SqliteConnection } from './sqlite-connection.js';
import { rowsAs } from '../sql/borders.js';

/** How long a backup waits for an exclusive lock on the file, in milliseconds. */
const BACKUP_WAITS_MS = 10_000;
/** How long a restore waits for others to close the file, in milliseconds. */
const RESTORE_WAITS_MS = 500;

/** Tables that every version of the program has had. */
const OWN_TABLES = ['migrations', 'accounts', 'users'];

/**
 * Copies the committed data of a SQLite file in use to `target`, which is complete, checked and private, or missing
 * after an error. Throws `conflict` if `target` exists.
 */
export async function backUpSqlite(file: string, target: string): Promise<void> {
  const unfinished = `${target}.unfinished-${process.pid}`;
  await reserve(target);
  try {
    await reserve(unfinished);
    withConnection(file, BACKUP_WAITS_MS, (from) => from.prepare('VACUUM INTO ?').run(unfinished));
    withConnection(unfinished, 0, (copy) => ensureWhole(copy, unfinished));
    await sync(unfinished);
    await rename(unfinished, target);
    await sync(dirname(target));
  } catch (error) {
    await Promise.all([rm(target, { force: true }), rm(unfinished, { force: true })]);
    throw error;
  }
}

/**
 * Atomically replaces a SQLite file with a backup. Returns the name under which the previous file is kept; undefined if
 * there was none. Throws `not-found`, `invalid` if the backup is damaged or not from Declaree, and `conflict` if the
 * file is open elsewhere.
 */
export async function restoreSqlite(file: string, backup: string): Promise<string | undefined> {
  await ensureBackup(file, backup);
  const incoming = `${file}.incoming-${process.pid}`;
  try {
    await copyFile(backup, incoming, constants.COPYFILE_EXCL);
    await chmod(incoming, 0o600);
    withConnection(incoming, 0, (copy) => ensureOurs(copy, backup));
    await ownAs(existsSync(file) ? file : dirname(resolve(file)), incoming);
    await sync(incoming);
    return await replace(file, incoming);
  } finally {
    await rm(incoming, { force: true });
  }
}

async function replace(file: string, incoming: string): Promise<string | undefined> {
  if (!existsSync(file)) {
    await rename(incoming, file);
    return undefined;
  }
  const kept = `${file}.replaced-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  const holder = holdAlone(file);
  try {
    // A hard link, so that the database exists at every moment.
    await link(file, kept).catch(() => rename(file, kept));
    // Leftover files of a damaged database must not be applied to the new one.
    for (const suffix of ['-wal', '-shm']) {
      if (existsSync(file + suffix)) await rename(file + suffix, kept + suffix);
    }
    await rename(incoming, file);
    await sync(dirname(resolve(file)));
    return kept;
  } finally {
    holder?.exec('ROLLBACK');
    holder?.close();
  }
}

/**
 * Locks a file exclusively until the connection is closed. A file can only leave WAL mode if no other connection is
 * open. Returns undefined if the file is too damaged to open.
 */
function holdAlone(file: string): SqliteConnection | undefined {
  const connection = new SqliteConnection(file, { timeout: RESTORE_WAITS_MS });
  try {
    const [mode] = rowsAs<{ journal_mode: string }>(connection.pragma('journal_mode = DELETE'));
    if (mode?.journal_mode !== 'delete')
      throw Object.assign(new Error('still shared'), { code: 'SQLITE_BUSY' });
    connection.exec('BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection.close();
    if (!codeOf(error).startsWith('SQLITE_BUSY')) return undefined;
    throw conflict('A server or another command has the database open. Stop it first.', { cause: error });
  }
}

async function ensureBackup(file: string, backup: string): Promise<void> {
  const facts = await stat(backup).catch(() => undefined);
  if (!facts?.isFile()) throw notFound(`There is no file ${backup}.`);
  if (existsSync(file) && (await realpath(file)) === (await realpath(backup))) {
    throw conflict(`${backup} is the database itself.`);
  }
  const wal = await stat(`${backup}-wal`).catch(() => undefined);
  if (wal && wal.size > 0) {
    throw invalid(
      `${backup} is not complete: newer changes are in ${backup}-wal. Use a backup from "declaree db backup".`,
    );
  }
}

/** Throws `invalid` unless it is an undamaged database of Declaree. Turns off WAL. */
function ensureOurs(connection: SqliteConnection, name: string): void {
  try {
    connection.pragma('journal_mode = DELETE');
    const places = OWN_TABLES.map(() => '?').join(', ');
    const sql = `SELECT COUNT(*) AS total FROM sqlite_master WHERE type = 'table' AND name IN (${places})`;
    const [row] = rowsAs<{ total: number }>(connection.prepare(sql).all(...OWN_TABLES));
    if (row?.total !== OWN_TABLES.length) throw invalid(`${name} is not a database of Declaree.`);
  } catch (error) {
    if (codeOf(error) !== 'SQLITE_NOTADB') throw error;
    throw invalid(`${name} is not a SQLite database.`, { cause: error });
  }
  ensureWhole(connection, name);
}

function ensureWhole(connection: SqliteConnection, name: string): void {
  const [first] = rowsAs<{ integrity_check: string }>(connection.pragma('integrity_check'));
  if (first?.integrity_check !== 'ok') throw invalid(`${name} is damaged: ${first?.integrity_check}`);
}

function withConnection(
  file: string,
  timeout: number,
  work: (connection: SqliteConnection) => unknown,
): void {
  const connection = new SqliteConnection(file, { timeout });
  try {
    work(connection);
  } finally {
    connection.close();
  }
}

/** Creates an empty file; VACUUM INTO fills it and keeps its mode. */
async function reserve(file: string): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close();
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw conflict(`${file} already exists.`, { cause: error });
    throw invalid(`${file} cannot be written (${codeOf(error)}).`, { cause: error });
  }
}

/** Root may restore for another user, who runs the server. */
async function ownAs(example: string, file: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(example);
  await chown(file, uid, gid);
}

/** Waits until a file or folder is synced to disk. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
