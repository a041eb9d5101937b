/**
 * Whether a frame that has been loaded to its end holds a response that is what was asked for. Where the browser does
 * not tell the status, `otherwise` decides.
 */
export const endedWell = ({ contentDocument }: HTMLIFrameElement, otherwise: boolean): boolean => {
  const view = contentDocument?.defaultView
  // a page of the browser's own, or one of another origin
  if (!view) return false
  const [navigation] = view.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const status = navigation?.responseStatus
  return status ? status < 400 : otherwise
}
