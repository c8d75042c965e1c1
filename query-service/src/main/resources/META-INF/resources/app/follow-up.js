// A question that goes on from an earlier one: which one that is, and what is sent of what was said.

const TURNS = 6;
const LONGEST = 20000;
let from = null;

/** The turn that the next question goes on from, or null. */
export const followed = () => from;

export function follow(turn) {
  from = turn;
}

/** A conversation goes on until the reader ends it; one question alone is not one yet. */
export function answered(turn) {
  if (turn.before !== null && turn.before === from) {
    from = turn;
  }
}

/** What was said before, oldest first. */
export function history(turn) {
  const said = [];
  for (let one = turn.before; one !== null && said.length < TURNS; one = one.before) {
    said.unshift({question: one.question, answer: one.text.slice(0, LONGEST)});
  }
  return said;
}

/** Whether there is something to go on from. */
export const canFollow = (turn) =>
  turn !== undefined && turn.kind === 'answer' && !turn.running && ['answered', 'nothing'].includes(turn.phase);
