/** The prefix that `define()` takes when it is given none. */
const prefix = 'rr';

/** The name without prefix that a class registers under; undefined: it is no widget. */
function widgetName(declaration) {
  const field = declaration.members?.find(({ name }) => name === 'widget');
  const name = field?.default?.replaceAll("'", '') ?? '';
  return name === '' ? undefined : name;
}

/** A widget's tag is made from its name when it is registered, where the analyzer sees none. */
const tagNames = {
  name: 'tag-names',
  packageLinkPhase({ customElementsManifest }) {
    const all = customElementsManifest.modules.flatMap((module) =>
      (module.declarations ?? []).map((declaration) => ({ module, declaration })),
    );
    for (const { module, declaration } of all) {
      // `emit` of the base sends what its caller names; that is no event called "type".
      declaration.events = declaration.events?.filter(({ name }) => name.startsWith(`${prefix}-`));
      const name = widgetName(declaration);
      if (name === undefined) continue;
      const tagName = `${prefix}-${name}`;
      Object.assign(declaration, { tagName, customElement: true });
      module.exports = [
        ...(module.exports ?? []),
        {
          kind: 'custom-element-definition',
          name: tagName,
          declaration: { name: declaration.name, module: module.path },
        },
      ];
    }
  },
};

export default {
  globs: ['components/**/*.ts'],
  exclude: [
    '**/*.test.ts',
    '**/*.fixture.ts',
    '**/*.styles.ts',
    'components/cdn.ts',
    'components/cdn-lazy.ts',
  ],
  outdir: '.',
  litelement: true,
  plugins: [tagNames],
};
