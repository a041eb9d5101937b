/** The last latencies as a line, which is broken where something is missing. */

const points = 60
const [width, height] = [118, 32]

/** So that a few milliseconds more or less look like what they are. */
const smallestScale = 10

/** @param {SVGElement} svg */
export const latencyLine = (svg) => {
  const path = svg.querySelector('path')
  /** milliseconds; undefined is a gap */
  let values = []

  const add = (value) => {
    values.push(value)
    if (values.length > points) values = values.slice(-points)
  }

  return {
    /** @param {number} ms */
    add,
    gap: () => add(undefined),
    /** Draws it, and answers what its top stands for. */
    draw: () => {
      const top = Math.max(smallestScale, ...values.filter((ms) => ms !== undefined))
      let command = 'M'
      const parts = values.map((ms, i) => {
        if (ms === undefined) {
          command = 'M'
          return ''
        }
        const x = (i * width) / (points - 1)
        const y = height - 1 - ((height - 2) * Math.max(0, ms)) / top
        // a point by itself is seen as well
        const part = `${command}${x.toFixed(1)} ${y.toFixed(1)}${command === 'M' ? 'h.01' : ''}`
        command = 'L'
        return part
      })
      path.setAttribute('d', parts.join(''))
      svg.setAttribute('aria-label', `The last ${values.length} latencies, at most ${top} milliseconds`)
      return top
    }
  }
}
