import { setFlagsFromString } from 'node:v8';
import { isClosedPipe } from './platform/logging/closed-pipe.js';
import { loadSettings } from './config/load-settings.js';
import { answerTo } from './config/main-arguments.js';
import { endProcess, stopRequest } from './platform/http/stop-request.js';

// On a machine with much memory, V8 lets the heap grow to three times what is in use. This keeps it at 250 MB instead
// of 350 MB after a flood of requests.
setFlagsFromString('--heap-growing-percent=75');

const stop = stopRequest();

// Keep serving if nobody reads the output any more.
process.stdout.on('error', (error: Error) => {
  if (!isClosedPipe(error)) throw error;
});

try {
  const answer = answerTo(process.argv.slice(2));
  if (answer !== undefined) {
    process.stdout.write(answer);
  } else {
    const settings = loadSettings(process.env);
    // Loading the program takes a moment; a stop may be requested meanwhile.
    const { start } = await import('./start.js');
    await start(settings, stop);
  }
} catch (error) {
  // The reader can fix settings or an unreachable database, so print one line without a stack.
  const reason = error instanceof Error ? error.message : String(error);
  if (!stop.aborted) process.stderr.write(`Declaree cannot start: ${reason}\n`);
  endProcess(stop.aborted ? 0 : 1);
}
