import { parseArgs } from 'node:util';
import { SETTING_DEFINITIONS } from './settings.js';
import { programVersion } from './version.js';

/**
 * The output for `--help` and `--version`; undefined if the server should start. Throws an Error for unknown arguments.
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
  const width = Math.max(...Object.values(SETTING_DEFINITIONS).map(({ name }) => name.length));
  const lines = Object.values(SETTING_DEFINITIONS).map((setting) => {
    const description = plain(setting.description);
    return `  ${setting.name.padEnd(width)}  ${description} (${plain(setting.default)})`;
  });
  return [
    'Usage: node dist/main.js [--help] [--version]',
    '',
    'Migrates the database and starts the server. Settings are environment variables; defaults in brackets:',
    '',
    ...lines,
    '',
    'For the command line, run node dist/cli.js --help.',
    '',
  ].join('\n');
}

/** Removes the README's Markdown. */
function plain(text: string): string {
  return text.replace(/`/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}
