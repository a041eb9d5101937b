/** The value below which that part of the values lies: 0.5 is the median. */
export const quantile = (values, part) => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * part
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return low + (high - low) * (at % 1)
}

export const median = (values) => quantile(values, 0.5)

export const geometricMean = (values) => Math.exp(values.reduce((total, x) => total + Math.log(x), 0) / values.length)
