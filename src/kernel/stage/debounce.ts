import * as In from '../../Input.js'
import type { Input } from '../../Input.js'
import { after, More, type Signal, Stop } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'
import { Timer } from '../Timer.js'

/** An element is handed on when no other has come for a while; of those that come sooner only the last. */
export class Debounce<in out A> implements Part<A, A> {
  readonly aside = true

  constructor(
    readonly ms: number,
    readonly latest: Input<A> = In.empty
  ) {}

  open(next: Sink<A>, host: Host): Stage<A, A> {
    return new DebounceStage(this, next, host)
  }
}

class DebounceStage<A> extends Stage<A, A> {
  private readonly ms: number
  private latest: Input<A>
  private readonly timer: Timer

  constructor(
    part: Debounce<A>,
    next: Sink<A>,
    private readonly host: Host
  ) {
    super(next)
    this.ms = part.ms
    this.latest = part.latest
    this.timer = new Timer(host.scope, () => {
      host.fiber.meanwhile(() => after(this.handOn(), (signal) => this.answered(signal)))
    })
  }

  override start(): Signal {
    if (this.latest._tag === 'El') this.timer.start(this.ms)
    return More
  }

  push(a: A): Signal {
    this.latest = In.el(a)
    this.timer.start(this.ms)
    return More
  }

  override end(): Signal {
    this.timer.stop()
    return after(this.handOn(), () => this.finish(In.eof))
  }

  rest(): Part<A, A> {
    return new Debounce(this.ms, this.latest)
  }

  private handOn(): Signal {
    const { latest } = this
    this.latest = In.empty
    return latest._tag === 'El' && !this.next.stopped() ? this.next.push(latest.value) : More
  }

  private answered(signal: Signal): Signal {
    if (signal === Stop) this.host.ended()
    return signal
  }
}
