import { parseArgs } from 'node:util';
import { SETTINGS } from './settings.js';
import { programVersion } from './version.js';

/**
 * What the program answers instead of serving: to `--help` and `--version`. Undefined where it shall serve. Throws an Error for
 * arguments that it does not know.
 */
export function answerTo(argv: readonly string[]): string | undefined {
  const { values } = parseArgs({
    args: [...argv],
    options: { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'V' } },
  });
  if (values.help) return help();
  return values.version ? `${programVersion()}\n` : undefined;
}

function help(): string {
  const width = Math.max(...SETTINGS.map(({ name }) => name.length));
  const lines = SETTINGS.map((setting) => {
    const description = plain(setting.description);
    return `  ${setting.name.padEnd(width)}  ${description} (${plain(setting.default)})`;
  });
  return [
    'Usage: node dist/main.js [--help] [--version]',
    '',
    'Brings the database up to date and serves. Settings are environment variables; in brackets what counts where one is not set:',
    '',
    ...lines,
    '',
    'The command line is node dist/cli.js --help.',
    '',
  ].join('\n');
}

/** Without the marks of Markdown, which the README has. */
function plain(text: string): string {
  return text.replace(/`/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}
