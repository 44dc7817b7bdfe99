const PRIVATE = /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.|^::1$|^f[cd]|^fe[89ab]/

/**
 * Where a request comes from, to count by: an IPv4 address, or the /64 that one line gets of IPv6. A proxy on a private
 * network is believed whom it names (X-Forwarded-For); anybody else may have made that up.
 */
export function peerNetwork(remote: string, forwardedFor = ''): string {
  const named = forwardedFor.split(',').map(plain).filter(Boolean)
  const chain = [...named, plain(remote)]
  if (!PRIVATE.test(chain.at(-1) ?? '')) return network(chain.at(-1) ?? '')
  return network(chain.findLast(one => !PRIVATE.test(one)) ?? named.at(-1) ?? plain(remote))
}

/** Without spaces, the brackets and port of some proxies, and the IPv6 dress of an IPv4 address. */
function plain(address: string): string {
  const bare = address.trim().toLowerCase()
  return (/^\[(.+)\](?::\d+)?$/.exec(bare)?.[1] ?? bare.replace(/^([\d.]+):\d+$/, '$1')).replace(
    /^::ffff:(?=\d+\.)/,
    '',
  )
}

function network(address: string): string {
  if (!address.includes(':')) return address
  const [head = [], tail = []] = address.split('::').map(part => part.split(':').filter(Boolean))
  const gap = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  const groups = [...head, ...gap, ...tail].slice(0, 4)
  return `${groups.map(group => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}
