import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findTool } from './tools.js';

const run = promisify(execFile);

export const OPENSSL = findTool('openssl');

/** A certificate for this machine, which nobody trusts unless told to. */
export interface Certificate {
  cert: Buffer;
  key: Buffer;
  /** The certificate's file. */
  file: string;
  remove(): Promise<void>;
}

export async function makeCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'declaree-certificate-'));
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1';
  const line = `req -x509 -days 2 -subj /CN=localhost -addext ${names} -newkey rsa:2048 -noenc -keyout key.pem -out cert.pem`;
  await run(OPENSSL ?? '', line.split(' '), { cwd: folder });
  const file = join(folder, 'cert.pem');
  return {
    cert: await readFile(file),
    key: await readFile(join(folder, 'key.pem')),
    file,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
