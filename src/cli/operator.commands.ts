import type { Command } from 'commander';
import { moment } from '../common/moment.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { OperatorsService, type OperatorRow } from '../operators/operators.service.js';
import { SHORTEST_PASSWORD } from '../auth/passwords/password-length.js';
import { PasswordIssuer } from '../support/password-issuer.js';
import type { CommandContext } from './command-context.js';
import { table } from './terminal.js';

interface CreateOptions {
  passwordStdin?: boolean;
  json?: boolean;
}

/** How to set a password, and the confirmation to print. */
interface PasswordChange {
  set: (operators: OperatorsService, tx: PlatformTransaction, passwordHash: string) => Promise<OperatorRow>;
  confirmation: (operator: OperatorRow) => string;
}

/** Never reached in practice. */
const MOST_OPERATORS = 10_000;

/** `operator create`, `list`, `reset-password`, `disable`, `enable` and `remove`. */
export function addOperatorCommands(program: Command, context: CommandContext): void {
  const operator = program.command('operator').description("Declaree's support staff");
  operator
    .command('create')
    .description('create an operator, who sees every account but none of its data')
    .argument('<username>', 'login name')
    .option(
      '--password-stdin',
      `take the password, at least ${SHORTEST_PASSWORD} characters, from standard input (default: generate one and print it once)`,
    )
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  declaree operator create sanne@declaree.example')
    .action((userName: string, options: CreateOptions) => createOperator(context, userName, options));
  operator
    .command('list')
    .description('list every operator')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => listOperators(context, options));
  operator
    .command('reset-password')
    .description('set a new password for an operator and end their sessions')
    .argument('<username>', 'login name')
    .option(
      '--password-stdin',
      'take the password from standard input (default: generate one and print it once)',
    )
    .option('--json', 'print JSON')
    .action((userName: string, options: CreateOptions) => resetPassword(context, userName, options));
  addLifeCommands(operator, context);
}

const ACTIONS = {
  disable: 'stop an operator from logging in and end their sessions immediately',
  enable: 'let an operator log in again',
  remove: 'remove an operator; their actions stay in the audit trail',
} as const;

type Action = keyof typeof ACTIONS;

const DONE: Readonly<Record<Action, string>> = { disable: 'disabled', enable: 'enabled', remove: 'removed' };

/** `operator disable`, `operator enable` and `operator remove`. */
function addLifeCommands(operator: Command, context: CommandContext): void {
  for (const [name, description] of Object.entries(ACTIONS)) {
    operator
      .command(name)
      .description(description)
      .argument('<username>', 'login name')
      .option('--json', 'print JSON')
      .action((userName: string, { json }: { json?: boolean }) =>
        change(context, userName, { action: name as Action, json }),
      );
  }
}

async function change(
  context: CommandContext,
  userName: string,
  { action, json }: { action: Action; json: boolean | undefined },
): Promise<void> {
  await context.withServices(async (services) => {
    const operators = services.get(OperatorsService);
    const { author } = context;
    const operator = await services.get(UnitOfWork).writePlatform(async (tx) => {
      const found = await operators.getByUserName(tx, userName);
      if (action !== 'remove') return operators.setDisabled(tx, author, found, action === 'disable');
      await operators.remove(tx, author, found);
      return found;
    });
    context.print(json, { operator }, (shown) => `Operator ${shown.operator.userName} ${DONE[action]}.`);
  });
}

async function listOperators(context: CommandContext, { json }: { json?: boolean }): Promise<void> {
  await context.withServices(async (services) => {
    const operators = services.get(OperatorsService);
    const { items } = await services
      .get(UnitOfWork)
      .readPlatform((tx) => operators.page(tx, { page: 1, limit: MOST_OPERATORS }));
    context.print(json, items, (shown) =>
      table([
        ['USER NAME', 'STATE', 'SINCE'],
        ...shown.map(({ userName, createdAt, disabledAt }) => [
          userName,
          disabledAt === null ? 'enabled' : 'disabled',
          moment(disabledAt ?? createdAt),
        ]),
      ]),
    );
  });
}

function resetPassword(context: CommandContext, userName: string, options: CreateOptions): Promise<void> {
  return withPassword(context, options, {
    set: async (operators, tx, passwordHash) => {
      const found = await operators.getByUserName(tx, userName);
      await operators.resetPassword(tx, context.author, found, passwordHash);
      return found;
    },
    confirmation: ({ userName: name }) => `Operator ${name} has a new password.`,
  });
}

function createOperator(context: CommandContext, userName: string, options: CreateOptions): Promise<void> {
  return withPassword(context, options, {
    set: (operators, tx, passwordHash) => operators.create(tx, context.author, { userName, passwordHash }),
    confirmation: ({ userName: name }) => `Operator ${name} created.`,
  });
}

/** Sets the entered password, or a generated one, which is then printed. */
async function withPassword(
  context: CommandContext,
  { passwordStdin, json }: CreateOptions,
  { set, confirmation }: PasswordChange,
): Promise<void> {
  const given = await context.password(passwordStdin);
  await context.withServices(async (services) => {
    const { hash, generated } = await services.get(PasswordIssuer).issue(given);
    const operators = services.get(OperatorsService);
    const operator = await services.get(UnitOfWork).writePlatform((tx) => set(operators, tx, hash));
    const password = generated === undefined ? '' : `\n  Password  ${generated}  (shown once)`;
    const shown = { operator, ...(generated === undefined ? {} : { password: generated }) };
    context.print(json, shown, () => `${confirmation(operator)}${password}`);
  });
}
