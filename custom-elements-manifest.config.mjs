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
};
