/** A page without a browser: takes markup apart into its script elements, and runs them as a page would. */
import { createContext, runInContext } from 'node:vm'

/** The bodies of the scripts that this markup is made of; fails where there is anything else in it. */
export const scriptsOf = (markup: string, open = '<script>'): ReadonlyArray<string> => {
  const close = '</script>'
  const bodies: string[] = []
  for (let at = 0; at < markup.length;) {
    const end = markup.indexOf(close, at)
    if (!markup.startsWith(open, at) || end < 0) throw new Error(`not a script: ${markup.slice(at)}`)
    bodies.push(markup.slice(at + open.length, end))
    at = end + close.length
  }
  return bodies
}

export interface Ran {
  /** what the callback was called with; as JSON, which tells every own key and every code unit */
  readonly messages: ReadonlyArray<string>
  /** the same, with all the arguments of each call */
  readonly calls: ReadonlyArray<string>
  /** how often a script removed itself */
  readonly removed: number
  /** what was thrown in a timer of its own, and so is an error of the window */
  readonly reported: ReadonlyArray<unknown>
}

interface Recording {
  readonly behave: (message: unknown) => void
  readonly messages: string[]
  readonly calls: string[]
  readonly reported: unknown[]
  removed: number
}

let recording: Recording | undefined

// one page for all, as making one is slow: what alters its prototypes shows in every later message
const page = createContext({
  cb: (message: unknown, ...more: ReadonlyArray<unknown>) => {
    recording?.messages.push(JSON.stringify(message))
    recording?.calls.push(JSON.stringify([message, ...more]))
    recording?.behave(message)
  },
  document: {
    currentScript: {
      remove: () => {
        if (recording !== undefined) recording.removed++
      }
    }
  },
  setTimeout: (run: () => void) => {
    try {
      run()
    } catch (error) {
      recording?.reported.push(error)
    }
  }
})

/** Runs the scripts, with `cb` as their callback; `behave` is called with each message, and may throw. */
export const runScripts = (scripts: ReadonlyArray<string>, behave: (message: unknown) => void = () => {}): Ran => {
  const ran: Recording = { behave, messages: [], calls: [], reported: [], removed: 0 }
  recording = ran
  for (const script of scripts) runInContext(script, page)
  recording = undefined
  return ran
}

/** What an expression is worth in that page, as JSON. */
export const evaluated = (expression: string): string => JSON.stringify(runInContext(`(${expression})`, page))
