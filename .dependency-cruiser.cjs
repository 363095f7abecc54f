// Who may import whom. The layers, lowest first:
// domain ← contract, db, integrations, render ← features ← flows ← http, workers, cli ← app, main.
// demo stands apart: it reads domain and contract, and cli reads it.
// Rules go by pattern, so that a new feature or route is covered the day it is made.
const code = '^server/src/'
const test = '[.](test|long)[.]tsx?$'

const aboveBase = `${code}(features|flows|http|workers|cli)/|${code}(app|command-line|main)[.]ts$`
const aboveFeatures = `${code}(flows|http|workers|cli)/|${code}(app|command-line|main)[.]ts$`
const aboveFlows = `${code}(http|workers|cli)/|${code}(app|command-line|main)[.]ts$`
const pure = 'node_modules/(zod|re2js|yaml|temporal-polyfill)/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'The domain runs anywhere: no Node API, and of packages only zod, re2js, yaml and temporal-polyfill.',
      severity: 'error',
      from: { path: `${code}domain/`, pathNot: test },
      to: { pathNot: `${code}domain/|${pure}` },
    },
    {
      name: 'domain-tests-stay-below',
      severity: 'error',
      from: { path: `${code}domain/.*${test}` },
      to: { path: `${code}(?!domain/|testing/)` },
    },
    {
      name: 'contract-is-shared',
      comment: 'The web app reads the contract too, so it knows the domain and the same packages, and no Node API.',
      severity: 'error',
      from: { path: `${code}contract/`, pathNot: test },
      to: { pathNot: `${code}(contract|domain)/|${pure}` },
    },
    {
      name: 'base-knows-nothing-above',
      severity: 'error',
      from: { path: `${code}(db|integrations|render)/`, pathNot: test },
      to: { path: aboveBase },
    },
    {
      name: 'base-parts-are-apart',
      comment: 'The database, the outside systems and the rendering do not know one another.',
      severity: 'error',
      from: { path: `${code}(db|integrations|render)/`, pathNot: test },
      to: { path: `${code}(db|integrations|render)/`, pathNot: `${code}$1/` },
    },
    {
      name: 'features-know-nothing-above',
      severity: 'error',
      from: { path: `${code}features/`, pathNot: test },
      to: { path: aboveFeatures },
    },
    {
      name: 'features-are-apart',
      comment: 'What spans two features is a flow.',
      severity: 'error',
      from: { path: `${code}features/([^/]+)`, pathNot: test },
      to: { path: `${code}features/`, pathNot: `${code}features/$1(/|$)` },
    },
    {
      name: 'flows-know-nothing-above',
      severity: 'error',
      from: { path: `${code}flows/`, pathNot: test },
      to: { path: aboveFlows },
    },
    {
      name: 'demo-is-a-simulation',
      comment: 'The demo makes messages: of Ripen it knows the engine and the API, and no database, network or clock.',
      severity: 'error',
      from: { path: `${code}demo/`, pathNot: test },
      to: { pathNot: `${code}(demo|domain|contract)/|${pure}` },
    },
    {
      name: 'demo-is-for-commands',
      severity: 'error',
      from: { path: '^(server|web|embed)/', pathNot: `${code}(demo|cli)/|${test}` },
      to: { path: `${code}demo/` },
    },
    {
      name: 'ways-in-are-apart',
      comment: 'A route, a worker and a command share what they do through flows and features.',
      severity: 'error',
      from: { path: `${code}(http|workers|cli)/`, pathNot: test },
      to: { path: `${code}(http|workers|cli)/|${code}(app|command-line|main)[.]ts$`, pathNot: `${code}$1/` },
    },
    {
      name: 'settings-are-passed-in',
      comment: 'Only what starts a process reads the settings; everybody else is given values.',
      severity: 'error',
      from: { path: `${code}(domain|contract|integrations|render|features|flows)/`, pathNot: test },
      to: { path: `${code}config[.]ts$` },
    },
    {
      name: 'sql-has-its-places',
      comment: 'SQL is written in features and db (and by tests and benchmarks that look inside).',
      severity: 'error',
      from: { path: '^(server|web|embed)/', pathNot: `${code}(features|db|testing)/|${test}` },
      to: { path: 'node_modules/(@types/)?(kysely|pg|pg-copy-streams)/' },
    },
    {
      name: 'jobs-have-their-places',
      comment: 'Jobs are added by db/jobs.ts and run by the workers.',
      severity: 'error',
      from: { path: '^(server|web|embed)/', pathNot: `${code}(db|workers|testing)/|${test}` },
      to: { path: 'node_modules/graphile-worker/' },
    },
    {
      name: 'browser-code-stays-outside',
      comment: 'The web app and the embed script may use the contract and the domain, and nothing else of the server.',
      severity: 'error',
      from: { path: '^(web|embed)/' },
      to: { path: '^server/', pathNot: `${code}(contract|domain)/` },
    },
    {
      name: 'server-needs-no-browser-code',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(web|embed)/' },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { path: '^(server|web|embed)/', pathNot: `${code}testing/|${test}` },
      to: { path: `${code}testing/` },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: {},
      to: { path: test },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-is-found',
      comment: 'An import that cannot be followed would escape every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'runs-without-dev-packages',
      severity: 'error',
      from: { path: '^(server|embed)/', pathNot: `${code}testing/|${test}` },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(web/dist|server/assets)' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
    },
  },
}
