/* What a certificate proves, in whole numbers and fractions alone. The text of selection/proof/certificate.py says why it
   proves what it proves; the letters are the same. A tree is {multipliers} or {profile, at, low, high}; weights are Maps
   profile → fraction. */

import { PROVEN_ROOM, UNIT, Sum, atLeast, fraction, units, unitsUp } from "./numbers.js";

class Unknown extends Error {}

/* The certificate of a record, or null when it names rows, profiles or numbers that don't exist. Records of the first
   format have weights instead of the chance of a level; there it is the largest chance of anyone with weight. */
export function readCertificate(constraints, document, byProfile) {
  const at = new Map(constraints.first.map((person, p) => [person, p]));
  const objective = document.get("objective");
  try {
    return {
      levels: document.get("levels").map((level) => readLevel(constraints, at, level, byProfile)),
      excluded: new Map([...document.get("excluded")].map(([person, tree]) => [
        look(at, person),
        readTree(constraints, at, tree),
      ])),
      objective: objective === null ? null : readObjective(constraints, at, objective),
      tickets: readMultipliers(constraints, document.get("tickets")),
    };
  } catch (error) {
    if (error instanceof Unknown) return null;
    throw error;
  }
}

function look(at, person) {
  if (!at.has(person)) throw new Unknown();
  return at.get(person);
}

function readWhole(number) {
  const whole = units(number);
  if (whole === null) throw new Unknown();
  return whole;
}

function readWeights(at, given) {
  const weights = new Map([...given].map(([person, number]) => [look(at, person), readWhole(number)]));
  if ([...weights.values()].some((weight) => weight <= 0n)) throw new Unknown();
  return weights;
}

function readObjective(constraints, at, given) {
  const [low, high] = ["low", "high"].map((side) => readWeights(at, given.get(side)));
  return { low, high, tree: readTree(constraints, at, given) };
}

function readLevel(constraints, at, given, byProfile) {
  const weights = readWeights(at, given.get("weights") ?? new Map());
  const highest = largest([...weights.keys()].map((p) => byProfile[p]));
  return {
    at: given.has("at") ? readWhole(given.get("at")) : highest,
    tree: readTree(constraints, at, given),
    weights,
  };
}

function readTree(constraints, at, given) {
  if (given.has("split")) {
    const [person, value, low, high] = given.get("split");
    const sides = [low, high].map((side) => readTree(constraints, at, side));
    return { profile: look(at, person), at: value, low: sides[0], high: sides[1] };
  }
  return { multipliers: readMultipliers(constraints, given) };
}

function readMultipliers(constraints, given) {
  const multipliers = new Map(given.get("multipliers").map(([row, number]) => [Number(row), readWhole(number)]));
  const known = [...multipliers.keys()].every((row) => row < constraints.lower.length);
  if (multipliers.size < given.get("multipliers").length || !known) throw new Unknown();
  return multipliers;
}

/* The largest and smallest of whole numbers; of none it is 0. */
export function largest(wholes) {
  return wholes.length ? wholes.reduce((a, b) => (a > b ? a : b)) : 0n;
}

export function smallest(wholes) {
  return wholes.length ? wholes.reduce((a, b) => (a < b ? a : b)) : 0n;
}

/* What the tree proves about the seats of profile p on a panel. */
export function seatsAtMost(constraints, p, tree) {
  return over(ceiling(constraints, new Map([[p, fraction(UNIT * constraints.count[p])]]), tree, constraints.most), UNIT);
}

const over = ({ n, d }, by) => fraction(n, d * by);

/* The most people of each profile on a panel, 0 for those on none. */
export function mostSeats(constraints, certificate) {
  return constraints.most.map((most, p) => (certificate.excluded.has(p) ? 0n : most));
}

/* Σ weights π' ≤ bound for every lottery, of one level: {weights: Map profile → whole, bound: fraction}. */
function inequality(constraints, level, byProfile, most) {
  if (level.tree.multipliers) return ofLeaf(constraints, level.tree.multipliers, level.at, byProfile, most);
  const weights = new Map([...level.weights].map(([p, weight]) => [p, fraction(weight)]));
  return { weights: level.weights, bound: ceiling(constraints, weights, level.tree, most) };
}

