import { fileURLToPath } from 'node:url'

/**
 * A folder or file of this project by its name, wherever the project stands: 照应 and blanks are letters of a path like
 * others. Built code is found from dist/desk, as deep as this file.
 */
export const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))
