/** Where a process of this machine reaches what listens there, as `http://127.0.0.1:8787`. */
export function httpAddress(host: string, port: number): string {
  const name = EVERYWHERE[host] ?? host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** Listening on all interfaces is no address to go to. */
const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
