/**
 * Who may import whom. A module is a folder of lib/ or components/; other code imports it by its index.ts alone.
 * Type-only imports obey the same rules: a type is a dependency too.
 */

const TESTS = '[.](test|spec|bench)[.]tsx?$';

/** What only tests and benchmarks use: a slow reference to compare with, random clusters, readers of recorded truth. */
const REFERENCE = '^lib/engine/naive/';

/** Small worlds that tests of several modules share. */
const FIXTURES = '/fixtures/';

/** [module, modules it may import, why no others]. */
const MODULES = [
  ['engine', [], 'The engine answers from its arguments alone, so that browser, server and command line agree.'],
  ['manifest', ['engine'], 'Reading YAML needs the shape of a policy and nothing of where it is shown or sent.'],
  ['graph', ['engine'], 'Places and lanes follow from reachability; how they are painted is for components.'],
  ['stream', ['engine'], 'The wire is the contract of server and browser: what either imports, both must bear.'],
  ['findings', ['engine', 'manifest'], 'What is wrong follows from policies and pods; who shows it is for others.'],
  ['draft', ['engine', 'manifest'], 'A draft is text and policies; it knows no server and no screen.'],
  [
    'workbench',
    ['engine', 'manifest', 'findings', 'draft', 'graph', 'stream'],
    'The client state is pure: effects are handed in.',
  ],
  [
    'cluster',
    ['engine', 'manifest', 'stream', 'terminal'],
    'The link speaks Kubernetes to any server; it must not know ours.',
  ],
  [
    'enforcement',
    ['engine', 'manifest', 'stream'],
    'What a cluster shows of its plugins becomes plain facts of the stream.',
  ],
  [
    'server',
    ['engine', 'cluster', 'enforcement', 'stream', 'cli', 'terminal'],
    'The front composes the server modules and draws nothing; of files it says what the command line says.',
  ],
  ['terminal', [], 'The starters use it before anything is installed: plain JavaScript that rests on Node alone.'],
  [
    'cli',
    ['engine', 'manifest', 'findings', 'stream', 'cluster', 'enforcement', 'terminal'],
    'The command line is the engine without a browser.',
  ],
];

const PURE = ['engine', 'manifest', 'findings', 'draft', 'graph', 'stream', 'workbench'];

/**
 * Libraries that a pure module may use, by what is after node_modules/. typebox is pure too: type, check and document of
 * the wire come of one schema. That no page loads it is for schemas-not-in-pages to see to.
 */
const PURE_LIBRARIES = ['yaml', 'diff', 'zustand', 'typebox'];

const moduleRules = MODULES.map(([name, allowed, because]) => ({
  name: `module-${name}`,
  comment: because,
  severity: 'error',
  from: { path: `^lib/${name}/`, pathNot: TESTS },
  to: { path: '^(lib|components|app|e2e|bench|bin)/', pathNot: [name, ...allowed].map((module) => `^lib/${module}/`) },
}));

