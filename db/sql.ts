/**
 * What statements are written with. Asked for here, not at the package: Node reads its 180 kB of package.json once for
 * each file that names it.
 */
export {
  type AnyColumn,
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  ne,
  notExists,
  notInArray,
  or,
  Placeholder,
  SQL,
  sql,
} from 'drizzle-orm'
