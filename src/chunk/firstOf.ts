import * as O from 'fp-ts/lib/Option.js'
import * as In from '../Input.js'
import { More, type Signal, Stop } from '../kernel/Signal.js'
import { type Consumer, OpenConsumer, type Outcome } from '../kernel/Sink.js'
import { type Chunk, type ElementOf, leftOver } from './Chunk.js'

type First<C extends Chunk> = O.Option<ElementOf<C>>

/** The first element of the first chunk that has one; the rest of that is left over. */
export class FirstOf<C extends Chunk> implements Consumer<C, First<C>> {
  open(): OpenConsumer<C, First<C>> {
    return new TakingFirst<C>(this)
  }
}

class TakingFirst<C extends Chunk> extends OpenConsumer<C, First<C>> {
  private result: Outcome<C, First<C>> | undefined

  constructor(private readonly description: FirstOf<C>) {
    super()
  }

  push(chunk: C): Signal {
    if (chunk.length === 0) return More
    this.result = { _tag: 'Done', value: O.some(chunk[0] as ElementOf<C>), remaining: leftOver(chunk, 1) }
    return Stop
  }

  end(): Signal {
    this.result = { _tag: 'Done', value: O.none, remaining: In.eof }
    return Stop
  }

  stopped(): boolean {
    return this.result !== undefined
  }

  outcome<F extends C>(): Outcome<F, First<C>> {
    return this.result as Outcome<F, First<C>>
  }

  freeze(): Consumer<C, First<C>> {
    return this.description
  }
}
