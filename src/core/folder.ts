/** A folder or file of this project by its name. Built code is found from dist/desk, as deep as this file. */
export const folder = (name: string) => new URL(`../../${name}`, import.meta.url).pathname
