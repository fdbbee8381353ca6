// An esbuild plugin that works out src/contract/routes.ts while building, so that a bundle holds
// the finished table and not the whole contract that it is made from.

/** The plugin; it looks at that one file alone. */
export const tables = {
  name: 'finished-tables',
  setup({ esbuild, onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]contract[\\/]routes\.ts$/ }, async ({ path }) => {
      const options = { entryPoints: [path], bundle: true, write: false, format: 'esm' };
      const [{ text }] = (await esbuild.build(options)).outputFiles;
      const { routes } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
      return { contents: `export const routes = ${JSON.stringify(routes)};`, loader: 'js' };
    });
  },
};
