import { makeClusterTemplate } from '../db/make-cluster-template.ts'
import { buildWhenStale } from '../src/start/build-when-stale.ts'

/** The pages, the server and the empty database that tests open and start are those of the sources. */
export default async function setup(): Promise<void> {
  buildWhenStale()
  await makeClusterTemplate()
}
