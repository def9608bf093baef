#!/usr/bin/env node
import 'reflect-metadata';
import { runCommandLine } from './cli/command-line.js';
import { loadSettings } from './config.js';

const terminal = {
  input: process.stdin,
  print: (text: string) => void process.stdout.write(text),
  printError: (text: string) => void process.stderr.write(text),
  isScreen: process.stdout.isTTY,
  // To the beginning of the line, and clear it.
  ...(process.stderr.isTTY && {
    showProgress: (text: string) => void process.stderr.write(`\r\u001B[K${text}`),
  }),
};
process.exitCode = await runCommandLine(process.argv.slice(2), terminal, () => loadSettings(process.env));
