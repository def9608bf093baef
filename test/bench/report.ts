import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import type { Figures, Row } from './measure.js';

/** The rows of one data set on one database. */
export interface Section {
  database: string;
  users: number;
  /** What the rows were measured in turn with. */
  beside: 'bare' | 'other';
  rows: Row[];
}

const headings = (beside: Section['beside']) => [
  'case',
  'req/s',
  'p50 ms',
  'p99 ms',
  'CPU ms server',
  'CPU ms database',
  `${beside} req/s`,
  `${beside} CPU ms`,
  `of ${beside}`,
  'note',
];

/** The results of one data set as a Markdown table. */
export function table({ database, users, beside, rows }: Section): string {
  const lines = rows.map(cells);
  const titles = headings(beside);
  const widths = titles.map((heading, column) =>
    Math.max(heading.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const draw = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [`${database}, ${users} users`, '', draw(titles), draw(rule), ...lines.map(draw), ''].join('\n');
}

/** Writes the results for programs to read. */
export function writeJson(file: string, sections: readonly Section[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  const results = { time: new Date().toISOString(), machine, sections };
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

function cells({ name, figures, other, note = '' }: Row): string[] {
  return [
    name,
    shown(figures?.perSecond, 0),
    shown(figures?.p50, 1),
    shown(figures?.p99, 1),
    shown(figures?.cpu.server, 2),
    shown(figures?.cpu.database, 2),
    shown(other?.perSecond, 0),
    shown(totalCpu(other), 2),
    figures && other ? `${((100 * figures.perSecond) / other.perSecond).toFixed(0)} %` : '',
    note,
  ];
}

function totalCpu(figures: Figures | undefined): number | undefined {
  const { server, database = 0 } = figures?.cpu ?? {};
  return server === undefined ? undefined : server + database;
}

function shown(value: number | undefined, digits: number): string {
  return value === undefined ? '' : value.toFixed(value < 10 ? digits || 1 : digits);
}