/* The inequality of these multipliers, with the best weights on people with at most chance `at`. */
function ofLeaf(constraints, multipliers, at, byProfile, most) {
  const { lower, upper, entries, count, least } = constraints, weights = new Map();
  const price = lower.map((_bound, row) => multipliers.get(row) ?? 0n);
  let total = 0n;
  for (const [row, m] of multipliers) total += larger(m * lower[row], m * upper[row]);
  entries.forEach((rows, p) => {
    const paid = rows.reduce((sum, row) => sum + price[row], 0n);
    if (paid > 0n && most[p] > 0n && byProfile[p] <= at) weights.set(p, paid * count[p]);
    else if (paid !== 0n) total += larger(-paid * least[p], -paid * most[p]);
  });
  return { weights, bound: fraction(total) };
}

/* What the levels prove, in 1/UNIT, rounded up: `upperBound` on what everyone has, and by profile the room: how much
   more a member could have, at most, when nobody who has no more than they do gets less. */
export function* proven(constraints, certificate, byProfile) {
  const { count, lower } = constraints, most = mostSeats(constraints, certificate);
  const people = count.reduce((sum, n, p) => sum + (most[p] > 0n ? n : 0n), 0n);
  const mean = fraction(lower[0], people || 1n), one = fraction(1n);
  let lowest = people === 0n ? fraction(0n) : lesser(one, mean);
  most.forEach((limit, p) => {
    if (limit > 0n) lowest = lesser(lowest, fraction(limit, count[p]));
  });
  const rooms = most.map((limit, p) => larger(0n, up(limit * UNIT, count[p]) - byProfile[p]));
  for (const level of certificate.levels) {
    yield null;
    const { weights, bound } = inequality(constraints, level, byProfile, most);
    if (!weights.size) continue;
    lowest = lesser(lowest, over(bound, [...weights.values()].reduce((sum, weight) => sum + weight, 0n)));
    if ([...weights.keys()].some((p) => byProfile[p] > level.at)) continue;
    let excess = bound.n * UNIT;
    for (const [p, weight] of weights) excess -= weight * byProfile[p] * bound.d;
    for (const [p, weight] of weights) {
      if (byProfile[p] < level.at - PROVEN_ROOM) continue;
      const room = larger(0n, up(excess, bound.d * weight));
      if (room < rooms[p]) rooms[p] = room;
    }
  }
  return { upperBound: unitsUp(lowest), rooms };
}

const lesser = (a, b) => (atLeast(a, b) ? b : a);

/* n/d rounded up to a whole number; d > 0. */
function up(n, d) {
  const below = n / d;
  return n > 0n && n % d !== 0n ? below + 1n : below;
}

/* The largest weighted sum that the tree allows; 0 when there are no panels at all. */
export function ceiling(constraints, weights, tree, most) {
  return sideCeiling(constraints, weights, tree, constraints.least, most) ?? fraction(0n);
}

function sideCeiling(constraints, weights, tree, least, most) {
  if (tree.multipliers) return leaf(constraints, weights, tree.multipliers, least, most);
  const { profile, at, low, high } = tree, sides = [];
  if (least[profile] <= at) {
    const lowered = most.with(profile, most[profile] < at ? most[profile] : at);
    sides.push(sideCeiling(constraints, weights, low, least, lowered));
  }
  if (most[profile] > at) {
    const raised = least.with(profile, least[profile] > at ? least[profile] : at + 1n);
    sides.push(sideCeiling(constraints, weights, high, raised, most));
  }
  const allowed = sides.filter((side) => side !== null);
  return allowed.length ? allowed.reduce((a, b) => (atLeast(a, b) ? a : b)) : null;
}

const larger = (a, b) => (a > b ? a : b);
const NO_WEIGHT = fraction(0n);

function leaf(constraints, weights, multipliers, least, most) {
  const { lower, upper, entries, count } = constraints, sum = new Sum();
  const price = lower.map((_bound, row) => multipliers.get(row) ?? 0n);
  for (const [row, m] of multipliers) sum.add(larger(m * lower[row], m * upper[row]));
  entries.forEach((rows, p) => {
    const n = count[p], w = weights.get(p) ?? NO_WEIGHT;
    const c = w.n - n * w.d * rows.reduce((paid, row) => paid + price[row], 0n); // n·c_p of the text, times w.d
    if (c !== 0n) sum.add(larger(c * least[p], c * most[p]), n * w.d);
  });
  return sum.total();
}
