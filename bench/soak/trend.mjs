/** Whether something grows, as seen in samples of it. */
import { median } from '../statistics.mjs'

/** The slope of the line through the values that has the least squares, by one sample. */
const slope = (values) => {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((total, y) => total + y, 0) / values.length
  const [above, below] = values.reduce(
    ([xy, xx], y, x) => [xy + (x - middle) * (y - mean), xx + (x - middle) ** 2],
    [0, 0]
  )
  return above / below
}

/**
 * The first third is to warm up. What there is of it in the last third is compared with what there was in the second, and
 * a line through both must say the same: one sample that is high is not growth.
 */
export const growth = (values) => {
  const third = Math.floor(values.length / 3)
  const later = values.slice(-2 * third)
  const risen = median(later.slice(-third)) - median(later.slice(0, third))
  return Math.min(risen, slope(later) * third)
}
