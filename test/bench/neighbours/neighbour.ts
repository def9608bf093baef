import { performance } from 'node:perf_hooks';
import { percentile, type Call, type Client } from '../load.js';

/** The requests of the account that is attacked by nobody, but shares the service. */
export const KINDS = ['GET user', 'userName eq', 'PATCH member'] as const;
export type Kind = (typeof KINDS)[number];

/** Milliseconds by kind of request, and what failed. */
export interface Observed {
  latencies: Record<Kind, number[]>;
  failures: string[];
}

export interface Neighbour {
  client: Client;
  users: readonly { id: string; userName: string }[];
  groupId: string;
}

const memberChange = (op: 'add' | 'remove', value: string) =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op, path: 'members', value: [{ value }] }],
  });

function callOf({ users, groupId }: Neighbour, kind: Kind, number: number): Call {
  const { id, userName } = users[(number * 7) % users.length] ?? { id: '', userName: '' };
  switch (kind) {
    case 'GET user':
      return { method: 'GET', path: `/Users/${id}`, status: 200 };
    case 'userName eq':
      return {
        method: 'GET',
        path: `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`,
        status: 200,
      };
    case 'PATCH member': {
      const body = memberChange(number % 2 ? 'add' : 'remove', users[0]?.id ?? '');
      return { method: 'PATCH', path: `/Groups/${groupId}`, body, status: 204 };
    }
  }
}

/** Sends each kind of request on a connection of its own, one after another, until the time is up. */
export async function observe(neighbour: Neighbour, seconds: number): Promise<Observed> {
  const observed: Observed = {
    latencies: { 'GET user': [], 'userName eq': [], 'PATCH member': [] },
    failures: [],
  };
  const deadline = performance.now() + seconds * 1_000;
  const work = async (kind: Kind) => {
    for (let number = 0; performance.now() < deadline; number++) {
      const begun = performance.now();
      try {
        await neighbour.client.send(callOf(neighbour, kind, number));
      } catch (error) {
        observed.failures.push(error instanceof Error ? error.message : String(error));
      }
      observed.latencies[kind].push(performance.now() - begun);
    }
  };
  await Promise.all(KINDS.map(work));
  return observed;
}

/** The time in milliseconds that 99 of 100 requests of a kind keep within. */
export const p99Of = ({ latencies }: Observed, kind: Kind) => percentile(latencies[kind], 0.99);
