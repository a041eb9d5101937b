import * as fc from 'fast-check'
import { Html } from 'fp-ts-iteratee'
import { hostileString } from '../support/hostileJson'

const references: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#96;': '`'
}

/** What a browser shows of it. */
const shown = (html: string): string => html.replace(/&[^;&]*;/g, (reference) => references[reference] ?? reference)

test('escape: each character that means something in markup becomes a reference', () => {
  expect(Html.escape('<b> & "c" \'d\' `e`')).toBe('&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; &#96;e&#96;')
})

test('escape: shows any text as it is, in an element and in a quoted attribute', () => {
  fc.assert(
    fc.property(hostileString, (text) => {
      const html = Html.escape(text)
      expect(html).not.toMatch(/[<>"'`]/)
      expect(shown(html)).toBe(text)
    })
  )
})

test('raw: nothing is changed', () => {
  fc.assert(
    fc.property(hostileString, (text) => {
      expect(Html.raw(text)).toBe(text)
    })
  )
})

test('Monoid: one piece after the other', () => {
  const { concat, empty } = Html.Monoid
  const piece = fc.string().map(Html.raw)
  fc.assert(
    fc.property(piece, piece, piece, (a, b, c) => {
      expect(concat(a, concat(b, c))).toBe(concat(concat(a, b), c))
      expect(concat(a, b)).toBe(a + b)
      expect(concat(empty, a)).toBe(a)
      expect(concat(a, empty)).toBe(a)
    })
  )
})

test('escaping is by character: of two texts together as of each', () => {
  fc.assert(
    fc.property(hostileString, hostileString, (a, b) => {
      expect(Html.escape(a + b)).toBe(Html.Monoid.concat(Html.escape(a), Html.escape(b)))
    })
  )
})
