import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { GaleraCluster } from './galera-cluster.js';

/**
 * Runs test files, or all where none is named, with MariaDB's lane on one node of a Galera cluster made for it, and without MySQL's:
 * `npx tsx test/system/cluster/suite.ts test/system/concurrency test/system/faults/model`. Ends with vitest's exit code.
 */
async function main(files: readonly string[]): Promise<void> {
  const cluster = await GaleraCluster.create();
  try {
    const [node] = cluster.nodes;
    const tests = spawn('npx', ['vitest', 'run', ...files], {
      env: { ...process.env, CI: '', TEST_DATABASE_URL: node?.url, TEST_MYSQL_URL: node?.url },
      stdio: 'inherit',
    });
    const [code] = (await once(tests, 'exit')) as [number | null];
    await cluster.isWhole();
    process.exitCode = code ?? 1;
  } finally {
    await cluster.remove();
  }
}

await main(process.argv.slice(2));
