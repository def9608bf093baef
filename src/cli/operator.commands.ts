import type { Command } from 'commander';
import { UnitOfWork } from '../database/unit-of-work.js';
import { OperatorsService } from '../operators/operators.service.js';
import { SHORTEST_PASSWORD } from '../passwords/chosen-password.js';
import { PasswordIssuer } from '../support/password-issuer.js';
import type { CommandContext } from './command-context.js';

interface CreateOptions {
  passwordStdin?: boolean;
  json?: boolean;
}

/** `operator create`. */
export function addOperatorCommands(program: Command, context: CommandContext): void {
  const operator = program.command('operator').description("Declaree's support staff");
  operator
    .command('create')
    .description('make an operator, who sees every account but none of its data')
    .argument('<username>', 'login name')
    .option(
      '--password-stdin',
      `take the password, at least ${SHORTEST_PASSWORD} characters, from standard input (default: make one and print it once)`,
    )
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  declaree operator create sanne@declaree.example')
    .action((userName: string, options: CreateOptions) => createOperator(context, userName, options));
}

async function createOperator(
  context: CommandContext,
  userName: string,
  { passwordStdin, json }: CreateOptions,
): Promise<void> {
  const given = await context.password(passwordStdin);
  await context.withServices(async (services) => {
    const { hash, generated } = await services.get(PasswordIssuer).issue(given);
    const operators = services.get(OperatorsService);
    const operator = await services
      .get(UnitOfWork)
      .writePlatform((tx) => operators.create(tx, { userName, passwordHash: hash }));
    const password = generated === undefined ? '' : `\n  Password  ${generated}  (shown only now)`;
    context.print(
      json,
      { operator, ...(generated === undefined ? {} : { password: generated }) },
      (shown) => `Operator ${shown.operator.userName} is made.${password}`,
    );
  });
}
