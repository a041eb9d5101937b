import type { Input, Iteratee, Step } from 'fp-ts-iteratee'
import { Enumeratee, Enumerator } from 'fp-ts-iteratee'
import { describe, expect, it } from 'tstyche'

interface Animal {
  readonly name: string
}
interface Dog extends Animal {
  readonly barks: boolean
}

declare const animals: Enumerator<Animal>
declare const dogs: Enumerator<Dog>
declare const ofAnimals: Iteratee<Animal, number>
declare const ofDogs: Iteratee<Dog, number>

describe('an enumerator of dogs', () => {
  it('runs into an iteratee of animals', () => {
    expect(dogs.run(ofAnimals)).type.toBe<ReturnType<typeof animals.run<number>>>()
    expect(dogs.run).type.toBeCallableWith(ofDogs)
  })

  it('is one of animals, and not the other way round', () => {
    expect(dogs).type.toBeAssignableTo<Enumerator<Animal>>()
    expect(animals).type.not.toBeAssignableTo<Enumerator<Dog>>()
    expect(animals.run).type.not.toBeCallableWith(ofDogs)
  })

  it('goes through an enumeratee that takes animals', () => {
    expect(dogs.through(Enumeratee.map((a: Animal) => a.name))).type.toBe<Enumerator<string>>()
    expect(animals.through).type.not.toBeCallableWith(Enumeratee.map((d: Dog) => d.barks))
  })
})

describe('an iteratee of animals', () => {
  it('is one of dogs, and not the other way round', () => {
    expect(ofAnimals).type.toBeAssignableTo<Iteratee<Dog, number>>()
    expect(ofDogs).type.not.toBeAssignableTo<Iteratee<Animal, number>>()
  })

  it('answers what is more', () => {
    expect<Iteratee<string, Dog>>().type.toBeAssignableTo<Iteratee<string, Animal>>()
    expect<Iteratee<string, Animal>>().type.not.toBeAssignableTo<Iteratee<string, Dog>>()
  })
})

describe('an enumeratee', () => {
  it('takes what is more and hands on what is less, not the other way round', () => {
    expect<Enumeratee<Animal, Dog>>().type.toBeAssignableTo<Enumeratee<Dog, Animal>>()
    expect<Enumeratee<Dog, Dog>>().type.not.toBeAssignableTo<Enumeratee<Animal, Dog>>()
    expect<Enumeratee<Animal, Animal>>().type.not.toBeAssignableTo<Enumeratee<Animal, Dog>>()
  })
})

describe('inputs and steps', () => {
  it('of dogs are such of animals, and not the other way round', () => {
    expect<Input<Dog>>().type.toBeAssignableTo<Input<Animal>>()
    expect<Input<Animal>>().type.not.toBeAssignableTo<Input<Dog>>()
    expect<Step<string, Dog>>().type.toBeAssignableTo<Step<string, Animal>>()
    expect<Step<string, Animal>>().type.not.toBeAssignableTo<Step<string, Dog>>()
  })
})

describe('the three', () => {
  it('are not one another', () => {
    expect<Enumerator<string>>().type.not.toBeAssignableTo<Iteratee<string, string>>()
    expect<Iteratee<string, string>>().type.not.toBeAssignableTo<Enumeratee<string, string>>()
    expect<Enumeratee<string, string>>().type.not.toBeAssignableTo<Enumerator<string>>()
  })

  it('are not made by hand', () => {
    expect({}).type.not.toBeAssignableTo<Enumerator<string>>()
    expect(Enumerator.empty).type.not.toBeAssignableTo<{ readonly source: number }>()
  })
})
