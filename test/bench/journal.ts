import { titleCase, writingCases, type Case, type Stage } from './cases.js';
import type { BenchDatabase } from './databases.js';
import { Client } from './load.js';
import { measureInTurn, type Figures, type Pace, type Row, type Target } from './measure.js';
import { startProgram } from './service.js';

/** Measures changes in turn with a second program on the same database, which leaves the journal out. */
export async function measureJournal(
  database: BenchDatabase,
  target: Target,
  stage: Stage,
  pace: Pace,
): Promise<Row[]> {
  const server = await startProgram(database, { preload: 'without-journal.mjs' });
  const client = new Client(`${server.url}/SCIM/v2`, { authorization: stage.authorization }, 1);
  const without = { client, pid: server.pid, databasePid: database.pid };
  try {
    const rows: Row[] = [];
    for (const each of casesOf(stage)) {
      const { ours, theirs } = await measureInTurn(each, target, without, pace);
      rows.push({ name: `journal of ${each.name}`, figures: ours, note: noteOf(ours, theirs) });
    }
    return rows;
  } finally {
    await client.close();
    await server.stop();
  }
}

/** A user's attribute, and a member of the smallest and of the largest group. */
function casesOf(stage: Stage): Case[] {
  const members = writingCases(stage).filter(({ name }) => name.startsWith('PATCH one member'));
  return [titleCase(stage), ...members.slice(0, 1), ...members.slice(1).slice(-1)];
}

/** The CPU time without the journal, and that with it as a multiple. */
function noteOf(ours: Figures, theirs: Figures | undefined): string {
  const sum = (figures: Figures | undefined) => (figures?.cpu.server ?? 0) + (figures?.cpu.database ?? 0);
  return `${sum(theirs).toFixed(2)} CPU ms without: × ${(sum(ours) / sum(theirs)).toFixed(2)}`;
}
