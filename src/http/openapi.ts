import * as z from 'zod'
import { errorSchema } from './api.ts'
import type { ApiRoute } from './api-route.ts'

type Json = Record<string, unknown>

/** OpenAPI 3.1, made from the schemas that the routes themselves parse with. */
export function openapi(routes: readonly ApiRoute[]): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [route.method]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Zhaoying staff API', version: '1' },
    paths,
    components: {
      schemas: { Error: schemaOf(errorSchema, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'desk.session_token' } },
    },
  }
}

function operation(route: ApiRoute): Json {
  const input = schemaOf(route.input, 'input')
  const properties = asObject(input.properties)
  const required = Array.isArray(input.required) ? input.required : []
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const others = Object.keys(properties).filter(name => !inPath.includes(name))
  const parameter = (name: string, where: 'path' | 'query') => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: properties[name] ?? { type: 'string' },
  })
  const query = route.method === 'get' ? others.map(name => parameter(name, 'query')) : []
  return {
    summary: route.summary,
    security: route.access === 'public' ? [] : [{ session: [] }],
    ...(typeof route.access === 'string' ? {} : { 'x-roles': route.access }),
    parameters: [...inPath.map(name => parameter(name, 'path')), ...query],
    ...(route.method === 'post' && { requestBody: body(properties, required, others) }),
    responses: { 200: answer(route), ...failures(route) },
  }
}

function body(properties: Json, required: readonly unknown[], names: readonly string[]): Json {
  const schema = {
    type: 'object',
    properties: Object.fromEntries(names.map(name => [name, properties[name]])),
    required: names.filter(name => required.includes(name)),
  }
  return { required: schema.required.length > 0, content: { 'application/json': { schema } } }
}

function answer(route: ApiRoute): Json {
  const json = { 'application/json': { schema: schemaOf(route.output, 'output') } }
  if (route.also === 'text/csv')
    return { description: 'OK', content: { ...json, 'text/csv': { schema: { type: 'string' } } } }
  if (route.also) return { description: 'OK', content: { [route.also]: { schema: schemaOf(route.output, 'output') } } }
  return { description: 'OK', content: json }
}

function failures(route: ApiRoute): Json {
  const error = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } }
  const codes: Record<number, string> = {
    400: 'the input is not as described',
    ...(route.access !== 'public' && { 401: 'nobody is signed in' }),
    ...(route.access !== 'public' && { 403: 'not your role, or not sent from our own page' }),
    ...(route.path.includes(':') && { 404: 'not there, or not in your area' }),
    ...(route.method === 'post' && { 409: 'somebody was first, or it is too late' }),
    503: 'the database is away; try again',
  }
  return Object.fromEntries(Object.entries(codes).map(([status, description]) => [status, { description, ...error }]))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
