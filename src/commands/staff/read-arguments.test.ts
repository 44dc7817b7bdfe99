import { expect, test } from 'vitest'
import { readArguments } from './read-arguments.ts'

const ADD = ['add', 'wang.min', '--role', 'caseworker', '--area', '410105']
const added = {
  kind: 'add',
  username: 'wang.min',
  name: 'wang.min',
  role: 'caseworker',
  areas: ['410105'],
  passwordOnStdin: false,
}

test.each([
  [ADD, added],
  [[...ADD, '--area', '410103007'], { ...added, areas: ['410105', '410103007'] }],
  [[...ADD, '--name', '王敏', '--password-stdin'], { ...added, name: '王敏', passwordOnStdin: true }],
  [['list'], { kind: 'list' }],
  [['disable', 'wang.min'], { kind: 'disable', username: 'wang.min' }],
])('%j is understood', (given, meant) => {
  expect(readArguments(given)).toEqual(meant)
})

test.each([
  [[]],
  [['add']],
  [['add', 'wang.min']],
  [['add', 'wang.min', '--role', 'caseworker']],
  [['add', 'wang.min', '--area', '4101']],
  [['add', 'wang.min', '--role', 'king', '--area', '4101']],
  [['add', 'wang.min', '--role', 'operator', '--area', '41']],
  [['add', 'wang.min', '--role', 'operator', '--area', '金水']],
  [[...ADD, 'another']],
  [[...ADD, '--password', 'never-as-an-argument']],
  // Names that the sign-in would not take.
  [['add', 'wm', '--role', 'operator', '--area', '4101']],
  [['add', '王敏', '--role', 'operator', '--area', '4101']],
  [['add', 'a'.repeat(31), '--role', 'operator', '--area', '4101']],
  [['list', 'wang.min']],
  [['list', '--role', 'operator']],
  [['disable']],
  [['enable', 'wang.min']],
])('%j is not', given => {
  expect(readArguments(given)).toBeNull()
})
