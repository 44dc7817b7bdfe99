import { describe, expect, test } from 'vitest'
import types from '../../../../db/seed/data/application-types.json' with { type: 'json' }
import { nextOf, type Process, processSchema, transitionTo } from './process.ts'

const processes = new Map(types.map(type => [type.code, processSchema.parse(type.process)]))
const of = (code: string): Process => {
  const found = processes.get(code)
  if (!found) throw new Error(`no type ${code}`)
  return found
}

describe('legal steps', () => {
  test.each([
    ['dibao', 'submitted', 'accepted', 'accept'],
    ['dibao', 'reviewing', 'publicizing', 'opinion_positive'],
    ['dibao', 'reviewing', 'approved', undefined],
    ['dibao', 'rejected', 'reviewing', undefined],
    ['old_age', 'reviewing', 'approved', 'confirm'],
    ['old_age', 'accepted', 'surveying', undefined],
  ])('%s from %s to %s: %s', (type, from, to, event) => {
    expect(transitionTo(of(type), from, to)?.event).toBe(event)
  })

  test('an office’s step goes before the applicant’s to the same status', () => {
    expect(transitionTo(of('marriage_appt'), 'booked', 'cancelled')?.actor).toBe('office')
  })

  test.each([...processes])(
    '%s: every step and limit names what there is, and what is over leads nowhere',
    (_, process) => {
      for (const step of process.transitions) {
        expect(process.statuses).toContain(step.from)
        expect(process.statuses).toContain(step.to)
        expect(process.terminal).not.toContain(step.from)
        if (step.limit) expect(process.limits.map(one => one.id)).toContain(step.limit)
      }
    },
  )
})

describe('who acts next, by which limit', () => {
  test.each([
    ['dibao', 'submitted', { who: 'township_clerk', limit: 'accept', countsFrom: 'submitted' }],
    ['dibao', 'need_supplement', { who: 'applicant', limit: 'supplement_wait', countsFrom: 'need_supplement' }],
    ['dibao', 'accepted', { who: 'township_clerk', limit: 'start_survey', countsFrom: 'accepted' }],
    ['dibao', 'checking', { who: 'check_centre', limit: 'total', countsFrom: 'accepted' }],
    ['dibao', 'surveying', { who: 'surveyor', limit: 'review', countsFrom: 'accepted' }],
    ['dibao', 'publicizing', { who: 'system', limit: 'public', countsFrom: 'publicizing' }],
    ['dibao', 'confirming', { who: 'confirm_officer', limit: 'confirm', countsFrom: 'publicizing_end' }],
    ['dibao', 'approved', { who: 'payment_officer', limit: 'first_pay', countsFrom: 'approved' }],
    ['linshi', 'reviewing', { who: 'township_clerk', limit: 'township', countsFrom: 'accepted' }],
    ['dibao', 'rejected', null],
    ['dibao', 'draft', null],
  ])('%s, %s', (type, status, next) => {
    expect(nextOf(of(type), status)).toEqual(next)
  })
})
