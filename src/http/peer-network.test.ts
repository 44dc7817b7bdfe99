import { expect, test } from 'vitest'
import { peerNetwork } from './peer-network.ts'

const PEERS: readonly (readonly [what: string, remote: string, forwarded: string | undefined, network: string])[] = [
  ['somebody without a proxy', '198.51.100.7', undefined, '198.51.100.7'],
  ['somebody without a proxy who names another', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
  ['a proxy of this machine', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['a proxy behind one that was lied to', '::ffff:172.18.0.1', '192.0.2.66, 203.0.113.9', '203.0.113.9'],
  ['two proxies of ours', '10.0.0.2', '192.0.2.66, 203.0.113.9, 10.0.0.3', '203.0.113.9'],
  ['a proxy that names ports', '10.0.0.2', '203.0.113.9:4711', '203.0.113.9'],
  ['a proxy that names brackets', '10.0.0.2', '[2001:db8::9]:4711', '2001:db8:0:0::/64'],
  ['a proxy that names nobody', '127.0.0.1', undefined, '127.0.0.1'],
  ['a proxy that names nobody, in words', '127.0.0.1', ' , ', '127.0.0.1'],
  ['somebody of the office', '127.0.0.1', '192.168.1.20', '192.168.1.20'],
  ['one line of IPv6', '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
  ['the same line, written shorter', '2001:0DB8:1:2::6', undefined, '2001:db8:1:2::/64'],
  ['a short address', '2001:db8::', undefined, '2001:db8:0:0::/64'],
  ['IPv4 in the dress of IPv6', '::ffff:198.51.100.7', undefined, '198.51.100.7'],
  ['nobody knows', '', undefined, ''],
]

test.each(PEERS)('%s is counted by where they are', (_, remote, forwarded, network) => {
  expect(peerNetwork(remote, forwarded)).toBe(network)
})
