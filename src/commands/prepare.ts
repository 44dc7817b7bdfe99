import { makeClusterTemplate } from '../../db/make-cluster-template.ts'
import { buildWhenStale } from '../start/build-when-stale.ts'

buildWhenStale()
await makeClusterTemplate()
