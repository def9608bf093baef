import { Command, CommanderError } from 'commander';
import { visibleText } from '../common/visible-text.js';
import type { Settings } from '../config/settings.js';
import { addAccountCommands } from './account.commands.js';
import { CommandContext } from './command-context.js';
import { addDatabaseCommands } from './database.commands.js';
import { addEventCommands } from './events.commands.js';
import { addExpensesCommands } from './expenses.commands.js';
import { addOauthClientCommands } from './oauth-client.commands.js';
import { addOperatorCommands } from './operator.commands.js';
import { addScimCommands } from './scim.commands.js';
import { addRunCommands } from './run.commands.js';
import type { Terminal } from './terminal.js';
import { addUserCommands } from './user.commands.js';
import { addUserListCommands } from './user-list.commands.js';
import { programVersion } from '../config/version.js';

const DONE = 0;
const REFUSED = 1;
const WRONG_USE = 2;

/**
 * Runs one command and returns the exit code: 0 done, 1 refused, 2 wrong use. Prints the database in use, and a refusal
 * in one line, on standard error. `loadSettings` is only called by commands that need settings, and may throw.
 */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  loadSettings: () => Settings,
): Promise<number> {
  const context = new CommandContext(terminal, loadSettings);
  const used = (words: (database: string) => string) => {
    return context.usedDatabase === undefined ? '' : words(visibleText(context.usedDatabase));
  };
  try {
    await commandLine(terminal, context).parseAsync(args, { from: 'user' });
    terminal.printError(used((database) => `Database: ${database}\n`));
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USE;
    const message = error instanceof Error ? error.message : String(error);
    const line = visibleText(message.replaceAll(/\s*\n\s*/g, ' '));
    terminal.printError(`declaree: ${line}${used((database) => ` (database: ${database})`)}\n`);
    return REFUSED;
  }
}

function commandLine(terminal: Terminal, context: CommandContext): Command {
  const program = new Command('declaree')
    .description("Declaree's command line, for support and set-up. Reads the same settings as the server.")
    .version(programVersion(), '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.print,
      writeErr: terminal.printError,
      // The error repeats an unknown option, and the text after its "=" may be a password.
      outputError: (text, write) => write(text.replaceAll(/(--[^\s=']+)=[^']*/g, '$1')),
    })
    .addHelpText('after', '\nExit codes: 0 done, 1 refused, 2 wrong use. Every command takes --json.');
  addAccountCommands(program, context);
  addScimCommands(program, context);
  addExpensesCommands(program, context);
  addOauthClientCommands(program, context);
  addOperatorCommands(program, context);
  addUserCommands(program, context);
  addUserListCommands(program, context);
  addEventCommands(program, context);
  addRunCommands(program, context);
  addDatabaseCommands(program, context);
  return program;
}
