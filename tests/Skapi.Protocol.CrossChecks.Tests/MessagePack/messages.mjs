// Reads the messages of .NET with @msgpack/msgpack, holds them against their JSON by the schemas, and writes them anew.
import { readFileSync, readdirSync } from 'node:fs'
import { decode, decodeTimestampToTimeSpec, encode, encodeTimeSpecToTimestamp, ExtensionCodec } from '@msgpack/msgpack'
import { readInput, writeOutput } from '../Node/standard-streams.mjs'

const protocol = new URL('../../../protocol/', import.meta.url)

// The library's own Date has milliseconds only.
class Timestamp {
  constructor(spec) { Object.assign(this, spec) }
}

const extensionCodec = new ExtensionCodec()
extensionCodec.register({
  type: -1,
  encode: value => value instanceof Timestamp ? encodeTimeSpecToTimestamp(value) : null,
  decode: data => new Timestamp(decodeTimestampToTimeSpec(data)),
})

const types = new Map()
for (const file of readdirSync(protocol).filter(name => name.endsWith('.json') && !name.endsWith('.statechart.json'))) {
  const root = JSON.parse(readFileSync(new URL(file, protocol), 'utf8'))
  types.set(root.metadata?.name ?? file.replace('.json', ''), { schema: root, root })
  for (const [name, schema] of Object.entries(root.definitions ?? {})) types.set(schema.metadata?.name ?? name, { schema, root })
}

writeOutput(readInput().map(({ type, json, bytes }) => {
  const known = types.get(type)
  if (!known) throw new Error(`no schema makes a type ${type}`)

  const value = decode(Buffer.from(bytes, 'base64'), { extensionCodec })
  compare(known.root, known.schema, JSON.parse(json), value, type)
  return Buffer.from(encode(value, { extensionCodec })).toString('base64')
}))

function compare(root, schema, json, value, path) {
  const expect = (condition, expected) => {
    if (!condition) throw new Error(`${path}: expected ${expected}, found ${JSON.stringify(value)} for ${JSON.stringify(json)}`)
  }

  if (schema.ref !== undefined) return compare(root, root.definitions[schema.ref], json, value, path)
  if (value === null) return expect(json === null || json === undefined, 'a value')
  if (schema.enum) return expect(value === json, 'the same text')
  if (schema.type === 'timestamp') return expect(value instanceof Timestamp && sameInstant(json, value), 'the same instant')
  if (schema.metadata?.encoding === 'base64') return expect(Buffer.from(value).equals(Buffer.from(json, 'base64')), 'the same bytes')
  if (schema.type) return expect(value === json, 'the same value')
  if (schema.elements) {
    expect(Array.isArray(value) && value.length === json.length, 'as many elements')
    return json.forEach((item, index) => compare(root, schema.elements, item, value[index], `${path}/${index}`))
  }
  if (schema.values) {
    expect(Object.keys(value).sort().join() === Object.keys(json).sort().join(), 'the same names')
    return Object.keys(json).forEach(name => compare(root, schema.values, json[name], value[name], `${path}/${name}`))
  }
  if (schema.mapping) {
    expect(Array.isArray(value) && value.length === 2, 'a union')
    const tag = json[schema.discriminator]
    if (!(tag in schema.mapping)) return expect(value[0] === tag && sameJson(json, value[1]), 'the tag and the text of an unknown case')
    expect(value[0] === keysOf(schema.mapping).get(tag), `the key of “${tag}”`)
    const { [schema.discriminator]: _, ...members } = json
    return compare(root, schema.mapping[tag], members, value[1], `${path}/${tag}`)
  }
  if (schema.properties || schema.optionalProperties) {
    const members = { ...schema.properties, ...schema.optionalProperties }
    const keys = keysOf(members)
    expect(Array.isArray(value) && value.length === 1 + Math.max(-1, ...keys.values()), 'an element for each key')
    expect(Object.keys(json).every(name => keys.has(name)), 'no member beside those of the schema')
    return keys.forEach((key, name) => compare(root, members[name], json[name], value[key], `${path}/${name}`))
  }
  expect(sameJson(json, value), 'the text of the JSON value')
}

// A position is a key, unless the schema says otherwise.
function keysOf(members) {
  return new Map(Object.entries(members).map(([name, schema], index) => [name, schema.metadata?.key ?? index]))
}

function sameJson(json, text) {
  return typeof text === 'string' && JSON.stringify(JSON.parse(text)) === JSON.stringify(json)
}

function sameInstant(text, { sec, nsec }) {
  const fraction = /\.(\d+)Z$/.exec(text)[1].padEnd(9, '0')
  return Math.floor(Date.parse(text) / 1000) === sec && Number(fraction) === nsec
}
