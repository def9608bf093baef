import { until } from '../../support/condition.js';
import { freePort } from '../../support/free-port.js';
import { withServer } from '../../support/lanes.js';
import { OwnServer } from '../../support/own-server.js';

const PROVIDER = '/usr/lib/galera/libgalera_smm.so';
const NODES = 3;

/** Three MariaDB servers on the loopback interface that are one Galera cluster. `remove` ends and deletes them. */
export class GaleraCluster {
  private constructor(readonly nodes: readonly OwnServer[]) {}

  /** Makes one, node by node. Needs Debian's `mariadb-server`, `galera-4` and `rsync`. */
  static async create(): Promise<GaleraCluster> {
    const nodes: OwnServer[] = [];
    const cluster = new GaleraCluster(nodes);
    const ports: number[] = [];
    while (ports.length < NODES) ports.push(await freePort());
    try {
      for (const port of ports) {
        const first = nodes.length === 0 ? ['--wsrep-new-cluster'] : [];
        nodes.push(await OwnServer.create({ options: await optionsOf(port, ports), first }));
        await cluster.isWhole();
      }
    } catch (error) {
      await cluster.remove();
      throw error;
    }
    return cluster;
  }

  /** Waits until all of these nodes, or every one, say that they are one cluster of so many and take changes. */
  isWhole(nodes = this.nodes): Promise<void> {
    const seen = async (node: OwnServer) => {
      const rows = await ask(
        node,
        "SHOW STATUS WHERE Variable_name IN ('wsrep_cluster_size', 'wsrep_ready')",
      );
      return (rows as { Value: string }[]).map(({ Value }) => Value).join() === `${nodes.length},ON`;
    };
    return until(
      `${nodes.length} nodes are one cluster`,
      async () => (await Promise.all(nodes.map((node) => seen(node)))).every(Boolean),
      120,
    );
  }

  async remove(): Promise<void> {
    for (const node of this.nodes) await node.remove();
  }
}

/** Asks one node. */
export const ask = (node: OwnServer, sql: string): Promise<unknown> =>
  withServer(node.url, (query) => query(sql));

async function optionsOf(port: number, ports: readonly number[]): Promise<string[]> {
  return [
    '--binlog-format=ROW',
    '--innodb-autoinc-lock-mode=2',
    '--wsrep-on=ON',
    `--wsrep-provider=${PROVIDER}`,
    `--wsrep-cluster-address=gcomm://${ports.map((each) => `127.0.0.1:${each}`).join(',')}`,
    '--wsrep-node-address=127.0.0.1',
    '--wsrep-sst-method=rsync',
    `--wsrep-sst-receive-address=127.0.0.1:${await freePort()}`,
    // A read sees what was acknowledged before it on any node: docs/operations.md says why that is needed.
    '--wsrep-sync-wait=1',
    `--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:${port};ist.recv_addr=127.0.0.1:${await freePort()}`,
  ];
}
