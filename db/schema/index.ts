export * from './desk.ts'
export * from './meals.ts'
export * from './staff.ts'
