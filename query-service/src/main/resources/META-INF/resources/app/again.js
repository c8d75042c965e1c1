// Asking again and again: after a pause, which grows while the server is away, and not at all where the same
// question will be refused again.

const LONGEST = 60_000;

const mayPass = (problem) => problem.status === 0 || problem.status === 429 || problem.status >= 500;

/**
 * @param ask is told how to find out whether a later question has overtaken it; resolves to whether there is
 *     more to ask for, and fails with the problem that it met
 * @param pause between two questions, in milliseconds
 */
export function again(ask, pause) {
  let timer = 0;
  let due = Infinity;
  let newest = 0;
  let failures = 0;

  async function now() {
    clearTimeout(timer);
    due = Infinity;
    const mine = ++newest;
    const overtaken = () => mine !== newest;
    let more;
    let failed = 0;
    try {
      more = await ask(overtaken);
    } catch (problem) {
      more = mayPass(problem);
      failed = failures + 1;
    }
    if (!overtaken()) {
      failures = failed;
      if (more) {
        within(Math.min(LONGEST, pause * 2 ** failures));
      }
    }
  }

  /** At the latest after this time; who asks often does not put it off. */
  function within(wait) {
    if (performance.now() + wait < due) {
      clearTimeout(timer);
      due = performance.now() + wait;
      timer = setTimeout(now, wait);
    }
  }
  return {now, within};
}
