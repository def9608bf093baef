import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsOn } from '../../cli/in-process.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { tour } from './program-tour.js';
import { recordSites, statementSites, type SentStatements } from './statement-sites.js';

const FILES = join(import.meta.dirname, 'statements');

/**
 * Every statement that the program can send, as committed files: a change of one shows in review. The sites are found in the
 * source, so that one which the tour leaves out is missed. `vitest -u` writes the files anew.
 */
describe.each(sqliteAndOneServer())('the statements of the program on $name', (lane) => {
  const sites = statementSites();
  let app: TestApp;
  let sent: SentStatements;

  beforeAll(async () => {
    app = await bootApp(lane, { TRUST_PROXY: 'true' });
    const recording = recordSites();
    try {
      await tour(app, commandsOn(app.databaseUrl));
    } finally {
      recording.stop();
    }
    ({ sent } = recording);
  });

  afterAll(() => app.close());

  it('have all been sent', () => {
    const missing = sites
      .filter(({ place }) => !sent.has(place))
      .map(({ place, name }) => `${place} ${name}`);
    expect(missing).toEqual([]);
  });

  it('have all been found in the source', () => {
    const known = new Set(sites.map(({ place }) => place));
    expect([...sent.keys()].filter((place) => !known.has(place))).toEqual([]);
  });

  it('are those that are committed', async () => {
    const dialect = lane.name === 'sqlite' ? 'sqlite' : 'mysql';
    for (const folder of new Set(sites.map((site) => site.folder))) {
      const text = sites
        .filter((site) => site.folder === folder)
        .map(({ place, name }) => [`-- ${name}`, ...[...(sent.get(place) ?? [])].toSorted()].join('\n'));
      const file = join(FILES, `${folder}.${dialect}.sql`);
      await expect(`${text.join('\n\n')}\n`).toMatchFileSnapshot(file);
    }
  });
});
