import { join } from 'node:path'
import * as ts from 'typescript'
import { asModule, type Example, examples, runExample } from './support/examples'

const root = join(__dirname, '..')

const compilerOptions = (): ts.CompilerOptions => {
  const path = join(root, 'tsconfig.test.json')
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as { config: unknown }
  return { ...ts.parseJsonConfigFileContent(config, ts.sys, root).options, esModuleInterop: true, noEmit: true }
}

const typeErrors = (all: ReadonlyArray<Example>): ReadonlyArray<string> => {
  const options = compilerOptions()
  const host = ts.createCompilerHost(options)
  const virtual = new Map(all.map((example, i) => [join(root, 'test', `example${String(i)}.ts`), example]))
  const { getSourceFile, fileExists, readFile } = host
  host.fileExists = (file) => virtual.has(file) || fileExists(file)
  host.readFile = (file) => {
    const example = virtual.get(file)
    return example === undefined ? readFile(file) : asModule(example)
  }
  host.getSourceFile = (file, version) => {
    const example = virtual.get(file)
    return example === undefined
      ? getSourceFile(file, version)
      : ts.createSourceFile(file, asModule(example), version, true)
  }
  return ts.getPreEmitDiagnostics(ts.createProgram([...virtual.keys()], options, host)).map((diagnostic) => {
    const at =
      diagnostic.file === undefined ? '' : (virtual.get(diagnostic.file.fileName)?.at ?? diagnostic.file.fileName)
    return `${at}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`
  })
}

describe('the examples of the documentation', () => {
  it('are there', () => {
    expect(examples.length).toBeGreaterThan(50)
  })

  it('compile', () => {
    expect(typeErrors(examples)).toEqual([])
  })

  it.each(examples.filter(({ needs }) => needs === 'nothing').map((example) => [example.at, example] as const))(
    '%s runs',
    async (_, example) => {
      await runExample(example)
    }
  )
})
