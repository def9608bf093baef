import { runCommandLine } from '../../src/cli/command-line.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { bootApp, type TestApp } from '../support/app.js';
import type { DatabaseLane } from '../support/lanes.js';

/** Whom the audit trail names for what commands do. */
export const STAFF = 'Sanne of support';

export interface CommandResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export type RunCommand = (args: readonly string[], input?: string | Uint8Array) => Promise<CommandResult>;

/** Runs commands in this process, on the database at `url`; `input` is their standard input. */
export function commandsOn(url: string): RunCommand {
  const settings = () => loadSettings({ DATABASE_URL: url, DECLAREE_OPERATOR: STAFF });
  return async (args, input = '') => {
    let stdout = '';
    let stderr = '';
    const terminal = {
      input: (async function* chunks() {
        yield await Promise.resolve(input);
      })(),
      print: (text: string) => void (stdout += text),
      printError: (text: string) => void (stderr += text),
    };
    const exitCode = await runCommandLine(args, terminal, settings);
    return { exitCode, stdout, stderr };
  };
}

/** The JSON that a command printed. Throws unless it was done. */
export function json({ exitCode, stdout, stderr }: CommandResult): unknown {
  if (exitCode !== 0) throw new Error(`expected exit code 0, got ${exitCode}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Boots the server, and gives commands on its database. */
export async function bootWithCommands(
  lane: DatabaseLane,
): Promise<{ app: TestApp; declaree: RunCommand; url: string }> {
  const app = await bootApp(lane);
  return { app, declaree: commandsOn(app.databaseUrl), url: app.databaseUrl };
}
