// Loaded before a desk by `node --import`: its wall clock goes as far off as the parent process says, at its start by
// CLOCK_SHIFT_MS and later by messages `{shiftMs}`. The desk knows nothing of it: what jumps is Date itself, as when an
// operator or NTP sets the clock of a machine. performance.now and timers go on as they do there.

const trueNow = Date.now.bind(Date)
let shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0)

Date.now = () => trueNow() + shiftMs

globalThis.Date = new Proxy(Date, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [target.now()] : given, made),
  apply: target => new target(target.now()).toString(),
})

process.on('message', message => {
  if (typeof message === 'object' && message !== null && 'shiftMs' in message) shiftMs = Number(message.shiftMs)
})
// Nobody's reason to live on.
process.channel?.unref()
