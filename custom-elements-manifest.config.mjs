export default {
  globs: ['components/**/*.ts'],
  exclude: ['**/*.test.ts', '**/*.styles.ts', 'components/cdn.ts'],
  outdir: '.',
  litelement: true,
};
