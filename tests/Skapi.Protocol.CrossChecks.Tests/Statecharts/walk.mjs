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
  const describe = action => describeIn(chart, action)
  passing = new Set(start)
  let [snapshot, actions] = initialTransition(machine)
  const seen = [{ state: snapshot.value, moved: true, log: actions.map(describe) }]
  for (const step of steps) {
    passing = new Set(step.guards)
    const type = step.isDelay ? `xstate.after.${step.name}.${chart.id}.${snapshot.value}` : step.name
    // An actor that is done receives no more events.
    const isActive = snapshot.status === 'active'
    const moved = isActive && (machine.getTransitionData(snapshot, { type }) ?? []).length > 0;
    [snapshot, actions] = isActive ? transition(machine, snapshot, { type }) : [snapshot, []]
    seen.push({ state: snapshot.value, moved, log: actions.map(describe) })
  }
  return seen
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
