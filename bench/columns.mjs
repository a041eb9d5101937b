/** Lines of cells as a table in Markdown, the first line its heads; all columns but the first are aligned right. */
export const columns = ([head, ...body]) =>
  [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
