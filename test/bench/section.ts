import type { Stage } from './stage.ts'

export interface Section {
  /** As it is asked for: `npm run bench -- NAME`. */
  readonly name: string
  readonly title: string
  /** What is measured and how, for who reads the figures. */
  readonly about: string
  /** Figures in Markdown. */
  run(stage: Stage): Promise<string>
}
