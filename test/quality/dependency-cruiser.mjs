/** The import rules of docs/architecture.md. Severity error, no list of exceptions. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const testFile = '\\.test\\.tsx?$|^test/|^bench/'
/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule('no-cycles', 'no cycles anywhere', {}, { circular: true }),
    rule(
      'platform-knows-no-bank',
      'the platform imports npm only',
      { path: '^server/platform/', pathNot: testFile },
      { path: '^(server/(modules|commands|main|cli)|night|simulate|web)' },
    ),
    rule(
      'modules-meet-at-index',
      "a module uses others' index.ts, contract.ts or terms only",
      { path: '^server/modules/([^/]+)/', pathNot: testFile },
      { path: '^server/modules/([^/]+)/', pathNot: '^server/modules/($1/|[^/]+/(index|contract|figures|[^/]+-terms)\\.ts$)' },
    ),
    rule(
      'modules-and-the-night',
      'only the extract module runs the night; others may read its canonical names',
      { path: '^server/modules/(?!extract/)', pathNot: testFile },
      { path: '^(night|simulate)/', pathNot: '^night/extract/canonical\\.ts$' },
    ),
    rule(
      'rules-are-pure',
      '*.rules.ts has no SQL, clock or I/O',
      { path: '\\.rules\\.ts$' },
      { path: '^(pg|kysely|fastify)|^server/platform/(database|http|clock)', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'only-sql-files-query',
      'the query builder is used in *.sql.ts and the platform only',
      { path: '^server/modules/', pathNot: `\\.sql\\.ts$|\\.tables\\.ts$|${testFile}` },
      { path: 'node_modules/kysely', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'contracts-are-browser-safe',
      'contract.ts sees zod, contracts and canonical names',
      { path: '(contract|figures|terms)\\.ts$', pathNot: '^server/contract\\.ts$' },
      { path: '.', pathNot: '(contract|figures|terms|canonical)\\.ts$|node_modules/zod/|@orpc/contract' },
    ),
    rule(
      'web-sees-contracts',
      'the screens import themselves and contracts',
      { path: '^web/', pathNot: testFile },
      { path: '^(server|night|simulate|bench)/', pathNot: '(contract|figures|terms|canonical)\\.ts$' },
    ),
    rule(
      'web-ui-knows-no-bank',
      'web/ui imports npm and itself',
      { path: '^web/ui/', pathNot: testFile },
      { path: '^(server|night|simulate|web/(screens|api))/' },
    ),
    rule(
      'night-stands-alone',
      'the night knows neither server nor web',
      { path: '^night/', pathNot: testFile },
      { path: '^(server|web|simulate)/' },
    ),
    rule(
      'engines-alone-know-engines',
      'only night/engines imports an engine',
      { path: '^(night|server|web|learn)/', pathNot: `^night/engines/|${testFile}` },
      { path: 'node_modules/@duckdb/' },
    ),
    rule(
      'learning-stands-alone',
      'learn/ knows npm and the engines only',
      { path: '^learn/', pathNot: testFile },
      { path: '^(server|web|simulate|bench|night/(?!engines/))' },
    ),
    rule(
      'modules-learn-at-index',
      'learn/ is used through its index.ts',
      { path: '^server/', pathNot: testFile },
      { path: '^learn/', pathNot: '^learn/index\\.ts$' },
    ),
    rule(
      'simulate-knows-the-extract',
      'the simulated bank knows canonical names and the engine',
      { path: '^simulate/', pathNot: testFile },
      { path: '^(server|web|night/(models|run))/' },
    ),
    rule('tests-are-not-imported', 'nothing imports a test', { pathNot: testFile }, { path: '\\.test\\.tsx?$|^test/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    exclude: { path: '^(web/dist|\\.liuke)' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
}
