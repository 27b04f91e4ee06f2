import { type Glob, ONE, RUN } from './pattern';

/** What is left of a pattern after some characters were read. */
export interface State {
  /** Unique within its pattern. */
  readonly id: number;
  /** Whether the text may end here. */
  readonly accepts: boolean;
  /** Whether nothing that follows can match. */
  readonly dead: boolean;
  /** Whether everything that follows matches. */
  readonly anything: boolean;
  /** The characters that are told apart here. */
  readonly literals: readonly number[];
  /** Whether a character that is not among `literals` may follow. */
  readonly open: boolean;
  readonly positions: readonly number[];
  readonly next: Map<number, State>;
}

/** How much work a search may still do, in positions visited. */
export interface Effort {
  left: number;
}

interface Machine {
  readonly start: State;
  readonly states: Map<string, State>;
}

const machines = new WeakMap<Glob, Machine>();

/** Past this many states a pattern's machine is built afresh, so that memory stays bounded. */
const MOST_STATES = 2_000;

/**
 * Positions after a move, with those past a `*` added. A text that matches from before a `*` also matches from that `*`
 * itself, so everything before the last `*` reached is redundant; this keeps the sets small.
 */
const settle = (tokens: Int32Array, moved: readonly number[]): number[] => {
  let lastRun = -1;
  for (const position of moved) if (tokens[position] === RUN && position > lastRun) lastRun = position;
  const kept = new Set<number>();
  for (const position of moved) if (position >= lastRun) kept.add(position);
  if (lastRun >= 0) kept.add(lastRun + 1);
  return [...kept].sort((a, b) => a - b);
};

const enter = (states: Map<string, State>, glob: Glob, moved: readonly number[]): State => {
  const { tokens } = glob;
  const positions = settle(tokens, moved);
  const key = positions.join();
  const seen = states.get(key);
  if (seen !== undefined) return seen;
  const here = positions.map((position) => tokens[position]);
  const state: State = {
    id: states.size,
    positions,
    accepts: positions.at(-1) === tokens.length,
    dead: positions.length === 0,
    anything: positions[0] === tokens.length - 1 && here[0] === RUN,
    literals: [
      ...new Set(here.filter((token) => token !== undefined && token !== RUN && token !== ONE)),
    ] as number[],
    open: here.some((token) => token === RUN || token === ONE),
    next: new Map(),
  };
  states.set(key, state);
  return state;
};

const machineOf = (glob: Glob): Machine => {
  const built = machines.get(glob);
  if (built !== undefined && built.states.size <= MOST_STATES) return built;
  const states = new Map<string, State>();
  const machine = { start: enter(states, glob, [0]), states };
  machines.set(glob, machine);
  return machine;
};

/** A pattern being read character by character. */
export interface Reader {
  readonly start: State;
  readonly step: (state: State, character: number) => State;
}

/** Reads texts against a pattern; what was learnt is kept for the next search with the same pattern. */
export const readerOf = (glob: Glob, effort: Effort): Reader => {
  const { start, states } = machineOf(glob);
  const { tokens } = glob;
  return {
    start,
    step: (state, character) => {
      const known = state.next.get(character);
      if (known !== undefined) return known;
      const moved: number[] = [];
      for (const position of state.positions) {
        const token = tokens[position];
        if (token === RUN) moved.push(position);
        else if (token === ONE || token === character) moved.push(position + 1);
      }
      effort.left -= state.positions.length + 4;
      const entered = enter(states, glob, moved);
      state.next.set(character, entered);
      return entered;
    },
  };
};
