import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import { addModuleCommands } from './module-commands.js';

/** `expenses enable`, `expenses disable` and `expenses status`. */
export function addExpensesCommands(program: Command, context: CommandContext): void {
  const expenses = program.command('expenses').description("an account's expenses module");
  addModuleCommands(expenses, context, {
    module: 'expenses',
    title: 'Expenses',
    verb: 'are',
    was: 'were',
    it: 'they have',
  });
}
