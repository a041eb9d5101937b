/** Lines of cells as a table in Markdown, the first line its heads; all columns but the first are aligned right. */
export const columns = (lines) => {
  const widths = lines[0].map((_, column) => Math.max(4, ...lines.map((line) => line[column].length)))
  const format = (line) =>
    `| ${line.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join(' | ')} |`
  const rule = `| ${widths.map((width, i) => '-'.repeat(width - (i > 0)) + (i > 0 ? ':' : '')).join(' | ')} |`
  return [format(lines[0]), rule, ...lines.slice(1).map(format)].join('\n')
}
