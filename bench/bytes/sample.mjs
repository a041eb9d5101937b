/** What the benchmark of bytes reads: text of words, with lines of all lengths. */
const words = 'the quick brown fox jumps over a lazy dog while seven wizards box five more jugs of liquid gold'.split(
  ' '
)

export const needle = Buffer.from('--needle-7e3f')

/** That many bytes or a few more; the same each time. `word` is one more word. */
export const sample = (size, lineEnd, word = 'plain') => {
  const all = [...words, word]
  let seed = 1
  const next = (n) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return (seed >>> 16) % n
  }
  const blocks = []
  for (let bytes = 0, line = 0; bytes < size;) {
    let block = ''
    for (let i = 0; i < 1000; i++, line++) {
      const length = 20 + next(120)
      let text = line % 500 === 0 ? needle.toString() : ''
      while (text.length < length) text += `${all[next(all.length)]} `
      block += text + lineEnd
    }
    blocks.push(Buffer.from(block))
    bytes += blocks.at(-1).length
  }
  return Buffer.concat(blocks)
}
