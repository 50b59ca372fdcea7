// Walks charts with XState and answers, for each walk through each chart, for its start and for each step: the state, whether a transition
// was taken, and what was called.
import { createMachine, initialTransition, transition } from 'xstate'
import { readInput, writeOutput } from '../Node/standard-streams.mjs'

let passing = new Set()

writeOutput(readInput().map(({ chart, walks }) => {
  const machine = machineOf(chart)
  return walks.map(steps => walk(chart, machine, steps))
}))

// A guard passes where the walk's step says so.
function machineOf(chart) {
  const isCalled = name => () => passing.has(name)
  return createMachine(chart, {
    guards: Object.fromEntries(guardsOf(chart).map(name => [name, isCalled(name)])),
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
    const owner = step.isDelay ? ownerOf(chart, path, step.name) : undefined
    // “*” takes any event, also that of a delay that does not run. A timer that does not run sends none.
    if (step.isDelay && owner === undefined && JSON.stringify(chart).includes('"*"')) {
      see(false, [], true)
      continue
    }
    const type = step.isDelay ? `xstate.after.${step.name}.${chart.id}.${owner ?? path.join('.')}` : step.name
    // An actor that is done receives no more events.
    const isActive = snapshot.status === 'active'
    const moved = isActive && (machine.getTransitionData(snapshot, { type }) ?? []).length > 0;
    [snapshot, actions] = isActive ? transition(machine, snapshot, { type }) : [snapshot, []]
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

// The path of the active state that has a delay.
function ownerOf(chart, path, delay) {
  let node = chart
  for (let depth = 1; depth <= path.length; depth++) {
    node = node.states[path[depth - 1]]
    if (node.after?.[delay] !== undefined) return path.slice(0, depth).join('.')
  }
  return undefined
}

function describeIn(chart, action) {
  if (action.type === 'xstate.raise') return `start ${delayOf(chart, action.params.id)}`
  if (action.type === 'xstate.cancel') return `cancel ${delayOf(chart, action.params.sendId)}`
  return action.type
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
