import { Comet, type CometOptions } from 'fp-ts-iteratee'

describe('callback', () => {
  test.each([
    'console.log',
    'cb',
    'parent.cometMessage',
    'window["x"].y',
    "window['x'].y",
    '$._a',
    '_',
    'h[0]',
    'h[10][2].x["a b"]',
    'ünïcode',
    'a.ünïcode',
    'π',
    '𝒳.𝒴',
    'a\u200d',
    'parent.if',
    'self.class.new',
    'window["a.b-c()"]',
    'this.cb'
  ])('%s is a member path', (callback) => {
    expect(() => Comet(callback)).not.toThrow()
  })

  test.each([
    ['', /it is empty/],
    [' cb', /" " at 0/],
    ['cb ', /" " at 2/],
    ['a b', /" " at 1/],
    ['a .b', /" " at 1/],
    ['a. b', /"\." at 1/],
    ['a.', /"\." at 1/],
    ['.a', /"\." at 0/],
    ['a..b', /"\." at 1/],
    ['a?.b', /"\?" at 1/],
    ['a.#b', /"\." at 1/],
    ['0a', /"0" at 0/],
    ['a.0', /"\." at 1/],
    ['a[x]', /"\[" at 1/],
    ['a[]', /"\[" at 1/],
    ['a[0', /"\[" at 1/],
    ['a[-1]', /"\[" at 1/],
    ['a[0x1]', /"\[" at 1/],
    ['a["\\"]', /"\[" at 1/],
    ['a["\\u003c"]', /"\[" at 1/],
    ['a[""+x]', /"\[" at 1/],
    ['a["x]', /"\[" at 1/],
    [`a["x']`, /"\[" at 1/],
    ['a[`x`]', /"\[" at 1/],
    ['a["</script>"]', /"\[" at 1/],
    ['a["<!--"]', /"\[" at 1/],
    ['a["-->"]', /"\[" at 1/],
    ['a["\n"]', /"\[" at 1/],
    ['a["\u2028"]', /"\[" at 1/],
    ['a["\u2029"]', /"\[" at 1/],
    ['a["\0"]', /"\[" at 1/],
    ['alert(1)', /"\(" at 5/],
    ['alert(1)//', /"\(" at 5/],
    ['a;b', /";" at 1/],
    ['a=b', /"=" at 1/],
    ['a,b', /"," at 1/],
    ['a/**/.b', /"\/" at 1/],
    ['a`x`', /"`" at 1/],
    ['cb\n', /"\\n" at 2/],
    ['cb\u2028', /at 2/],
    ['cb\u2029', /at 2/],
    ['\ufeffcb', /at 0/],
    ['cb\0', /"\\u0000" at 2/],
    ['\\u0061lert', /"\\\\" at 0/],
    ['(cb)', /"\(" at 0/],
    ['</script>', /"<" at 0/],
    ['<!--', /"<" at 0/],
    ['a<b', /"<" at 1/],
    ['if', /if is a reserved word/],
    ['new.target', /new is a reserved word/],
    ['import.meta', /import is a reserved word/],
    ['function', /function is a reserved word/],
    ['null.x', /null is a reserved word/],
    ['await', /await is a reserved word/],
    ['\ud800', /at 0/],
    ['a😀', /at 1/]
  ])('%j is none, and the error says where', (callback, where) => {
    const building = (): unknown => Comet(callback)
    expect(building).toThrow(TypeError)
    expect(building).toThrow(where)
    expect(building).toThrow(/^Comet: callback: expected a JavaScript member path/)
  })

  test.each([[42], [undefined], [null], [{}], [Symbol('a')], [['cb']]])('%p is no string', (callback) => {
    const building = (): unknown => Comet(callback as never)
    expect(building).toThrow(TypeError)
    expect(building).toThrow(/^Comet: callback: .*not a string/)
  })
})

describe('nonce', () => {
  test.each(['abc', 'ABC+/=', 'a-_==', 'r4nd0m'])('%s is base64', (nonce) => {
    expect(() => Comet('cb', { nonce })).not.toThrow()
  })

  test.each(['', ' ', 'a b', 'a"', "a'", 'a>', '"><script>', 'a===', '=', 'a=b', 'é', 'a\n', 'a\u2028', '&quot;'])(
    '%j is not',
    (nonce) => {
      const building = (): unknown => Comet('cb', { nonce })
      expect(building).toThrow(TypeError)
      expect(building).toThrow(`Comet: nonce: expected a base64 value, got ${JSON.stringify(nonce)}`)
    }
  )

  test.each([[42], [null], [{}], [['abc']]])('%p is not', (nonce) => {
    expect(() => Comet('cb', { nonce: nonce as never })).toThrow(TypeError)
  })
})

test('an unknown option is named, and so are those that there are', () => {
  expect(() => Comet('cb', { nonse: 'abc' } as CometOptions)).toThrow(
    new TypeError("Comet: unknown option 'nonse'; there are message, id, initialChunk, nonce, removeScripts, batch")
  )
})
