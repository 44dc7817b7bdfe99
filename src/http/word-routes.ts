import * as z from 'zod'
import { listLearnedWords, teachableMeanings, teachWords, unteachWords } from '../desk/words/teach-words.ts'
import { dismissUnknownWords, listUnknownWords } from '../desk/words/unknown-words.ts'
import {
  byIdSchema,
  byWordingSchema,
  learnedWordsSchema,
  meaningsSchema,
  okSchema,
  taughtSchema,
  teachSchema,
  unknownWordsSchema,
} from './api.ts'
import { type ApiRoute, jsonRoute } from './api-route.ts'
import type { HttpPorts } from './ports.ts'

const OK = { ok: true } as const
const access = ['administrator'] as const
const nothing = z.object({})

/** Words that we did not know, and what administrators teach of them. */
export function wordRoutes({ desk }: Pick<HttpPorts, 'desk'>): ApiRoute[] {
  return [
    jsonRoute({
      method: 'get',
      path: '/words/unknown',
      summary: 'What was not understood in my areas, masked, by wording',
      access,
      input: nothing,
      output: unknownWordsSchema,
      run: async (_, { staff }) => ({ words: await listUnknownWords(desk, staff) }),
    }),
    jsonRoute({
      method: 'post',
      path: '/words/unknown/:id/dismiss',
      summary: 'Nothing to teach: off the list until it is said again',
      access,
      input: byWordingSchema,
      output: okSchema,
      run: async ({ id }, { staff }) => dismissUnknownWords(desk, staff, id).then(() => OK),
    }),
    jsonRoute({
      method: 'get',
      path: '/words/meanings',
      summary: 'What words can be taught to mean',
      access,
      input: nothing,
      output: meaningsSchema,
      run: async () => teachableMeanings(desk),
    }),
    jsonRoute({
      method: 'get',
      path: '/words/learned',
      summary: 'What was taught, the newest first',
      access,
      input: nothing,
      output: learnedWordsSchema,
      run: async () => ({ words: await listLearnedWords(desk) }),
    }),
    jsonRoute({
      method: 'post',
      path: '/words/learned',
      summary: 'Teach an alias of an item or an example of an intent; it is read so from now on',
      access,
      input: teachSchema,
      output: taughtSchema,
      run: async (lesson, { staff }) => ({ refused: await teachWords(desk, staff, lesson) }),
    }),
    jsonRoute({
      method: 'post',
      path: '/words/learned/:id/remove',
      summary: 'Take it back',
      access,
      input: byIdSchema,
      output: okSchema,
      run: async ({ id }, { staff }) => unteachWords(desk, staff, id).then(() => OK),
    }),
  ]
}
