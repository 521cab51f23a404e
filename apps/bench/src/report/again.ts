/** Cases that were measured again by themselves, in place of those in what is published. */

import type { CaseResult, Results } from '../peers/results.ts'

/**
 * What is published, with the cases of `again` in it, which say when and of which Kadkit they are.
 * @throws RangeError where they are of another machine, Node or extent: then their figures do not belong side by side.
 */
export function withAgain(published: Results, again: Results): Results {
  const [before, now] = [published, again].map(({ mode, rounds, machine }) =>
    JSON.stringify([mode, rounds, machine.cpu, machine.cores, machine.node]),
  )
  if (before !== now) throw new RangeError(`what is published is of ${before}, and this of ${now}`)
  const { date } = again
  const kadkit = again.versions.kadkit ?? 'unknown'
  const cases = published.cases.map((each): CaseResult => {
    const anew = again.cases.find(({ name }) => name === each.name)
    return anew === undefined ? each : { ...anew, again: { date, kadkit } }
  })
  return { ...published, cases }
}
