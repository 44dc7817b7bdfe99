import { makeClusterTemplate } from '../../db/cluster-template.ts'

await makeClusterTemplate()
