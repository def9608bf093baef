import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

interface Bill {
  bomFormat: string;
  components: { 'bom-ref': string; name: string; version: string; properties: { name: string }[] }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

interface Lock {
  packages: Record<string, { version: string; dev?: boolean }>;
}

let folder: string;
let bill: Bill;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'declaree-bill-'));
  for (const name of ['package.json', 'package-lock.json', 'scripts'])
    await cp(join(ROOT, name), join(folder, name), { recursive: true });
  const options = { cwd: folder, maxBuffer: 100_000_000 };
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'sbom'], options);
  bill = JSON.parse(stdout) as Bill;
});

afterAll(() => rm(folder, { recursive: true }));

it('lists every package of production, and no other, even if nothing is installed', async () => {
  const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
  const due = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')}@${version}`);
  const listed = bill.components.map(({ name, version }) => `${name}@${version}`);
  expect(bill.bomFormat).toBe('CycloneDX');
  expect(listed).toContain('@nestjs/core@' + (packages['node_modules/@nestjs/core']?.version ?? ''));
  expect(listed.toSorted()).toEqual([...new Set(due)].toSorted());
});

it('refers only to packages that it lists, none of which is for development', () => {
  const known = new Set(bill.components.map((component) => component['bom-ref']));
  const needed = bill.dependencies.flatMap(({ dependsOn }) => dependsOn);
  expect(needed.filter((ref) => !known.has(ref))).toEqual([]);
  expect(JSON.stringify(bill.components)).not.toContain('package:development');
});
