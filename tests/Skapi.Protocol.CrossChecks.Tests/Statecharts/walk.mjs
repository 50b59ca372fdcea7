// Walks charts with XState and answers, for each walk through each chart, for its start and for each step: the state, whether a transition
// was taken, and what was called.
import { createMachine, fromPromise, initialTransition, transition } from 'xstate'
import { readInput, writeOutput } from '../Node/standard-streams.mjs'

let passing = new Set()

writeOutput(readInput().map(({ chart, walks }) => {
  const machine = machineOf(chart)
  return walks.map(steps => walk(chart, machine, steps))
}))

// A guard passes where the walk's step says so. One that receives a payload passes for even payloads only.
function machineOf(chart) {
  const isCalled = name => ({ event }) =>
    passing.has(name) && (!chart.meta?.guards?.[name]?.payload || payloadOf(event) % 2 === 0)
  return createMachine(chart, {
    guards: Object.fromEntries(guardsOf(chart).map(name => [name, isCalled(name)])),
    actors: Object.fromEntries(tasksOf(chart).map(task => [task.src, fromPromise(() => new Promise(() => {}))])),
    delays: Object.fromEntries(Object.entries(chart.meta?.delays ?? {}).map(([name, delay]) => [name, delay.milliseconds])),
  })
}

function walk(chart, machine, { start, steps }) {
  const seen = []
  const see = (moved, actions, isSkipped = false) => seen.push({
    state: pathOf(snapshot.value), moved, log: actions.map(action => describeIn(chart, action)), tags: [...snapshot.tags], isSkipped,
  })
  passing = new Set(start)
  let [snapshot, actions] = initialTransition(machine)
  see(true, actions)
  for (const step of steps) {
    passing = new Set(step.guards)
    const path = pathOf(snapshot.value).split('.')
    const type = eventOf(chart, path, step)
    // An actor that is done receives no more events.
    const isActive = snapshot.status === 'active'
    const event = { type: type ?? 'xstate.after.none', payload: step.payload, output: step.payload, error: step.payload }
    const moved = isActive && type !== undefined && (machine.getTransitionData(snapshot, event) ?? []).length > 0
    // “*” takes any event, also that of a delay or a task that does not run, but those send none. An error without a transition ends the
    // machine, so the generator requires “onError”.
    if ((type === undefined && (step.kind !== 'delay' || JSON.stringify(chart).includes('"*"'))) || (step.kind === 'error' && !moved)) {
      see(false, [], true)
      continue
    }
    [snapshot, actions] = isActive ? transition(machine, snapshot, event) : [snapshot, []]
    see(moved, actions)
  }
  return seen
}

// The state of a value such as { on: { busy: 'one' } } is on.busy.one.
function pathOf(value) {
  if (typeof value === 'string') return value
  const [name, inner] = Object.entries(value)[0]
  return `${name}.${pathOf(inner)}`
}

// The type of the event of a step, or undefined for a delay or a task that does not run in an active state.
function eventOf(chart, path, { name, kind }) {
  if (kind === 'trigger') return name
  let node = chart
  for (let depth = 1; depth <= path.length; depth++) {
    node = node.states[path[depth - 1]]
    const owner = `${chart.id}.${path.slice(0, depth).join('.')}`
    const index = invokesOf(node).findIndex(task => task.src === name)
    if (kind === 'delay' && node.after?.[name] !== undefined) return `xstate.after.${name}.${owner}`
    if (kind !== 'delay' && index >= 0) return `xstate.${kind}.actor.${invokesOf(node)[index].id ?? `${index}.${owner}`}`
  }
  return undefined
}

function invokesOf(node) {
  return [node.invoke ?? []].flat()
}

function tasksOf(node) {
  return [...invokesOf(node), ...Object.values(node.states ?? {}).flatMap(tasksOf)]
}

function describeIn(chart, action) {
  if (action.type === 'xstate.raise') return `start ${delayOf(chart, action.params.id)}`
  if (action.type === 'xstate.cancel') return `cancel ${delayOf(chart, action.params.sendId)}`
  if (action.type === 'xstate.spawnChild') return `spawn ${action.params.src}`
  if (action.type === 'xstate.stopChild') return `stop ${action.params.src}`
  return chart.meta?.actions?.[action.type]?.payload ? `${action.type}(${payloadOf(action.info.event)})` : action.type
}

// The payload is where XState puts it: “output” of a task that is done, “error” of one that failed, or what the sender named.
function payloadOf(event) {
  if (event.type.startsWith('xstate.done.')) return event.output
  return event.type.startsWith('xstate.error.') ? event.error : event.payload
}

// XState names a delay's event xstate.after.<delay>.<chart>.<state>.
function delayOf(chart, id) {
  return id.slice('xstate.after.'.length).split(`.${chart.id}.`)[0]
}

function guardsOf(node) {
  if (node === null || typeof node !== 'object') return []
  const nested = Object.values(node).flatMap(guardsOf)
  return 'guard' in node ? [...nested, node.guard.type ?? node.guard] : nested
}
