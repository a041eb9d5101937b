/** From the bottom up: a layer may import itself and those before it. */
const layers = {
  data: '^src/(Input|Step|Errors)[.]ts$',
  kernel: '^src/kernel/',
  iteratee: '^src/(Iteratee[.]ts$|iteratee/)',
  stream: '^src/(Enumerator[.]ts$|enumerator/|Enumeratee[.]ts$|enumeratee/)',
  tools: '^src/((CharEncoding|Traversable|Parsing|Multipart)[.]ts$|chunk/|(Concurrent|Hub)[.]ts$|concurrent/)',
  push: '^src/push/'
}
const names = Object.keys(layers)
/** Above them all, each the only place that names its platform. */
const edges = { node: '^src/node/', redis: '^src/redis/', web: '^src/web/', iconv: '^src/iconv/' }
const allEdges = Object.values(edges)
/** Beside the edges: published for tests, and part of no program. */
const laws = '^src/laws/'
/** Beside all: what pages load, of nothing else. */
const client = '^src/client/'
const iteratee = '^src/iteratee/model[.]ts$'
const index = '^src/index[.]ts$'
const decoding = '^src/enumeratee/(decoding|mismatches)[.]ts$'
const negotiated = '^src/node/negotiated[.]ts$'
const fpTs = '(^|/)node_modules/fp-ts/'
const ioredis = '(^|/)node_modules/ioredis/'
const fastCheck = '(^|/)node_modules/fast-check/'
const iconvLite = '(^|/)node_modules/iconv-lite/'
const ioTs = '(^|/)node_modules/io-ts/'
// a path that leads nowhere is the compiler's to report
const installed = { couldNotResolve: false, dependencyTypesNot: ['core'] }

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    ...names.map((name, i) =>
      rule(
        `${name}-imports-only-down`,
        'Layers import downwards.',
        { path: layers[name], pathNot: '^src/Step[.]ts$' },
        { path: [...names.slice(i + 1).map((above) => layers[above]), ...allEdges] }
      )
    ),
    ...Object.entries(edges).map(([name, edge]) =>
      rule(
        `${name}-stands-by-itself`,
        'Edges do not import each other.',
        { path: edge },
        { path: allEdges.filter((other) => other !== edge) }
      )
    ),
    rule(
      'step-imports-only-down',
      'Step may name the type Iteratee, and nothing else above it.',
      { path: '^src/Step[.]ts$' },
      { path: [...names.slice(1).map((above) => layers[above]), ...allEdges], pathNot: iteratee }
    ),
    rule(
      'step-names-iteratee-as-a-type',
      'Step and Iteratee are defined by each other as types; at run time Iteratee stands above.',
      { path: '^src/Step[.]ts$' },
      { path: iteratee, dependencyTypesNot: ['type-only'] }
    ),
    rule('input-imports-nothing', 'Input is where reading begins.', { path: '^src/Input[.]ts$' }, { path: '^src/' }),
    rule(
      'no-cycle',
      'No cycle, of types neither. Only the one of Step and Iteratee is allowed: it alone can pass through Step.',
      { path: '^src/' },
      { circular: true, viaOnly: { pathNot: '^src/Step[.]ts$' } }
    ),
    rule('index-is-for-users', 'Inside, import the module itself.', {}, { path: index }),
    rule('index-is-platform-free', 'Edges have entries of their own.', { path: index }, { path: allEdges }),
    rule(
      'every-file-has-a-layer',
      'A new folder is given its place in `layers`.',
      {},
      { path: '^src/', pathNot: [index, laws, client, ...Object.values(layers), ...allEdges] }
    ),
    rule(
      'platform-only-in-node',
      'Only src/node imports node:*.',
      { path: '^src/', pathNot: edges.node },
      { dependencyTypes: ['core'] }
    ),
    rule(
      'core-imports-only-fp-ts',
      'Below push nothing but fp-ts is imported.',
      { path: '^src/', pathNot: [layers.push, ...allEdges, laws, decoding] },
      { ...installed, pathNot: ['^src/', fpTs] }
    ),
    rule(
      'decoding-names-io-ts-as-a-type',
      'The enumeratee of a codec is given the codec: it needs nothing of io-ts at run time.',
      { path: decoding },
      { path: ioTs, dependencyTypesNot: ['type-only'] }
    ),
    rule(
      'decoding-imports-only-io-ts',
      'And nothing else.',
      { path: decoding },
      { ...installed, pathNot: ['^src/', fpTs, ioTs] }
    ),
    rule(
      'edges-import-only-peers',
      'From push upwards io-ts too.',
      { path: [layers.push, edges.node, edges.web], pathNot: negotiated },
      { ...installed, pathNot: ['^src/', fpTs, ioTs] }
    ),
    rule(
      'redis-names-ioredis-as-a-type',
      'It is given a client, and makes its own of that.',
      { path: edges.redis },
      { path: ioredis, dependencyTypesNot: ['type-only'] }
    ),
    rule(
      'redis-imports-only-ioredis',
      'Beyond what edges may.',
      { path: edges.redis },
      { ...installed, pathNot: ['^src/', fpTs, ioTs, ioredis] }
    ),
    rule(
      'negotiated-imports-only-negotiator',
      'What a client accepts is not our field.',
      { path: negotiated },
      { ...installed, pathNot: ['^src/', fpTs, '(^|/)node_modules/(@types/)?negotiator/'] }
    ),
    rule(
      'iconv-imports-only-iconv-lite',
      'And of ours the tools alone.',
      { path: edges.iconv },
      { ...installed, pathNot: [edges.iconv, '^src/chunk/', iconvLite] }
    ),
    rule('client-imports-only-itself', 'It is all that a page loads.', { path: client }, { pathNot: client }),
    rule('client-is-for-pages', 'Nothing else imports it.', { pathNot: client }, { path: client }),
    rule('laws-are-for-tests', 'Nothing imports the laws.', { pathNot: laws }, { path: laws }),
    rule('laws-are-platform-free', 'What is tested with them may run anywhere.', { path: laws }, { path: allEdges }),
    rule(
      'laws-import-only-fast-check',
      'Beyond fp-ts.',
      { path: laws },
      { ...installed, pathNot: ['^src/', fpTs, fastCheck] }
    )
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default']
    }
  }
}
