import { expect, test } from 'vitest'
import type { Json } from '../core/operation.ts'
import { compileExpression } from './expression.ts'

const scope = {
  slots: {
    n: 3,
    text: '明天中午',
    none: null,
    yes: true,
    date: '2026-11-25',
    list: [
      { id: 'a', price: 100 },
      { id: 'b', price: 250 },
    ],
    order: { total: 350, note: null },
    long: Array.from({ length: 501 }, (_, i) => i),
  },
  person: { level: 'known' },
  now: { date: '2026-11-24', time: '09:00', weekday: 2 },
  item: { id: 'x' },
}

const cases: [string, Json][] = [
  ['slots.n + 1', 4],
  ['slots.n * 2 - 1', 5],
  ['slots.n / 2', 1.5],
  ['slots.n % 2', 1],
  ['slots.n / 0', null],
  ['-slots.n', -3],
  ['slots.text + "！"', '明天中午！'],
  ['slots.n == 3 && slots.yes', true],
  ['slots.none || slots.yes', true],
  ['!slots.none', true],
  ['slots.missing', null],
  ['slots.missing.deeper.still', null],
  ['slots.missing == null', true],
  ['slots.order.note == null', true],
  ['slots.order.total > 300', true],
  ['slots.none > 1', false],
  ['slots.none <= 1', false],
  ['slots.none + 1', null],
  ['slots.date > now.date', true],
  ['slots.list.map(i, i.id)', ['a', 'b']],
  ['slots.list.filter(i, i.price > 200).map(i, i.id)', ['b']],
  ['slots.list.exists(i, i.id == "b")', true],
  ['slots.list.all(i, i.price > 200)', false],
  ['slots.list.exists_one(i, i.price == 100)', true],
  ['slots.none.map(i, i.id)', []],
  ['slots.list.map(i, i.price).sum()', 350],
  ['slots.list[1].id', 'b'],
  ['slots.list[7]', null],
  ['slots["text"]', '明天中午'],
  ['slots.list + [1]', [{ id: 'a', price: 100 }, { id: 'b', price: 250 }, 1]],
  ['size(slots.list) + slots.text.size()', 6],
  ['size(slots.none)', 0],
  ['"a" in slots.list.map(i, i.id)', true],
  ['"total" in slots.order', true],
  ['{"a": slots.n, "b": [item.id]}', { a: 3, b: ['x'] }],
  ['person.level == "known" ? "in" : "out"', 'in'],
  ['slots.text.contains("中午")', true],
  ['slots.text.startsWith("后天")', false],
  ['has(slots.order.note)', false],
  ['string(slots.n) + "份"', '3份'],
  ['int("12.9")', 12],
  ['int("x")', null],
  ['slots.order == {"total": 350, "note": null}', true],
  ['slots.constructor', null],
  ['slots.__proto__', null],
]

test.each(cases)('%s', (source, value) => {
  expect(compileExpression(source).evaluate(scope)).toEqual(value)
})

test.each([
  ['slots.n +', 'not an expression'],
  ['slot.n', 'a name that is not known'],
  ['matches("a", "b")', 'a function that is not known'],
  ['slots.text.matches("a+")', 'a method that is not known'],
  ['slots.list.map(i, slots.list.filter(j, j.id == i.id))', 'a list inside a list'],
  [`${'('.repeat(60)}1${')'.repeat(60)}`, 'too deep'],
  [Array.from({ length: 150 }, () => 'slots.n').join(' + '), 'too long'],
  ['b"bytes"', 'bytes'],
  ['slots.list.map(1, 2)', 'no name for the element'],
])('%s is refused when it is parsed: %s', source => {
  expect(() => compileExpression(source)).toThrow()
})

test.each(['slots.long.map(i, i)', 'slots.text + 1', 'slots.text ? 1 : 2', 'slots.n < "3"', 'slots.n.field'])(
  '%s fails at run time, naming the expression and no value',
  source => {
    const expression = compileExpression(source)
    expect(() => expression.evaluate(scope)).toThrow(source)
    expect(() => expression.evaluate(scope)).not.toThrow('明天中午')
  },
)
