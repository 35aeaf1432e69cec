/* The rules' own proofs: how much another lottery could be better by nash or goldilocks (see rule_gap in
   selection/proof/certificate.py), that nobody excluded could be drawn, and that every level of chances is as high as said. */

import { bound, ceiling, mostSeats, upperBound } from "./certificate.js";
import { largest, smallest } from "./chances.js";
import { finding } from "./findings.js";
import { CHANCE, UNIT, fraction, shown, shownUnits, units, unitsUp } from "./numbers.js";

/* The rules whose certificate has an objective of its own. */
const OWN_OBJECTIVE = ["nash", "goldilocks"];
/* γ of goldilocks: how much small chances count against large ones. */
const GAMMA = 1n;
const NOTHING = new Map();

/* Whether the certificate is of the kind that proves something about this lottery.

   Weight on people who are on no panel would lower a bound that is about all others. The objectives of nash and
   goldilocks have no value while somebody who may be on a panel has chance 0, as when the time was up too soon. */
export function telling(rule, constraints, proofs, byProfile) {
  const { excluded: nowhere, levels: all, objective } = proofs;
  const undecided = byProfile.flatMap((chance, p) => (chance > 0n && constraints.least[p] === 0n ? [p] : []));
  const reached = byProfile.every((chance, p) => chance > 0n || nowhere.has(p) || constraints.most[p] === 0n);
  const own = OWN_OBJECTIVE.includes(rule) && undecided.length > 0 && reached;
  if ((objective !== null) !== own) return false;
  if (all.some((level) => [...level.weights.keys()].some((p) => nowhere.has(p)))) return false;
  if (rule !== "goldilocks" || !own) return true;
  const free = new Set(undecided.filter((p) => !nowhere.has(p)));
  return objective.low.size > 0 && [...objective.low.keys()].every((p) => free.has(p));
}

function ruleGap(constraints, proofs, rule, chances) {
  const most = mostSeats(constraints, proofs), k = constraints.lower[0];
  const able = chances.flatMap((chance, p) => (most[p] > 0n && chance > 0n ? [p] : []));
  if (!able.length || k === 0n) return 0n;
  const n = able.reduce((sum, p) => sum + constraints.count[p], 0n);
  const highest = (weights) => ceiling(constraints, weights, proofs.objective.tree, NOTHING, constraints.least, most);
  if (rule === "nash") {
    const top = highest(new Map(able.map((p) => [p, { n: UNIT * UNIT * constraints.count[p], d: chances[p] }])));
    return unitsUp({ n: top.n - top.d * UNIT * n, d: top.d * UNIT * n });
  }
  const free = able.filter((p) => constraints.least[p] === 0n);
  return free.length ? goldilocksGap(free.map((p) => [p, chances[p]]), proofs.objective, n, k, highest) : 0n;
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

/* Those of whom it is said that they are on no panel are proven to be on none. */
export function* excluded(constraints, proofs) {
  for (const [p, proof] of proofs.excluded) {
    const mean = bound(constraints, proof, NOTHING, constraints.most);
    const seats = { n: mean.n * constraints.count[p], d: mean.d };
    const others = proof.weights.size !== 1 || !proof.weights.has(p);
    if (others || seats.n >= seats.d) {
      yield finding("excluded", { person: constraints.first[p], seats: shown(seats) });
    }
  }
}

/* The published figures are those that the panels give and the certificate proves. */
export function* bounds(record, problem, { profiles }, constraints, proofs, byProfile) {
  const nowhere = record.get("must_not").map((person) => problem.index.get(person));
  for (const p of proofs.excluded.keys()) profiles[p].members.forEach((person) => nowhere.push(person));
  const expected = nowhere.sort((a, b) => a - b).map((person) => problem.people[person]);
  const given = record.get("cannot_be_selected");
  if (given.length !== expected.length || given.some((person, i) => person !== expected[i])) {
    yield finding("cannot", {});
  }
  const minimum = smallest(byProfile.filter((_chance, p) => !proofs.excluded.has(p)));
  const proven = upperBound(constraints, proofs), gap = proven - minimum;
  const own = proofs.objective ? ruleGap(constraints, proofs, record.get("rule"), byProfile) : gap;
  for (const [field, value] of Object.entries({ minimum, upper_bound: proven, gap, rule_gap: own })) {
    if (units(record.get(field)) === value) continue;
    yield finding(field, { given: Number(record.get(field)), computed: shownUnits(value) });
  }
}

/* Per level its chance in 1/UNIT, and what bounds it for lotteries that give earlier levels what they have. */
function* levelBounds(constraints, proofs, byProfile) {
  const most = mostSeats(constraints, proofs);
  const known = new Map([...proofs.excluded.keys()].map((p) => [p, 0n]));
  for (const proof of proofs.levels) {
    const lowest = smallest(byProfile.filter((_chance, p) => !known.has(p)));
    const here = [...proof.weights.keys()].filter((p) => !known.has(p));
    yield [lowest, here.length ? bound(constraints, proof, known, most) : fraction(1n)];
    for (const p of here) known.set(p, byProfile[p]);
  }
}

/* Each level: nobody in it can have more when those of lower levels have what they have. */
export function* levels(constraints, proofs, byProfile) {
  let level = 0;
  for (const [lowest, limit] of levelBounds(constraints, proofs, byProfile)) {
    level += 1;
    if (limit.n * UNIT - lowest * limit.d > CHANCE * limit.d) {
      yield finding("level", { level, bound: shown(limit), chance: shownUnits(lowest) });
    } else yield null;
  }
  const proven = new Set([...proofs.excluded.keys(), ...proofs.levels.flatMap(({ weights }) => [...weights.keys()])]);
  for (const [p, least] of constraints.least.entries()) {
    if (!proven.has(p) && least === 0n) yield finding("levels", { person: constraints.first[p] });
  }
}

/* Where not every level is proven: how much higher each could be, with earlier levels as they are. */
export function* gaps(record, constraints, proofs, byProfile) {
  const computed = [];
  for (const [lowest, limit] of levelBounds(constraints, proofs, byProfile)) {
    computed.push(unitsUp({ n: limit.n * UNIT - lowest * limit.d, d: limit.d * UNIT }));
    yield null;
  }
  const given = record.get("level_gaps");
  if (given.length === computed.length && given.every((number, i) => units(number) === computed[i])) return;
  yield finding("level_gaps", { given: given.join(", "), computed: computed.map(shownUnits).join(", ") });
}
