/** Tells of a frame to which nothing comes any more. */
export interface Watch {
  /** something has come that is not seen from outside, or was seen before */
  readonly heard: () => void
  readonly stop: () => void
}

const beats = 4

/**
 * Calls `onSilence` when nothing has come to the frame for `ms`, at the latest after a quarter more: no document, no
 * node, no text.
 *
 * Beats are counted, not the time: a page that was asleep first gets what has come meanwhile.
 */
export const watch = (frame: HTMLIFrameElement, ms: number, onSilence: () => void): Watch => {
  let heard = false
  let silent = 0
  let document = frame.contentDocument

  const arrivals = new MutationObserver((records) => {
    heard = true
    // one arrival a beat is enough to know: the others cost nothing
    arrivals.disconnect()
    for (const { target, addedNodes } of records) [target, ...addedNodes].forEach(removeBlanks)
  })

  const timer = setInterval(() => {
    const { contentDocument } = frame
    if (heard || contentDocument !== document) silent = 0
    else if (++silent >= beats) onSilence()
    heard = false
    document = contentDocument
    if (document !== null) arrivals.observe(document, { childList: true, characterData: true, subtree: true })
  }, ms / beats)

  return {
    heard: () => {
      heard = true
    },
    stop: () => {
      clearInterval(timer)
      arrivals.disconnect()
    }
  }
}

/** A heartbeat has done its work when it has come. */
const removeBlanks = (node: Node): void => {
  if (node.nodeType === Node.TEXT_NODE && node.textContent?.trim() === '') node.parentNode?.removeChild(node)
}
