/** The responses that are open on a server, for those who have to end them. */
import type { NodeResponse } from './Handler.js'
import type { Content } from './outgoing.js'

/** An open response, as it is seen here. */
export interface Open {
  readonly contentType: string
  /** Writes this as the last of it, and ends; the source is left. */
  sayGoodbye(goodbye: Content): void
  cutShort(): void
}

/** What is said to streams of a content type. */
export type GoodbyeTo = (contentType: string) => Content

export class OpenResponses {
  private readonly open = new Set<Open>()
  private goodbye: GoodbyeTo | undefined
  private whenNone: (() => void) | undefined

  get size(): number {
    return this.open.size
  }

  /** One that comes after the others were sent away is sent away as well. */
  add(one: Open): void {
    this.open.add(one)
    if (this.goodbye !== undefined) one.sayGoodbye(this.goodbye(one.contentType))
  }

  remove(one: Open): void {
    this.open.delete(one)
    if (this.open.size === 0) this.whenNone?.()
  }

  sendAway(goodbye: GoodbyeTo): void {
    this.goodbye = goodbye
    for (const one of this.open) one.sayGoodbye(goodbye(one.contentType))
  }

  /** Those that come are sent away no longer. */
  welcome(): void {
    this.goodbye = undefined
  }

  cutShort(): void {
    for (const one of this.open) one.cutShort()
  }

  /** Resolves when none is open. */
  none(): Promise<void> {
    return new Promise((resolve) => {
      this.whenNone = resolve
      if (this.open.size === 0) resolve()
    })
  }
}

const byServer = new WeakMap<object, OpenResponses>()

export const openResponsesOn = (server: object): OpenResponses => {
  const known = byServer.get(server)
  if (known !== undefined) return known
  const none = new OpenResponses()
  byServer.set(server, none)
  return none
}

/** Those on the server that has accepted the connection; none, where a response stands alone. */
export const openResponsesOf = (res: NodeResponse): OpenResponses | undefined => {
  // a response that a framework makes for its tests may have no socket
  const socket = res.req.socket as { readonly server?: object } | undefined
  const server = socket?.server
  return server === undefined ? undefined : openResponsesOn(server)
}
