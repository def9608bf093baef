#!/usr/bin/env node
import 'reflect-metadata';
import { runCommandLine } from './cli/command-line.js';
import { isClosedPipe } from './platform/logging/closed-pipe.js';
import { loadSettings } from './config/load-settings.js';

// The first process of a container would ignore these signals. The database rolls back what is not committed.
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

// The reader has closed the pipe, as `head` does: stop printing.
process.stdout.on('error', (error: Error) => {
  if (!isClosedPipe(error)) throw error;
  process.exit(0);
});

const terminal = {
  input: process.stdin,
  isTyped: process.stdin.isTTY,
  print: (text: string) => void process.stdout.write(text),
  printError: (text: string) => void process.stderr.write(text),
  isScreen: process.stdout.isTTY,
  // Returns to the start of the line and clears it.
  ...(process.stderr.isTTY && {
    showProgress: (text: string) => void process.stderr.write(`\r\u001B[K${text}`),
  }),
};
process.exitCode = await runCommandLine(process.argv.slice(2), terminal, () => loadSettings(process.env));
