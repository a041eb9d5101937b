/** What clients write of a part before its content. */
import { Enumerator, Iteratee, Multipart, type PartHead } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { bytesOf } from '../../support/forms'

const headOf = async (...lines: ReadonlyArray<string>): Promise<PartHead> => {
  const body = bytesOf(['--a', ...lines, '', '', '--a--'].join('\r\n'), 'utf8')
  const heads = Multipart.parts('a', (head) => Iteratee.done(head))
  const result = await Enumerator.of(body).through(heads).run(Iteratee.head())()
  if (E.isLeft(result)) throw result.left
  if (O.isNone(result.right)) throw new Error('no part')
  return result.right.value
}

const named = async (parameters: string): Promise<readonly [string, string | undefined]> => {
  const { name, filename } = await headOf(`Content-Disposition: form-data${parameters}`)
  return [name, O.toUndefined(filename)]
}

describe('Content-Disposition', () => {
  test.each<readonly [string, string, string | undefined]>([
    ['; name="n"', 'n', undefined],
    [';name=n;filename=f.txt', 'n', 'f.txt'],
    [' ; name="n" ; filename="" ; ', 'n', ''],
    ['; name=""; filename="f"', '', 'f'],
    ['; filename="f"; name="n"; x=y', 'n', 'f'],
    // browsers: a quote and line ends are escaped, and nothing else is
    ['; name="%22%0D%0a%0d"; filename="%22;%20%2F.png"', '"\r\n\r', '";%20%2F.png'],
    ['; name="a\\"; filename="C:\\\\f.txt"', 'a\\', 'C:\\\\f.txt'],
    ['; name="a; filename=b"; filename="c=d;e"', 'a; filename=b', 'c=d;e'],
    ['; name="é€😀"; filename="ü.png"', 'é€😀', 'ü.png'],
    // curl --form-escape, and older clients: a quote within shows that backslashes escape
    ['; name="a\\"b"; filename="\\\\\\"f\\".txt"', 'a"b', '\\"f".txt'],
    // not allowed in forms, and seen
    [`; name="n"; filename*=UTF-8''na%C3%AFve%20%22.txt`, 'n', 'naïve ".txt'],
    [`; name="n"; filename="naive.txt"; filename*=utf-8'en'na%C3%AFve.txt`, 'n', 'naïve.txt'],
    ['; name="../n"; filename="../../etc/passwd"', '../n', '../../etc/passwd'],
    ['; name="__proto__"', '__proto__', undefined]
  ])('%s', async (parameters, name, filename) => {
    expect(await named(parameters)).toEqual([name, filename])
  })
})

test('all headers are there, by their names in lower case', async () => {
  const head = await headOf(
    'Content-Disposition: form-data; name=n',
    'Content-Type:  text/plain; charset=UTF-8 ',
    'X-Empty:',
    '__proto__: x'
  )
  expect(head.contentType).toEqual(O.some('text/plain; charset=UTF-8'))
  expect(head.headers).toEqual(
    new Map([
      ['content-disposition', 'form-data; name=n'],
      ['content-type', 'text/plain; charset=UTF-8'],
      ['x-empty', ''],
      ['__proto__', 'x']
    ])
  )
})

describe('boundaryOf', () => {
  test.each([
    ['multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW', '----WebKitFormBoundary7MA4YWxkTrZu0gW'],
    ['Multipart/Form-Data;BOUNDARY="a b:?"', 'a b:?'],
    ['multipart/form-data; charset=utf-8; boundary=a;', 'a'],
    [`multipart/form-data; boundary=${'a'.repeat(70)}`, 'a'.repeat(70)]
  ])('%s', (contentType, boundary) => {
    expect(Multipart.boundaryOf(contentType)).toEqual(E.right(boundary))
  })

  test.each([
    undefined,
    null,
    '',
    'text/plain; boundary=a',
    'multipart/mixed; boundary=a',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=""',
    'multipart/form-data; boundary="a',
    'multipart/form-data; boundary=a b',
    'multipart/form-data; boundary=a, multipart/form-data; boundary=b',
    'multipart/form-data; boundary=a; boundary=b',
    'multipart/form-data; boundary="é"',
    `multipart/form-data; boundary=${'a'.repeat(71)}`
  ])('%j is refused', (contentType) => {
    const read = Multipart.boundaryOf(contentType)
    expect(read).toMatchObject({ _tag: 'Left' })
    const got = contentType === undefined || contentType === null ? 'none' : JSON.stringify(contentType).slice(0, 90)
    expect(read).toHaveProperty(
      'left.message',
      expect.stringContaining(`expected the content type multipart/form-data with a boundary, got ${got}`)
    )
  })
})

test('a header of many quotes or blanks costs no more than its length', async () => {
  for (const text of ['"'.repeat(16_000), '" '.repeat(8000), `"${' '.repeat(15_000)}x`, ';'.repeat(15_000)]) {
    const started = process.cpuUsage()
    await headOf(`Content-Disposition: form-data; name="n"; x="${text}`).catch(() => undefined)
    const { user } = process.cpuUsage(started)
    expect(user).toBeLessThan(200_000)
  }
})
