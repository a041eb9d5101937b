/** Plots with logarithmic axes, side by side in one SVG, which brings its own background for a light or a dark page. */
const width = 460
const height = 360
const margin = { left: 70, right: 40, top: 40, bottom: 50 }

const style = `
  .page { fill: #ffffff }
  text { font: 13px sans-serif; fill: #24292f }
  .title { font-weight: bold }
  .grid { stroke: #d0d7de }
  .even { stroke: #8c959f; stroke-dasharray: 5 5 }
  .line { stroke: #0969da; stroke-width: 2; fill: none }
  .point { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117 }
    text { fill: #e6edf3 }
    .grid { stroke: #30363d }
    .even { stroke: #7d8590 }
    .line { stroke: #4493f8 }
    .point { fill: #4493f8 }
  }
`

/** The powers of ten around the values, as exponents: the least and the greatest. */
const decades = (values) => [
  Math.floor(Math.log10(Math.min(...values)) + 1e-9),
  Math.ceil(Math.log10(Math.max(...values)) - 1e-9)
]

/** A function from a value to its place between two pixels. */
const scale = ([least, greatest], from, to) => {
  const each = (to - from) / (greatest - least)
  return (value) => from + (Math.log10(value) - least) * each
}

const powers = ([least, greatest]) => Array.from({ length: greatest - least + 1 }, (_, i) => 10 ** (least + i))

const label = (x) => (x < 1 ? String(Number(x.toPrecision(1))) : Math.round(x).toLocaleString('en'))

const pixels = (x) => x.toFixed(1)

const text = (x, y, anchor, content) =>
  `<text x="${pixels(x)}" y="${pixels(y)}" text-anchor="${anchor}">${content}</text>`

const line = (kind, [x1, y1], [x2, y2]) =>
  `<line class="${kind}" x1="${pixels(x1)}" y1="${pixels(y1)}" x2="${pixels(x2)}" y2="${pixels(y2)}"/>`

/** One plot: the points `[x, y]` joined, and dashed the line on which they would lie if `y` grew just as `x` does. */
const plot = ({ title, across, up, points }) => {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [greatestX, atGreatestX] = points.at(-1)
  const even = xs.map((x) => [x, (atGreatestX * x) / greatestX])
  const [rangeX, rangeY] = [decades(xs), decades([...ys, ...even.map(([, y]) => y)])]
  const [left, right] = [margin.left, width - margin.right]
  const [bottom, top] = [height - margin.bottom, margin.top]
  const [placeX, placeY] = [scale(rangeX, left, right), scale(rangeY, bottom, top)]
  const place = ([x, y]) => [placeX(x), placeY(y)]
  const coordinates = points.map((point) => place(point).map(pixels).join())
  const middle = (top + bottom) / 2
  return [
    `<text class="title" x="${left}" y="22">${title}</text>`,
    ...powers(rangeX).flatMap((x) => [
      line('grid', [placeX(x), top], [placeX(x), bottom]),
      text(placeX(x), bottom + 18, 'middle', label(x))
    ]),
    ...powers(rangeY).flatMap((y) => [
      line('grid', [left, placeY(y)], [right, placeY(y)]),
      text(left - 6, placeY(y) + 4, 'end', label(y))
    ]),
    text((left + right) / 2, height - 10, 'middle', across),
    `<g transform="rotate(-90 16 ${middle})">${text(16, middle, 'middle', up)}</g>`,
    line('even', place(even[0]), place(even.at(-1))),
    `<polyline class="line" points="${coordinates.join(' ')}"/>`,
    ...points.map(place).map(([x, y]) => `<circle class="point" cx="${pixels(x)}" cy="${pixels(y)}" r="3.5"/>`)
  ].join('\n')
}

export const svg = (plots) => {
  const size = `width="${width * plots.length}" height="${height}"`
  const beside = plots.map((each, i) => `<g transform="translate(${width * i})">\n${plot(each)}\n</g>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width * plots.length} ${height}">
<style>${style}</style>
<rect class="page" ${size}/>
${beside.join('\n')}
</svg>
`
}
