import { setFlagsFromString } from 'node:v8';
import { isClosedPipe } from './platform/logging/closed-pipe.js';
import { loadSettings } from './config/settings.js';
import { answerTo } from './config/main-arguments.js';
import { endProcess, stopRequest } from './platform/http/stop-request.js';

// With much memory in the machine, V8 lets garbage grow to three times of what is in use before it looks for it. What one request may
// hold is bounded, so that is memory for nothing: 250 MB in place of 350 after a flood.
setFlagsFromString('--heap-growing-percent=75');

const stop = stopRequest();

// Nobody may read what it prints any more: that is no reason to stop serving.
process.stdout.on('error', (error: Error) => {
  if (!isClosedPipe(error)) throw error;
});

try {
  const answer = answerTo(process.argv.slice(2));
  if (answer !== undefined) {
    process.stdout.write(answer);
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
