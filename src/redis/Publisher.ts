import * as E from 'fp-ts/lib/Either.js'
import { type EventId, HubClosedError } from '../concurrent/hub/model.js'
import { toError } from '../Errors.js'
import { type Connection, isRefusal } from './Connection.js'
import { orAfter } from './orAfter.js'
import { PublishError } from './PublishError.js'
import type { Settings } from './Settings.js'
import { Waiter } from './Waiter.js'

/** How many entries a stream has at least, so that those who read it have the time to. */
const atLeast = 1000

/** Publishes events: each before a deadline or not at all, and never twice. */
export class Publisher {
  /** what comes before the oldest that may be asked for again stays too: to be after it is to have missed nothing */
  private readonly kept: number

  constructor(
    private readonly commands: Connection,
    private readonly settings: Omit<Settings<never>, 'codec'>
  ) {
    this.kept = Math.max(settings.retain, atLeast) + 1
  }

  publish(key: string, json: string): Promise<E.Either<Error, EventId>> {
    const sending = new Sending()
    const late = () => {
      sending.leave()
      return E.left(this.tooLate(sending.isSent))
    }
    return orAfter(this.settings.timeoutMs, this.store(key, json, sending), late)
  }

  private async store(key: string, json: string, sending: Sending): Promise<E.Either<Error, EventId>> {
    const { commands, settings, kept } = this
    if (!commands.isReady) await commands.ready(sending)
    if (commands.isClosed) return E.left(new HubClosedError())
    sending.isSent = true
    try {
      const [id, whyNotTold] = await commands.redis.publishEvent(key, json, kept, settings.forgetMs)
      if (whyNotTold !== '') settings.onError(notTold(key, whyNotTold))
      return E.right(id)
    } catch (error) {
      return E.left(failed(toError(error)))
    }
  }

  private tooLate(isSent: boolean): PublishError {
    const within = `within ${String(this.settings.timeoutMs)} ms`
    return isSent
      ? new PublishError(`Redis has not answered ${within}`, 'unknown')
      : new PublishError(`there was no connection to Redis ${within}${this.commands.why}`, 'no')
  }
}

class Sending extends Waiter {
  isSent = false
}

const failed = (error: Error): PublishError =>
  isRefusal(error)
    ? new PublishError(`Redis has refused it: ${error.message}`, 'no', error)
    : new PublishError(`the connection to Redis was lost: ${error.message}`, 'unknown', error)

const notTold = (key: string, why: string): Error =>
  new Error(
    `an event is stored, but its subscribers are not told of it: ${why}; ` +
      `the user of Redis needs the right to publish to the channel ${JSON.stringify(key)}`
  )
