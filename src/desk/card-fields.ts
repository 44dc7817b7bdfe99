import * as z from 'zod'

/** `area.name` as staff read it. */
export const areaName = z.object({ 'zh-CN': z.string() }).transform(name => name['zh-CN'])

export const iso = (at: Date | null): string | null => at?.toISOString() ?? null
