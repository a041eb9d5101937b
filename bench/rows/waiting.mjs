/** Rows in which something waits: for a promise, for the next turn of the event loop, for an asynchronous source. */
import { increasing, inGroupsOf } from './input.mjs'

const sum = (total, x) => total + x

const atOnce = async (x) => x
const nextTurn = (x) => new Promise((resolve) => setImmediate(resolve, x))

const tasks = (n, task) => ({
  input: increasing(n),
  needs: ['mapM'],
  pipeline: ({ from, mapM, fold }, input) => fold(sum, 0, mapM(task, from(input))),
  loop: async (input) => {
    let total = 0
    for (let i = 0; i < input.length; i++) total += await task(input[i])
    return total
  }
})

const generate = async function* (input) {
  for (let i = 0; i < input.length; i++) yield input[i]
}

const singly = {
  input: increasing(100_000),
  needs: ['fromAsync'],
  pipeline: ({ fromAsync, fold }, input) => fold(sum, 0, fromAsync(generate(input))),
  loop: async (input) => {
    let total = 0
    for await (const x of generate(input)) total += x
    return total
  }
}

const inChunks = {
  input: inGroupsOf(100, increasing(100_000)),
  needs: ['fromAsync', 'flattenChunks'],
  pipeline: ({ fromAsync, flattenChunks, fold }, input) => fold(sum, 0, flattenChunks(fromAsync(generate(input)))),
  loop: async (input) => {
    let total = 0
    for await (const chunk of generate(input)) for (let i = 0; i < chunk.length; i++) total += chunk[i]
    return total
  }
}

export const waiting = {
  'mapM, tasks that answer at once': tasks(100_000, atOnce),
  'mapM, tasks that wait a turn': tasks(5000, nextTurn),
  'async generator, chunks of 1': singly,
  'async generator, chunks of 100': inChunks
}
