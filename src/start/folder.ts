/** A folder of this project by its name. */
export const folder = (name: string) => new URL(`../../${name}`, import.meta.url).pathname
