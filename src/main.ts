import { loadSettings } from './config.js';
import { endProcess, stopRequest } from './stop-request.js';
import { programVersion } from './version.js';

const stop = stopRequest();

try {
  if (process.argv.includes('--version')) {
    process.stdout.write(`${programVersion()}\n`);
  } else {
    const settings = loadSettings(process.env);
    // Reading the rest of the program takes a moment, in which a stop may be asked for already.
    const { start } = await import('./start.js');
    await start(settings, stop);
  }
} catch (error) {
  // A fault in the settings or an unreachable database is the reader's to fix: one line says it, a stack would not help.
  const reason = error instanceof Error ? error.message : String(error);
  if (!stop.aborted) process.stderr.write(`Declaree cannot start: ${reason}\n`);
  endProcess(stop.aborted ? 0 : 1);
}
