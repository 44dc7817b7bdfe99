import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { folder } from '../../../src/core/folder.ts'
import { publish } from '../../../src/desk/publish.ts'
import { publication } from '../../desk/shop-flows.ts'
import type { Fleet } from '../fleet.ts'
import type { Plot } from './ground.ts'

const AGAIN_MS = 50
/** Stands first in the menu: numbers in menus that are open mean something else in the new ones. */
const NEW_FLOW = `
format: flow/1
flow: storm-song
about: A song is wished for.
title: title
menu: { place: 0, label: title }
start: done
steps:
  done: { end: done, say: done }
texts:
  zh-CN: { title: 点歌, done: 好，记下了。 }
  zh-TW: { title: 點歌, done: 好，記下了。 }
  en: { title: Wish for a song, done: Noted. }
`

/**
 * Another order-meal comes into force in the middle of talks, and a further flow. With a server at once, for all
 * processes; on PGlite by FLOWS_DIR, as operators do it, with a restart.
 */
export async function publishInTalks({ database, flows }: Plot, fleet: Fleet, place: number): Promise<void> {
  if (!database) {
    await writeFile(join(flows, 'storm-song.yaml'), NEW_FLOW)
    await fleet.end(place)
    await fleet.revive(place)
    return
  }
  const shipped = readFileSync(folder('flows/order-meal.yaml'), 'utf8')
  const changed = shipped.replace('menu: { place: 1,', 'menu: { place: 9,')
  if (changed === shipped) throw new Error('order-meal stands at another place in the menu')
  const publications = [publication(changed), publication(NEW_FLOW)]
  while (!fleet.over) {
    const done = await database
      .transaction(async tx => {
        await publish(tx, publications, 'storm')
        await database.bell.ring(tx, 'flows', '')
      })
      .then(() => true)
      .catch(() => false)
    if (done) return
    await pause(AGAIN_MS)
  }
}
