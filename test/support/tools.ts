import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Programs and libraries that some tests need besides Node.js: by which of these files they are found, and their Debian package. */
const TOOLS = {
  chromium: { files: ['chromium'], package: 'chromium' },
  nginx: { files: ['nginx'], package: 'nginx-light' },
  mariadbd: { files: ['mariadbd'], package: 'mariadb-server' },
  openssl: { files: ['openssl'], package: 'openssl' },
  'redis-server': { files: ['redis-server'], package: 'redis-server' },
  libfaketime: {
    files: [
      '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
      '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
    ],
    package: 'faketime',
  },
} as const;

const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/usr/local/bin', '/usr/bin'];

/**
 * Path of a tool. Without it, tests that need it are skipped with one line on standard error; with `CI=true` that is an
 * error.
 */
export function findTool(name: keyof typeof TOOLS): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), ...SYSTEM_FOLDERS];
  const { files, package: itsPackage } = TOOLS[name];
  const candidates = files.flatMap((file) =>
    file.startsWith('/') ? [file] : folders.map((folder) => join(folder, file)),
  );
  const path = candidates.find((candidate) => existsSync(candidate));
  if (path !== undefined) return path;
  const missing = `no ${name} on this machine ("apt-get install ${itsPackage}")`;
  if (process.env['CI']) throw new Error(missing);
  process.stderr.write(`Tests skipped: ${missing}\n`);
  return undefined;
}
