/** What a layer may import. */
export interface Layer {
  /** Layers, by name; `(types)` after a name allows types alone. */
  readonly layers: readonly string[];
  /** Packages, by the start of their name. */
  readonly packages: readonly string[];
}

const below = [
  'errors',
  'rules',
  'contract',
  'ports',
  'operations',
  'billing',
  'storage',
  'engine',
  'notices',
  'documents',
  'adapters/http',
  'adapters/embedded',
  'server',
];

const anyPackage = [''];

/** Who may import whom; a layer may always import itself. */
export const layerTable: Readonly<Record<string, Layer>> = {
  errors: { layers: [], packages: [] },
  rules: { layers: ['errors'], packages: [] },
  // The wire codec of money and dates needs their parsers.
  contract: { layers: ['rules/shown', 'rules (types)', 'errors'], packages: [] },
  ports: { layers: ['rules', 'errors'], packages: [] },
  operations: { layers: ['contract', 'rules', 'errors'], packages: ['zod', 'ibantools', 'stdnum'] },
  billing: { layers: ['contract', 'rules (types)', 'errors'], packages: [] },
  storage: {
    layers: ['rules', 'errors'],
    packages: ['kysely', '@electric-sql/pglite', 'pg'],
  },
  notices: { layers: ['rules', 'ports', 'errors'], packages: ['liquidjs', 'html-to-text'] },
  documents: { layers: ['rules', 'ports', 'errors'], packages: [] },
  engine: {
    layers: ['rules', 'contract', 'operations', 'ports', 'storage', 'notices', 'errors'],
    packages: ['kysely', 'p-queue'],
  },
  'adapters/http': { layers: ['contract', 'errors'], packages: ['ky'] },
  'adapters/embedded': {
    layers: ['engine', 'storage', 'ports', 'contract', 'operations', 'errors'],
    packages: [],
  },
  server: {
    layers: ['contract', 'operations', 'errors'],
    packages: ['hono', 'zod', 'zod-openapi'],
  },
  node: { layers: below, packages: anyPackage },
  cli: { layers: [...below, 'node'], packages: anyPackage },
  testing: { layers: [...below, 'node'], packages: anyPackage },
  index: {
    layers: below.map((name) => `${name} (types)`).concat('billing', 'errors'),
    packages: [],
  },
  components: {
    layers: [
      'rules/shown',
      'rules (types)',
      'billing (types)',
      'contract (types)',
      'ports/client (types)',
      'errors',
    ],
    packages: ['lit', '@lit/context', '@lit/task', '@lit/localize'],
  },
  // The one widget that makes a facade over HTTP, from its address attribute.
  'components/provider': {
    layers: [
      'components',
      'rules/shown',
      'rules (types)',
      'ports/client (types)',
      'billing',
      'contract (types)',
      'errors',
      'adapters/http',
    ],
    packages: ['lit', '@lit/context', '@lit/task', '@lit/localize'],
  },
  // The one file that knows React; nothing imports it.
  'components/react': {
    layers: ['components', 'components/provider'],
    packages: ['@lit/react', 'react'],
  },
  plugins: {
    // A table that both halves of a gateway need lies with its browser half.
    layers: ['ports', 'rules', 'errors', 'plugins/client'],
    packages: [
      'nodemailer',
      'html-to-text',
      'stripe',
      '@peculiar/x509',
      'reflect-metadata',
      '@noble/hashes',
      'uqr',
      'fast-xml-parser',
      'node-iso11649',
      'ibantools',
    ],
  },
  // A vendor to try everything with: a server of its own, which knows nothing of us.
  'plugins/vendor': {
    layers: ['plugins', 'rules/shown', 'errors'],
    packages: ['hono', '@hono/node-server', 'node:'],
  },
  'plugins/client': {
    layers: [
      'rules/shown',
      'ports (types)',
      'ports/client (types)',
      'rules (types)',
      'errors (types)',
    ],
    packages: ['@stripe/stripe-js', 'card-validator'],
  },
  stories: {
    layers: [
      'components',
      'components/provider',
      'stories/live',
      'testing',
      'rules/shown',
      'contract',
      'billing',
      'errors',
    ],
    packages: ['lit', 'storybook', '@storybook/'],
  },
  // The one page that runs the engine in the browser.
  'stories/live': {
    layers: [
      ...below,
      'components',
      'components/provider',
      'plugins',
      'plugins/vendor',
      'examples',
    ],
    packages: ['lit'],
  },
  // In the place of each gateway it starts a stand-in, as the tests do.
  'examples/gateways': { layers: ['examples', 'test/fakes'], packages: ['rackrate'] },
  'test/fakes': { layers: [], packages: [] },
  examples: {
    layers: ['examples/gateways'],
    packages: [
      'rackrate',
      'node:',
      'smtp-server',
      'mailparser',
      'esbuild',
      'lit',
      '@lit-labs/ssr',
      'react',
      'react-dom',
      'vue',
    ],
  },
};

/** The rules that a widget may use, since they only show what an operation gave. */
const shownRules = ['money', 'currency', 'plain-date', 'csv', 'luhn'].map(
  (name) => `src/rules/${name}.ts`,
);

/** The layer of a file, or null where the table says nothing (tests, scripts, benches). */
export function layerOf(path: string): string | null {
  if (shownRules.includes(path)) return 'rules/shown';
  if (path === 'src/ports/gateway-client.ts') return 'ports/client';
  const adapter = /^src\/adapters\/(http|embedded)/.exec(path);
  if (adapter) return `adapters/${adapter[1]}`;
  const inSource = /^src\/([a-z-]+)(?:\/|\.ts$)/.exec(path);
  if (inSource) return inSource[1] ?? null;
  if (/^components\/(provider\/|cdn(-lazy)?\.ts|index\.ts|define\.ts|lazy\.ts)/.test(path)) {
    return 'components/provider';
  }
  if (path === 'components/react.ts') return 'components/react';
  if (/^plugins\/[^/]+\/client/.test(path)) return 'plugins/client';
  if (/^plugins\/[^/]+\/vendor\/(?!cards\.ts)/.test(path)) return 'plugins/vendor';
  if (path.startsWith('stories/live/')) return 'stories/live';
  if (path.startsWith('examples/gateways/')) return 'examples/gateways';
  if (path.startsWith('test/fakes/')) return 'test/fakes';
  return /^(components|plugins|stories|examples)\//.exec(path)?.[1] ?? null;
}

/** The layer that a part with a name of its own belongs to. */
function wholeOf(layer: string): string {
  return layer === 'rules/shown' || layer === 'ports/client' ? layer.replace(/\/.*/, '') : layer;
}

/** Whether a file of one layer may import a file of another. */
export function mayImport(from: string, to: string, typeOnly: boolean): boolean {
  const own = wholeOf(from);
  const names = [to, wholeOf(to)];
  if (names.includes(own)) return true;
  const layers = layerTable[own]?.layers ?? [];
  return names.some(
    (name) => layers.includes(name) || (typeOnly && layers.includes(`${name} (types)`)),
  );
}

/** Whether a file of a layer may import a package. */
export function mayUse(from: string, specifier: string): boolean {
  const own = wholeOf(from);
  return (layerTable[own]?.packages ?? []).some(
    (name) =>
      name === '' ||
      specifier === name ||
      specifier.startsWith(/[/:]$/.test(name) ? name : `${name}/`),
  );
}
