import type { OwnServer } from '../../support/own-server.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { basic, send } from '../../support/scim-client.js';
import { WriteLoad } from '../../support/write-load.js';
import { ask, GaleraCluster } from './galera-cluster.js';

const PASSWORD = 'the demo password';
const OKTA = basic('okta@acme.example', PASSWORD);
const OTHER = basic('okta@globex.example', PASSWORD);
const OPERATOR = basic('support@declaree.example', PASSWORD);
const DATABASE = 'declaree';
const WRITES = Number(process.env['CLUSTER_WRITES'] || 300);
const SWITCHES = 200;

/**
 * Makes a Galera cluster of three nodes on the loopback interface, runs two servers on it that begin at different nodes,
 * checks that what one acknowledges counts on the other's next request, kills the nodes one after another under load, as
 * a crash does, and checks that nothing acknowledged is lost. Needs Debian's `mariadb-server`, `galera-4` and `rsync`. Start
 * it with `npx tsx test/system/cluster/galera.ts`.
 */
async function main(): Promise<void> {
  const program = await Program.build();
  const cluster = await GaleraCluster.create();
  try {
    const [node] = cluster.nodes;
    if (node) await ask(node, `CREATE DATABASE ${DATABASE} CHARACTER SET utf8mb4`);
    const servers = await startServers(program, cluster.nodes);
    const load = new WriteLoad('cluster', OKTA, () => servers.map(({ url }) => url));
    load.start();
    await load.progress(WRITES);
    const late = await lateSwitches(servers);
    print(`${SWITCHES} switches of a module by one server, ${late} of them late on the other`);
    for (const each of cluster.nodes) await loseAndRegain(each, load, cluster);
    await load.stop();
    const faults = await faultsOf(load, servers, cluster.nodes);
    for (const fault of faults) print(fault);
    const failed = faults.length > 0 || late > 0;
    print(failed ? 'FAILED' : 'nothing acknowledged is lost, nothing is there in part, and the nodes agree');
    if (failed) process.exitCode = 1;
    await Promise.all(servers.map((server) => server.stop()));
  } finally {
    await program.remove();
    await cluster.remove();
  }
}

/** Two servers that begin at different nodes, so that their changes meet when they are committed. */
async function startServers(program: Program, nodes: readonly OwnServer[]): Promise<ServerProcess[]> {
  const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`);
  const start = (inTurn: string[]) =>
    program.start({
      DATABASE_URL: `mysql://root@${inTurn.join(',')}/${DATABASE}`,
      DEMO: 'on',
      DEMO_PASSWORD: PASSWORD,
    });
  const one = await start(hosts);
  return [one, await start(hosts.toReversed())];
}

/** How often the second server still answered by what was before the first one had acknowledged a switch. */
async function lateSwitches([first, second]: readonly ServerProcess[]): Promise<number> {
  const headers = { authorization: OPERATOR, 'content-type': 'application/json' };
  const accounts = `${first?.url}/api/v1/support/accounts`;
  const { body } = await send(`${accounts}?search=globex`, 'GET', { headers });
  const [{ id } = { id: '' }] = body['items'] as { id: string }[];
  let late = 0;
  for (let number = 0; number < SWITCHES; number++) {
    const enabled = number % 2 === 1;
    await send(`${accounts}/${id}/modules/scim`, 'PUT', { headers, body: { enabled, reason: 'cluster' } });
    const { status } = await send(`${second?.url}/SCIM/v2/Users`, 'GET', {
      headers: { authorization: OTHER },
    });
    if (status !== (enabled ? 200 : 403)) late += 1;
  }
  return late;
}

async function loseAndRegain(node: OwnServer, load: WriteLoad, cluster: GaleraCluster): Promise<void> {
  const before = performance.now();
  await node.stop('SIGKILL');
  await load.progress(1);
  const first = Math.round(performance.now() - before);
  await load.progress(WRITES);
  await cluster.isWhole(cluster.nodes.filter((each) => each !== node));
  print(`node on ${node.port} killed: next write acknowledged after ${first} ms, ${WRITES} more since`);
  await node.start();
  await cluster.isWhole();
}

async function faultsOf(
  load: WriteLoad,
  servers: readonly ServerProcess[],
  nodes: readonly OwnServer[],
): Promise<string[]> {
  print(`answers by status: ${JSON.stringify(load.statuses)}, ${load.acknowledged} writes acknowledged`);
  const totals = await Promise.all(nodes.map((node) => totalOf(node)));
  print(`rows of users and events on each node: ${totals.join(' ')}`);
  const faults = (await Promise.all(servers.map(({ url }) => load.faults(url)))).flat();
  if (new Set(totals).size > 1) faults.push('the nodes hold different numbers of rows');
  if ((load.statuses['500'] ?? 0) > 0) faults.push('there were answers of 500');
  return faults;
}

async function totalOf(node: OwnServer): Promise<string> {
  const rows = await ask(
    node,
    `SELECT (SELECT COUNT(*) FROM ${DATABASE}.users) AS users, (SELECT COUNT(*) FROM ${DATABASE}.provisioning_events) AS events`,
  );
  return JSON.stringify(rows);
}

const print = (line: string) => process.stdout.write(`${line}\n`);

await main();
