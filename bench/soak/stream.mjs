/** A client's connection: what has come is looked through for events, whose numbers have to be in order. */
import { request } from 'node:http'
import { forms } from './forms.mjs'

/** ms, for what has been published already or is about to be */
export const patience = 10_000

export class Stream {
  /** id and number of the last event */
  lastId
  last
  events = 0
  gaps = 0
  beats = 0
  isRefused = false
  text = ''
  onEvents = () => {}

  /** `gaps`: numbers may be left out */
  constructor(port, path, accept, { after, last, mayMiss = false }) {
    Object.assign(this, { accept, mayMiss, lastId: after, last })
    const headers = { accept, ...(after === undefined ? {} : { 'last-event-id': after }) }
    this.request = request({ host: '127.0.0.1', port, path, headers, agent: false })
    /** `end`, or `cut`: whichever way it was not whole; `failure` is what is wrong with what has come */
    this.ended = new Promise((resolve) => {
      this.request.on('error', () => resolve('cut'))
      this.request.on('response', (res) => {
        this.response = res
        this.isRefused = res.statusCode === 503
        res.setEncoding('latin1').on('data', (text) => this.read(text))
        res.on('end', () => resolve('end')).on('error', () => resolve('cut'))
        res.on('close', () => resolve('cut'))
      })
      this.request.on('close', () => resolve('cut'))
    })
    this.begun = new Promise((resolve) => {
      this.request.on('response', resolve).on('close', resolve)
    })
    this.request.end()
  }

  read(text) {
    const { events, format } = forms[this.accept]
    if (text === format.filler) this.beats++
    if (this.text === '' && /^retry: \d+\n\n$/.test(text)) this.isRefused = true
    this.text += text
    const found = new RegExp(events)
    for (let match = found.exec(this.text); match !== null; match = found.exec(this.text)) {
      // a number may go on in what is yet to come
      if (found.lastIndex === this.text.length) break
      this.take(match)
      this.text = this.text.slice(found.lastIndex)
      found.lastIndex = 0
    }
    this.onEvents()
  }

  take([, id, n, resumesAt]) {
    if (resumesAt !== undefined) {
      this.gaps++
      this.lastId = resumesAt
      this.last = undefined
      return
    }
    const number = Number(n)
    const isNext = this.last === undefined || (this.mayMiss ? number > this.last : number === this.last + 1)
    if (!isNext) this.failure ??= `${this.accept}: ${number} came after ${this.last}`
    this.events++
    this.lastId = id
    this.last = number
  }

  /** Resolves when it has had the event of that number, or one after it, or a gap where that is what is awaited; or is over. */
  async until(number) {
    let timer
    const late = new Promise((resolve) => {
      timer = setTimeout(() => {
        this.failure ??= `${this.accept}: waited for ${number} after ${this.last}, in vain`
        resolve()
      }, patience)
    })
    const there = new Promise((resolve) => {
      this.onEvents = () => (this.last >= number || (number === 'gap' && this.gaps > 0)) && resolve()
      this.onEvents()
    })
    await Promise.race([this.ended, there, late])
    clearTimeout(timer)
  }

  pause() {
    this.response?.pause()
  }

  resume() {
    this.response?.resume()
  }
}
