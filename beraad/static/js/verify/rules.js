/* How much better another lottery could be by nash or goldilocks: the text of selection/proof/objective.py says why. */

import { ceiling, largest, mostSeats, smallest } from "./certificate.js";
import { UNIT, unitsUp } from "./numbers.js";

/* By how much a rule's objective may be better, in 1/UNIT, and the lottery still count as proven. */
export const RULE_GAP = new Map([["nash", 10n ** 5n], ["goldilocks", 10n ** 7n]]);
/* γ of goldilocks: how much small chances count against large ones. */
const GAMMA = 1n;

/* By how much the rule's objective could be better, in 1/UNIT, rounded up; null where nothing is proven. */
export function ruleGap(constraints, proofs, rule, chances) {
  const most = mostSeats(constraints, proofs), k = constraints.lower[0], proof = proofs.objective;
  const able = [...most.keys()].filter((p) => most[p] > 0n);
  const free = able.filter((p) => constraints.least[p] === 0n);
  if (able.some((p) => chances[p] === 0n)) return null;
  if (!free.length || k === 0n) return 0n;
  if (proof === null) return null;
  const n = able.reduce((sum, p) => sum + constraints.count[p], 0n);
  const highest = (weights) => ceiling(constraints, weights, proof.tree, most);
  if (rule === "nash") {
    const top = highest(new Map(able.map((p) => [p, { n: UNIT * UNIT * constraints.count[p], d: chances[p] }])));
    return unitsUp({ n: top.n - top.d * UNIT * n, d: top.d * UNIT * n });
  }
  const known = new Set(free), named = [...proof.low.keys(), ...proof.high.keys()];
  if (!proof.low.size || !proof.high.size || !named.every((p) => known.has(p))) return null;
  return goldilocksGap(free.map((p) => [p, chances[p]]), proof, n, k, highest);
}

/* a·max π − b/m + the ceiling of the tangent, with a = n/k, b = γ k/n, and chances in 1/UNIT. */
function goldilocksGap(pi, { low, high }, n, k, highest) {
  const add = (weights) => [...weights.values()].reduce((sum, weight) => sum + weight, 0n);
  const m = smallest(pi.map(([, chance]) => chance)), max = largest(pi.map(([, chance]) => chance));
  const L = add(low), H = add(high), d = n * k * m * m * L * H;
  const tangent = new Map(pi.map(([p]) => {
    const gain = GAMMA * k * k * UNIT * UNIT * H * (low.get(p) ?? 0n), loss = n * n * m * m * L * (high.get(p) ?? 0n);
    return [p, { n: UNIT * (gain - loss), d }];
  }));
  const top = highest(tangent), own = { n: n * n * max * m - GAMMA * k * k * UNIT * UNIT, d: k * UNIT * n * m };
  return unitsUp({ n: own.n * top.d * UNIT + top.n * own.d, d: own.d * top.d * UNIT });
}
