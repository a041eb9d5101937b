import * as fc from 'fast-check'
import { encodedOnce } from '../../src/node/encodedOnce'
import { bytesOf } from '../../src/node/outgoing'

const texts = fc.array(fc.constantFrom('a', 'b', 'é', '€', '😀', '\ud83d', 'a'.repeat(9000)), { maxLength: 20 })

test('the bytes are those of the text, whatever came before', () => {
  fc.assert(
    fc.property(texts, (all) => {
      for (const text of all) expect(Buffer.from(bytesOf(encodedOnce(text)))).toEqual(Buffer.from(text))
    })
  )
})

test('a text that comes again and again is encoded once; one that comes once is not', () => {
  const [first, second, third, other, again] = ['kiki', 'kiki', 'kiki', 'foo', 'kiki'].map(encodedOnce)
  expect([first, other, again]).toEqual(['kiki', 'foo', 'kiki'])
  expect(second).toEqual(Buffer.from('kiki'))
  expect(third).toBe(second)
})
