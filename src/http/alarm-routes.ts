import * as z from 'zod'
import { type AlarmId, branded } from '../core/ids.ts'
import { listAlarms } from '../desk/alarm-cards.ts'
import { openAlarm } from '../desk/alarm-detail.ts'
import { closeAlarm, takeAlarm } from '../desk/alarm-duty.ts'
import { alarmDetailSchema, alarmListSchema, byIdSchema, closeAlarmSchema, okSchema } from './api.ts'
import { type ApiRoute, DESK_ROLES, jsonRoute } from './api-route.ts'
import type { HttpPorts } from './ports.ts'
import { staffMessages } from './staff-messages.ts'

const OK = { ok: true } as const
const alarmId = (id: string) => branded<AlarmId>(id)

export function alarmRoutes({ desk }: Pick<HttpPorts, 'desk'>): ApiRoute[] {
  const access = DESK_ROLES
  return [
    jsonRoute({
      method: 'get',
      path: '/alarms',
      summary: 'Alarms of my areas: the open ones, oldest first, then the last closed',
      access,
      input: z.object({}),
      output: alarmListSchema,
      run: async (_, { staff }) => ({ alarms: await listAlarms(desk, desk.database.db, staff) }),
    }),
    jsonRoute({
      method: 'get',
      path: '/alarms/:id',
      summary: 'One alarm with the talk it came from; each opening is written down',
      access,
      input: byIdSchema,
      output: alarmDetailSchema,
      async run({ id }, { staff }) {
        const detail = await openAlarm(desk, staff, alarmId(id))
        return { ...detail, messages: staffMessages(detail.messages) }
      },
    }),
    jsonRoute({
      method: 'post',
      path: '/alarms/:id/take',
      summary: 'I see to it; one winner, the others get 409',
      access,
      input: byIdSchema,
      output: okSchema,
      run: async ({ id }, { staff }) => takeAlarm(desk, staff, alarmId(id)).then(() => OK),
    }),
    jsonRoute({
      method: 'post',
      path: '/alarms/:id/close',
      summary: 'It is over: what became of it',
      access,
      input: byIdSchema.extend(closeAlarmSchema.shape),
      output: okSchema,
      run: async ({ id, note }, { staff }) => closeAlarm(desk, staff, alarmId(id), note).then(() => OK),
    }),
  ]
}
