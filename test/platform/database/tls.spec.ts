import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsOn } from '../../cli/in-process.js';
import { serverLanes, withServer, type TestDatabase } from '../../support/lanes.js';
import { MARIADB_SERVER, OwnServer } from '../../support/own-server.js';
import { findTool } from '../../support/tools.js';

const run = promisify(execFile);
const OPENSSL = findTool('openssl');

/** Makes authorities, and certificates of theirs, in a folder that a server may read. */
class Certificates {
  private constructor(readonly folder: string) {}

  static async create(): Promise<Certificates> {
    const folder = await mkdtemp(join(tmpdir(), 'declaree-tls-'));
    await chmod(folder, 0o755);
    return new Certificates(folder);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async authority(name: string): Promise<void> {
    await this.openssl(`req -x509 -days 2 -subj /CN=${name} -out ${name}.pem`, name);
  }

  /** For a host, by OpenSSL's way of writing it, such as `IP:127.0.0.1`. */
  async certificate(name: string, authority: string, host: string): Promise<void> {
    const by = `-CA ${authority}.pem -CAkey ${authority}.key -addext subjectAltName=${host}`;
    await this.openssl(`req -x509 -days 2 -subj /CN=${name} ${by} -out ${name}.pem`, name);
  }

  private async openssl(line: string, name: string): Promise<void> {
    const key = ['-newkey', 'rsa:2048', '-noenc', '-keyout', `${name}.key`];
    await run(OPENSSL ?? '', [...line.split(' '), ...key], { cwd: this.folder });
    await chmod(this.path(`${name}.key`), 0o644);
  }
}

const status = async (url: string) => {
  const { exitCode, stderr } = await commandsOn(url)(['db', 'status']);
  return exitCode === 0 ? 'open' : stderr;
};

/** One line, without the password. */
const refusal = (reason: RegExp) =>
  expect.stringMatching(new RegExp(`^declaree: (?![^\\n]*secret)[^\\n]*(?:${reason.source})[^\\n]*\\n$`));

describe.runIf(MARIADB_SERVER && OPENSSL)('a MariaDB that requires TLS', () => {
  let certificates: Certificates;
  let server: OwnServer;
  let plain: string;

  const restart = async (certificate: string) => {
    await server.stop();
    await server.start([
      `--ssl-cert=${certificates.path(`${certificate}.pem`)}`,
      `--ssl-key=${certificates.path(`${certificate}.key`)}`,
    ]);
  };
  const ca = (name: string) => `ssl-ca=${certificates.path(`${name}.pem`)}`;

  beforeAll(async () => {
    certificates = await Certificates.create();
    await certificates.authority('ours');
    await certificates.authority('another');
    await certificates.certificate('server', 'ours', 'IP:127.0.0.1');
    await certificates.certificate('elsewhere', 'ours', 'DNS:localhost,IP:127.0.0.2');
    server = await OwnServer.create();
    await withServer(server.url, async (query) => {
      await query('CREATE DATABASE declaree CHARACTER SET utf8mb4');
      await query("GRANT ALL ON declaree.* TO declaree@'%' IDENTIFIED BY 'secret' REQUIRE SSL");
    });
    plain = `${server.url.replace('root', 'declaree:secret')}/declaree`;
  });

  afterAll(async () => {
    await server?.remove();
    await rm(certificates.folder, { recursive: true, force: true });
  });

  it('is refused without TLS', async () => {
    expect(await status(`${plain}?ssl=on`)).toEqual(refusal(/does not support (?:secure|SSL)/));
    expect(await status(`${plain}?ssl-verify=off`)).toEqual(refusal(/does not support (?:secure|SSL)/));
  });

  it('is opened if its certificate is from the named authority and for the named host, and not without TLS', async () => {
    await restart('server');
    expect(await status(`${plain}?ssl=on&${ca('ours')}`)).toBe('open');
    expect(await status(`${plain}?${ca('ours')}`)).toBe('open');
    expect(await status(`${plain}?ssl=on&ssl-verify=off`)).toBe('open');
    expect(await status(plain)).toEqual(refusal(/Access denied/));
  });

  it('is refused if its certificate is from another authority, as in a man-in-the-middle attack', async () => {
    await restart('server');
    expect(await status(`${plain}?ssl=on&${ca('another')}`)).toEqual(refusal(/certificate/));
    expect(await status(`${plain}?ssl=on`)).toEqual(refusal(/certificate/));
  });

  it('is refused if its certificate is for another host', async () => {
    await restart('elsewhere');
    expect(await status(`${plain}?ssl=on&${ca('ours')}`)).toEqual(refusal(/altnames/));
    expect(await status(`${plain.replace('127.0.0.1', 'localhost')}?ssl=on&${ca('ours')}`)).toBe('open');
  });

  it('a file without certificates is refused by its name', async () => {
    await mkdir(certificates.path('empty'));
    await writeFile(certificates.path('empty/ca.pem'), '');
    expect(await status(`${plain}?${ca('empty/ca')}`)).toEqual(
      refusal(/DATABASE_URL must name .*empty\/ca\.pem" holds none/),
    );
  });
});

describe.each(serverLanes())('$name', (lane) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await lane.create();
  });

  afterAll(() => database?.drop());

  it('is opened by its unix socket, and refused if there is none', async () => {
    const [row] = (await withServer(database.url, (query) => query('SELECT @@socket AS socket'))) as {
      socket: string;
    }[];
    // Debian lets its root come by the socket alone; whoever it is, he comes without a password here.
    const name = `s_${process.pid}_${lane.name}`;
    await withServer(database.url, async (query) => {
      await query(`CREATE USER ${name}@localhost IDENTIFIED BY 'secret'`);
      await query(`GRANT ALL ON ${new URL(database.url).pathname.slice(1)}.* TO ${name}@localhost`);
    });
    const url = `mysql://${name}:secret@localhost${new URL(database.url).pathname}`;
    expect(await status(`${url}?socket=${row?.socket}`)).toBe('open');
    expect(await status(`${url}?socket=/no/such.sock`)).toEqual(refusal(/ENOENT/));
    await withServer(database.url, (query) => query(`DROP USER ${name}@localhost`));
  });

  it.runIf(lane.name === 'mysql')(
    'is opened by TLS with its own certificate, where that need not prove anything',
    async () => {
      expect(await status(`${database.url}?ssl=on&ssl-verify=off`)).toBe('open');
      expect(await status(`${database.url}?ssl=on`)).toEqual(refusal(/certificate/));
    },
  );
});
