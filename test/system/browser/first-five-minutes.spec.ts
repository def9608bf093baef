import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM, openBrowser, openPage } from '../../support/browser.js';
import { logInWith } from '../../support/console-browser.js';
import { Program, type ServerProcess } from '../../support/processes.js';

const PASSWORD = 'correct horse battery';
const DATABASE_URL = 'sqlite:./data/declaree.sqlite';

let program: Program;
let server: ServerProcess;
let browser: Browser;
let steps: string[];

beforeAll(async () => {
  program = await Program.build();
  server = await program.start({
    DATABASE_URL,
    DEMO: 'on',
    DEMO_PASSWORD: PASSWORD,
    NODE_ENV: 'development',
  });
  browser = await openBrowser();
  const readme = await readFile(join(import.meta.dirname, '../../../README.md'), 'utf8');
  const section = /^## First five minutes$(.*?)^## /ms.exec(readme)?.[1] ?? '';
  steps = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands = '']) => commands);
});

afterAll(async () => {
  await browser.close();
  await program.remove();
});

/** Runs a block of the README as printed, except for the password, the port, and the build, which exists already. */
async function run(block: string | undefined): Promise<string> {
  const commands = (block ?? '')
    .replace('PASSWORD=…', `PASSWORD='${PASSWORD}'`)
    .replaceAll('http://127.0.0.1:3000', server.url)
    .replaceAll('npm run --silent declaree --', `'${process.execPath}' dist/cli.js`);
  const script = `PASSWORD='${PASSWORD}'; SCIM=${server.url}/SCIM/v2\n${commands}`;
  return new Promise((resolve) => {
    const options = { cwd: program.directory, env: { PATH: process.env['PATH'], DATABASE_URL } };
    execFile('bash', ['--norc', '-c', script], options, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

it.runIf(CHROMIUM)(
  'leads a newcomer from nothing to a provisioned user, a broken password, and the doctor that finds it',
  async () => {
    expect(steps).toHaveLength(5);
    const [provision, mistype, ask, switchOn, leave] = steps;

    const provisioned = await run(provision);
    expect(provisioned).toContain('"totalResults":');
    expect(provisioned).toContain('"userName":"new.colleague@acme.example"');

    const { page, complaints, strangers } = await openPage(browser, server.url);
    await page.goto(`${server.url}/`);
    await logInWith(page, server.url, { userName: 'okta@acme.example', password: PASSWORD });
    const open = (name: string) =>
      page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();
    await open('Provisioning log');
    await page.getByText('Created user new.colleague@acme.example').first().waitFor();
    await open('People');
    await page.getByText('new.colleague@acme.example').first().waitFor();
    await open('Connection details');
    await page.getByText('Passed').waitFor();

    expect(await run(mistype)).toContain('"status":"401"');
    await open('Doctor');
    await page.getByRole('heading', { name: 'Credential test Problem' }).waitFor();
    await page.getByText('the user name or password is wrong').first().waitFor();
    expect(await run(ask)).toMatch(/problem\s+Credential test/i);

    const switched = await run(switchOn);
    expect(switched).toContain('"status":"403"');
    expect(switched).toContain('"totalResults":1');

    const left = await run(leave);
    expect(left).toContain('"origin":"rerouted"');
    expect(left).toContain('"toName":"Anna de Vries"');
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
  },
);
