/** So long an answer to a platform's request is on its way out; of a process that dies then it is given back later. */
export const GIVING_MS = 5_000
