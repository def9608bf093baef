/**
 * The folders of `src` from the bottom up: the one place that says which may know which. A folder imports from rows above its
 * own in this list, and from nothing else; folders of one row do not know each other.
 */
const FLOORS = [
  ['common'],
  ['config'],
  ['platform/logging'],
  ['platform/limits'],
  ['platform/background', 'platform/mail', 'platform/http', 'platform/database/sql'],
  ['platform/database/connections'],
  ['platform/database'],
  ['platform/secrets', 'platform/health', 'accounts'],
  ['organizations'],
  ['users'],
  ['groups', 'operators', 'scim/protocol'],
  ['provisioning/log', 'provisioning/settings', 'provisioning/journal', 'expenses'],
  ['roles'],
  ['auth'],
  ['oauth'],
  ['provisioning/ownership', 'provisioning/notifications'],
  ['provisioning/alarms'],
  ['directory', 'support', 'provisioning/overview'],
  ['provisioning/undo', 'provisioning/drift'],
  ['erasure'],
  ['scim/resources'],
  ['scim/http'],
  ['scim'],
  ['doctor', 'metrics', 'retention', 'demo'],
  ['rest', 'console'],
];

const FOLDERS = FLOORS.flat();

/** What belongs to a folder, but not to another one of the list within it. */
const within = (folder) => ({
  path: `^src/${folder}/`,
  pathNot: FOLDERS.filter((other) => other.startsWith(`${folder}/`)).map((other) => `^src/${other}/`),
});

const upward = FLOORS.flatMap((floor, index) =>
  floor.map((folder) => {
    const forbidden = FLOORS.slice(index)
      .flat()
      .filter((other) => other !== folder);
    // Folders within it have rules of their own, and a place of their own in the list.
    const others = forbidden.filter((other) => !other.startsWith(`${folder}/`));
    return {
      name: `${folder}-knows-only-what-is-below`,
      severity: 'error',
      from: within(folder),
      to: {
        path: others.map((other) => `^src/${other}/`).concat('^src/(?:cli/|[^/]+$)'),
        pathNot: FOLDERS.filter(
          (other) => !forbidden.includes(other) && others.some((one) => other.startsWith(`${one}/`)),
        ).map((other) => `^src/${other}/`),
      },
    };
  }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...upward,
    {
      name: 'protocol-is-pure',
      comment: 'SCIM itself needs no package, no Node module, and of ours only what texts and times are.',
      severity: 'error',
      from: { path: '^src/scim/protocol/' },
      to: { pathNot: ['^src/scim/protocol/', '^src/common/(?:fold-key|instant|well-formed)[.]ts$'] },
    },
    {
      name: 'commands-know-no-HTTP-surface',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/(?:rest|console|scim)/' },
    },
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-development-packages-in-the-program',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
