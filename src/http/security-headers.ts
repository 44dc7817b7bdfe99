import type { MiddlewareHandler } from 'hono'

/** Everything comes from here, and nothing is shown inside another site's page. */
const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export function securityHeaders(https: boolean): MiddlewareHandler {
  return async (c, next) => {
    await next()
    // What platforms' servers are answered no browser shows.
    if (c.req.path.startsWith('/webhooks/')) return
    const headers = c.res.headers
    // An attachment is served under a stricter policy of its own.
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', POLICY)
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'no-referrer')
    headers.set('x-frame-options', 'DENY')
    headers.set('cross-origin-opener-policy', 'same-origin')
    headers.set('permissions-policy', 'camera=(self), microphone=(self), geolocation=(self)')
    if (https) headers.set('strict-transport-security', 'max-age=31536000')
  }
}
