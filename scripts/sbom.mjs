// @ts-check
// Prints a software bill of materials (CycloneDX) of all production packages, from package-lock.json alone. `npm sbom --omit dev`
// would leave out every production package that a development package needs too, such as @nestjs/core.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const DEVELOPMENT = 'cdx:npm:package:development';

/** @typedef {{ name: string, value: string }} Property */
/** @typedef {{ 'bom-ref': string, name: string, version: string, scope?: string, properties?: Property[] }} Component */
/** @typedef {{ ref: string, dependsOn: string[] }} Dependency */
/** @typedef {{ metadata: { component: Component }, components: Component[], dependencies: Dependency[] }} Bill */

/** @typedef {{ packages: Record<string, { version: string, dev?: boolean }> }} Lock */

const lock = /** @type {Lock} */ (JSON.parse(readFileSync('package-lock.json', 'utf8')));
const inProduction = new Set(
  Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')}@${version}`),
);

const command = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--loglevel', 'error'];
const { stdout, status, error } = spawnSync('npm', command, {
  encoding: 'utf8',
  maxBuffer: 100_000_000,
  stdio: ['ignore', 'pipe', 'inherit'],
  // Windows starts npm through a shell.
  shell: process.platform === 'win32',
});
if (error) throw error;
if (status === 0) {
  const bill = production(/** @type {Bill} */ (JSON.parse(stdout)));
  process.stdout.write(`${JSON.stringify(bill, null, 2)}\n`);
} else process.exitCode = 1;

/** @param {Bill} bill */
function production(bill) {
  const components = bill.components
    .filter(({ name, version }) => inProduction.has(`${name}@${version}`))
    .map(asProduction);
  const known = new Set([bill.metadata.component, ...components].map((component) => component['bom-ref']));
  const dependencies = bill.dependencies
    .filter(({ ref }) => known.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => known.has(each)) }));
  return { ...bill, components, dependencies };
}

/**
 * npm marks a package by its first copy, which may be one for development only.
 * @param {Component} component
 */
function asProduction({ scope, properties = [], ...component }) {
  const isMarked = properties.some(({ name }) => name === DEVELOPMENT);
  return {
    ...component,
    scope: isMarked ? 'required' : scope,
    properties: properties.filter(({ name }) => name !== DEVELOPMENT),
  };
}