export default {
  forbidden: [
    ...moduleRules,
    {
      name: 'demo-apart',
      comment:
        'The embedded server stands in for a real one: it shares no code with its client, only what validates a policy.',
      severity: 'error',
      from: { path: '^packages/demo-apiserver/', pathNot: TESTS },
      to: { path: '^(lib|components|app|e2e|bench|bin|harness)/', pathNot: '^lib/(engine|manifest)/' },
    },
    {
      name: 'demo-where-started',
      comment: 'Only the server starts the demo; everything else meets it as a cluster.',
      severity: 'error',
      from: { path: '^(lib|components|app|bin)/', pathNot: [TESTS, '^lib/server/'] },
      to: { path: '^packages/' },
    },
    {
      name: 'harness-for-tests',
      comment: 'What starts products and control planes for tests and benchmarks is no part of the product.',
      severity: 'error',
      from: { path: '^(lib|components|app|bin|packages)/', pathNot: [TESTS, FIXTURES, '/testing/', '/replay/'] },
      to: { path: '^harness/' },
    },
    {
      name: 'harness-from-outside',
      comment: 'It drives the built product and shares no code with it.',
      severity: 'error',
      from: { path: '^harness/' },
      to: { path: '^(lib|components|app|e2e|bench)/' },
    },
    {
      name: 'face-only',
      comment: 'A module is entered by its index.ts, so that its inside can change without asking anyone.',
      severity: 'error',
      from: { path: '^(lib/[^/]+|components/[^/]+|app|e2e|bench|bin|harness|packages/[^/]+)/' },
      to: {
        path: '^(lib/[^/]+|components/(ui|store|domain)|packages/[^/]+/src)/',
        pathNot: ['^$1/', '/index[.]ts$', '^lib/terminal/index[.]mjs$', REFERENCE, FIXTURES],
      },
    },
    {
      name: 'reference-for-tests',
      comment: 'The reference is slow and simple on purpose; the product must not rest on it.',
      severity: 'error',
      from: { path: '^(lib|components|app|bin|e2e)/', pathNot: [TESTS, REFERENCE] },
      to: { path: REFERENCE },
    },
    {
      name: 'fixtures-for-tests',
      comment: 'The product must not rest on what was made up for tests.',
      severity: 'error',
      from: { path: '^(lib|components|app|bin)/', pathNot: [TESTS, FIXTURES, REFERENCE] },
      to: { path: FIXTURES },
    },
    {
      name: 'no-cycle',
      comment: 'In a cycle no file can be loaded or tested without all the others; types alone make none at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-no-platform',
      comment: 'Pure modules run in a page, a worker and a server: nothing of Node is there in all three.',
      severity: 'error',
      from: { path: `^lib/(${PURE.join('|')})/`, pathNot: [TESTS, REFERENCE, '/fixtures/'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-few-libraries',
      comment: 'What a pure module imports is loaded by the page first of all.',
      severity: 'error',
      from: { path: `^lib/(${PURE.join('|')})/`, pathNot: TESTS },
      to: { path: 'node_modules/', pathNot: `node_modules/(${PURE_LIBRARIES.join('|')})/` },
    },
    {
      name: 'tests-stay-near',
      comment: 'A test may look at anything but the screens and the routes, which have tests of their own.',
      severity: 'error',
      from: { path: `^lib/.*${TESTS}` },
      to: { path: '^(components|app|e2e)/' },
    },
    {
      name: 'screens-no-server',
      comment: 'Nothing of the server may reach the browser: it would bring secrets and megabytes along.',
      severity: 'error',
      from: { path: '^(components|app)/' },
      to: { path: '^lib/(cluster|enforcement|server|cli|terminal)/' },
    },
    {
      name: 'schemas-not-in-pages',
      comment:
        'A page needs the types of the wire alone; what builds and checks the schemas would be loaded for nothing.',
      severity: 'error',
      from: {
        path: `^(components|app|lib/(${PURE.join('|')}))/`,
        pathNot: [TESTS, '^lib/stream/schema/'],
      },
      to: { path: ['^lib/stream/schema/', 'node_modules/typebox/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-apart',
      comment: 'Features meet in the client state and in the page that composes them, never directly.',
      severity: 'error',
      from: { path: '^components/([^/]+)/' },
      to: { path: '^components/', pathNot: ['^components/$1/', '^components/(ui|store|domain)/'] },
    },
    {
      name: 'ui-knows-no-domain',
      comment: 'Buttons and fields are words of the screen: no policy, pod or verdict among them.',
      severity: 'error',
      from: { path: '^components/ui/' },
      to: { path: '^(lib|app|components)/', pathNot: '^components/ui/' },
    },
    {
      name: 'components-know-no-route',
      comment: 'Routes compose components, never the other way round.',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^(app|e2e|bench|bin)/' },
    },
    {
      name: 'e2e-drives-the-product',
      comment: 'What it proves must hold for the built product, so it shares no code with it.',
      severity: 'error',
      from: { path: '^e2e/', pathNot: '^e2e/contract/' },
      to: { path: '^(lib|components|app)/' },
    },
    {
      name: 'contract-demo-only',
      comment: 'The contract asks the embedded server what it asks a real one, so it must be able to start it.',
      severity: 'error',
      from: { path: '^e2e/contract/' },
      to: { path: '^(lib|components|app)/' },
    },
    {
      name: 'bench-from-outside',
      comment:
        'Speed is measured from outside: the embedded cluster makes the events, the wire says when they came. Only the engine, and the way of a key through the workbench, are also measured by themselves.',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: '^(lib|components|app)/', pathNot: '^lib/(engine|stream|workbench)/' },
    },
    {
      name: 'bin-runs-bare',
      comment: 'The starters run before anything is installed, on any Node from 20 on.',
      severity: 'error',
      from: { path: '^bin/', pathNot: [TESTS, FIXTURES, '^bin/checks/'] },
      to: { dependencyTypesNot: ['core', 'local'] },
    },
    {
      name: 'resolvable',
      comment: 'What cannot be found cannot be judged.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(out|dist|[.]next|[.]cache)/', '^packages/[^/]+/dist/'] },
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'browser', 'default', 'types', 'node'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
