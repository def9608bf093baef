import fastify, { type FastifyReply } from 'fastify';
import { newId } from '../../../src/common/identifier.js';
import type { DatabaseKind } from '../databases.js';
import { openConnections } from './connections.js';
import { fill, readStatements, type RecordedStatement, type Values } from './statements.js';

/** What the bare server does for one kind of request: these statements, then this answer. */
interface Prepared {
  statements: RecordedStatement[];
  writes: boolean;
  answer: unknown;
}

const url = process.env['DATABASE_URL'] ?? '';
const kind: DatabaseKind = url.startsWith('sqlite:') ? 'sqlite' : 'mysql';
const connect = openConnections(url);
const prepared = new Map<string, Prepared>();

const server = fastify({ bodyLimit: 20_000_000, routerOptions: { maxParamLength: 1024 } });
server.addContentTypeParser('application/scim+json', { parseAs: 'string' }, (_, body, done) => {
  done(null, JSON.parse(String(body)));
});

/** Says once what a kind of request leads to. */
server.put<{ Params: { name: string }; Body: { answer: unknown } }>('/bench/:name', (request, reply) => {
  const { name } = request.params;
  const statements = readStatements(name, kind);
  const writes = statements.some(({ sql }) => /^(?:START|BEGIN)/.test(sql));
  prepared.set(name, { statements, writes, answer: request.body.answer });
  return reply.status(204).send();
});

server.all('/SCIM/v2/*', async (request, reply) => {
  const work = prepared.get(String(request.headers['x-bench-statements']));
  if (!work) return reply.status(404).send();
  const given = JSON.parse(String(request.headers['x-bench-values'])) as Values;
  await runAll(work, given);
  return answer(reply, Number(request.headers['x-bench-status']), work.answer);
});

async function runAll({ statements, writes }: Prepared, given: Values): Promise<void> {
  const values = { ...given, newId: newId(), now: now(), source: 'scim:user:bench' };
  const connection = await connect(writes);
  let page: string[] = [];
  try {
    for (const statement of statements) {
      const { sql, parameters } = fill(statement, values, page);
      const rows = await connection.run(sql, parameters);
      const ids = rows.flatMap(({ id }) => id ?? []);
      if (ids.length > 0) page = ids;
    }
  } finally {
    connection.release();
  }
}

/** This moment as the tables hold it. */
function now(): string {
  return new Date().toISOString().replace('T', ' ').replace('Z', '');
}

function answer(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  void reply.status(status).header('etag', 'W/"1"');
  if (status === 204) return reply.send();
  return reply.header('content-type', 'application/scim+json; charset=utf-8').send(JSON.stringify(body));
}

const address = await server.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`the bare server runs on ${address}\n`);
process.once('SIGTERM', () => process.exit(0));
