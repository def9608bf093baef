import { freePort } from '../support/free-port.js';
import { until } from '../support/condition.js';
import { withServer } from '../support/lanes.js';
import { MariaDbServer } from '../support/mariadb.js';
import { Program, type ServerProcess } from '../support/processes.js';
import { basic } from '../support/scim-client.js';
import { WriteLoad } from '../support/write-load.js';

const PASSWORD = 'the demo password';
const OKTA = basic('okta@acme.example', PASSWORD);
const PROVIDER = '/usr/lib/galera/libgalera_smm.so';
const DATABASE = 'declaree';
const WRITES = Number(process.env['CLUSTER_WRITES'] || 300);

/**
 * Makes a Galera cluster of three nodes on the loopback interface, runs two servers on it under load, kills the nodes
 * one after another as a crash does, and checks that nothing acknowledged is lost. Needs Debian's `mariadb-server`,
 * `galera-4` and `rsync`. Start it with `npx tsx test/cluster/galera.ts`.
 */
async function main(): Promise<void> {
  const nodes: MariaDbServer[] = [];
  const program = await Program.build();
  try {
    await makeCluster(nodes);
    const servers = await startServers(program, nodes);
    const load = new WriteLoad('cluster', OKTA, () => servers.map(({ url }) => url));
    load.start();
    await load.progress(WRITES);
    for (const node of nodes) await loseAndRegain(node, load, nodes);
    await load.stop();
    await report(load, servers, nodes);
    await Promise.all(servers.map((server) => server.stop()));
  } finally {
    await program.remove();
    for (const node of nodes) await node.remove();
  }
}

async function makeCluster(nodes: MariaDbServer[]): Promise<void> {
  const ports = [await freePort(), await freePort(), await freePort()];
  const address = `--wsrep-cluster-address=gcomm://${ports.map((port) => `127.0.0.1:${port}`).join(',')}`;
  for (const port of ports) {
    const options = [
      '--binlog-format=ROW',
      '--innodb-autoinc-lock-mode=2',
      '--wsrep-on=ON',
      `--wsrep-provider=${PROVIDER}`,
      address,
      '--wsrep-node-address=127.0.0.1',
      '--wsrep-sst-method=rsync',
      `--wsrep-sst-receive-address=127.0.0.1:${await freePort()}`,
      `--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:${port};ist.recv_addr=127.0.0.1:${await freePort()}`,
    ];
    const first = nodes.length === 0 ? ['--wsrep-new-cluster'] : [];
    nodes.push(await MariaDbServer.create({ options, first }));
    await isOfSize(nodes, nodes.length);
    print(`node ${nodes.length} has joined`);
  }
  const [one] = nodes;
  if (one) await ask(one, `CREATE DATABASE ${DATABASE} CHARACTER SET utf8mb4`);
}

/** Two servers that begin at different nodes, so that their changes meet when they are committed. */
async function startServers(program: Program, nodes: readonly MariaDbServer[]): Promise<ServerProcess[]> {
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

async function loseAndRegain(
  node: MariaDbServer,
  load: WriteLoad,
  nodes: readonly MariaDbServer[],
): Promise<void> {
  const others = nodes.filter((each) => each !== node);
  const before = performance.now();
  await node.stop('SIGKILL');
  await load.progress(1);
  const first = Math.round(performance.now() - before);
  await load.progress(WRITES);
  await isOfSize(others, 2);
  print(`node on ${node.port} killed: next write acknowledged after ${first} ms, ${WRITES} more since`);
  await node.start();
  await isOfSize(nodes, 3);
}

async function report(
  load: WriteLoad,
  servers: readonly ServerProcess[],
  nodes: readonly MariaDbServer[],
): Promise<void> {
  print(`answers by status: ${JSON.stringify(load.statuses)}, ${load.acknowledged} writes acknowledged`);
  const totals = await Promise.all(nodes.map((node) => totalOf(node)));
  print(`rows of users and events on each node: ${JSON.stringify(totals)}`);
  const faults = (await Promise.all(servers.map(({ url }) => load.faults(url)))).flat();
  for (const fault of faults) print(fault);
  const wrong = faults.length > 0 || new Set(totals).size > 1 || (load.statuses['500'] ?? 0) > 0;
  print(wrong ? 'FAILED' : 'nothing acknowledged is lost, nothing is there in part, and the nodes agree');
  if (wrong) process.exitCode = 1;
}

async function totalOf(node: MariaDbServer): Promise<string> {
  const rows = await ask(
    node,
    `SELECT (SELECT COUNT(*) FROM ${DATABASE}.users) AS users, (SELECT COUNT(*) FROM ${DATABASE}.provisioning_events) AS events`,
  );
  return JSON.stringify(rows);
}

const ask = (node: MariaDbServer, sql: string) => withServer(node.url, (query) => query(sql));

function isOfSize(nodes: readonly MariaDbServer[], size: number): Promise<void> {
  const seen = async (node: MariaDbServer) => {
    const rows = await ask(node, "SHOW STATUS WHERE Variable_name IN ('wsrep_cluster_size', 'wsrep_ready')");
    return JSON.stringify((rows as { Value: string }[]).map(({ Value }) => Value)) === `["${size}","ON"]`;
  };
  return until(
    `${size} nodes are one cluster`,
    async () => (await Promise.all(nodes.map((node) => seen(node)))).every(Boolean),
    120,
  );
}

const print = (line: string) => process.stdout.write(`${line}\n`);

await main();
