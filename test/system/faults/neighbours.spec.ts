import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTACKS } from '../../bench/neighbours/attacks.js';
import { underAttack } from '../../bench/neighbours/run.js';
import { openStage, runningStatements, type NeighbourStage } from '../../bench/neighbours/stage.js';
import { until } from '../../support/condition.js';
import { databaseLanes, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program } from '../../support/processes.js';

/** Long enough for each attack to have all of its connections at work. */
const SECONDS = 2;
/** What `docs/performance.md` measures has ten times as many. */
const SIZE = { users: 2_000, groups: 20 };
const MOST_MEMORY_MB = 512;

describe.each(databaseLanes())('a neighbour on $name', (lane) => {
  let program: Program;
  let database: TestDatabase;
  let stage: NeighbourStage;

  beforeAll(async () => {
    program = await Program.build();
    database = await createMigrated(lane);
    stage = await openStage(database, SIZE, { built: join(program.directory, 'dist') });
  });

  afterAll(async () => {
    await stage?.close();
    await program?.remove();
    await database?.drop();
  });

  it.each(ATTACKS.map(({ name }) => name))(
    'is served during %s, and nothing goes on afterwards',
    async (name) => {
      const attack = ATTACKS.find((each) => each.name === name);
      if (!attack) throw new Error(`there is no attack "${name}"`);
      const { during, answers, memory } = await underAttack(stage, attack, SECONDS);
      expect(during.failures).toEqual([]);
      expect(Object.keys(answers).filter((status) => status.startsWith('5') && status !== '503')).toEqual([]);
      expect(memory).toBeLessThan(MOST_MEMORY_MB);
      await until('the database runs nothing for the attacker', async () => {
        return (await runningStatements(database)).length === 0;
      });
    },
  );
});
