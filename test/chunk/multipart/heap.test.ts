/** However large a form is, little of it is held. */
import { Enumerator, Iteratee, Multipart } from 'fp-ts-iteratee'
import { bytesOf } from '../../support/forms'
import { held } from '../../support/heap'

test('parts of any size, and any number of them, in constant memory', async () => {
  const at: number[] = []
  const piece = new Uint8Array(65_536).fill(0x0d)
  const head = '\r\n--a\r\nContent-Disposition: form-data; name=n; filename=f\r\n\r\n'
  let count = 0
  const form = Enumerator.range(1, 2000)
    .map((i) => {
      count++
      if (count === 200 || count === 2000) at.push(held())
      return i % 100 === 1 ? bytesOf(head) : new Uint8Array(piece)
    })
    .andThen(Enumerator.of(bytesOf('\r\n--a--')))
  const size = Iteratee.fold(0, (n, bytes: Uint8Array) => n + bytes.length)
  const sizes = await form.through(Multipart.parts('a', () => size)).run(Iteratee.getChunks())()
  expect(sizes).toEqual({ _tag: 'Right', right: Array.from({ length: 20 }, () => 99 * 65_536) })
  expect((at[1] as number) - (at[0] as number)).toBeLessThan(1_000_000)
})
