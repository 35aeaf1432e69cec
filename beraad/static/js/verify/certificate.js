/* The proof that goes with a lottery, checked with whole numbers and fractions alone. The text of
   selection/proof/certificate.py says why it proves what it proves; the letters are the same.
   A tree is {multipliers} or {profile, at, low, high}; weights are Maps profile → fraction. */

import { UNIT, Sum, atLeast, fraction, units, unitsUp } from "./numbers.js";

class Unknown extends Error {}

/* The certificate of a record, or null when it names rows, profiles or numbers that don't exist. */
export function readCertificate(constraints, document) {
  const at = new Map(constraints.first.map((person, p) => [person, p]));
  const objective = document.get("objective");
  try {
    return {
      levels: document.get("levels").map((level) => readProof(constraints, at, level)),
      excluded: new Map([...document.get("excluded")].map(([person, proof]) => [
        look(at, person),
        readProof(constraints, at, proof),
      ])),
      everyLevel: document.get("every_level"),
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
  if (Boolean(low.size) !== Boolean(high.size)) throw new Unknown();
  return { low, high, tree: readTree(constraints, at, given) };
}

function readProof(constraints, at, given) {
  const weights = readWeights(at, given.get("weights"));
  if (!weights.size) throw new Unknown();
  return { weights, tree: readTree(constraints, at, given) };
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

function total(weights) {
  return [...weights.values()].reduce((sum, weight) => sum + weight, 0n);
}

/* What no lottery exceeds, for the weighted mean chance. known: chances (1/UNIT) of profiles already settled; the sides
   of a split don't have these. */
export function bound(constraints, proof, known, most) {
  const weights = new Map([...proof.weights].map(([p, weight]) => [p, fraction(weight)]));
  const inside = proof.tree.multipliers ? known : new Map();
  const highest = ceiling(constraints, weights, proof.tree, inside, constraints.least, most);
  const settled = [...proof.weights].filter(([p]) => known.has(p));
  const worth = settled.reduce((sum, [p, weight]) => sum + weight * known.get(p), 0n);
  const rest = total(proof.weights) - total(new Map(settled));
  return fraction(highest.n * UNIT - highest.d * worth, highest.d * UNIT * rest);
}

/* The largest weighted sum that the tree allows; 0 when there are no panels at all. */
export function ceiling(constraints, weights, tree, known, least, most) {
  return sideCeiling(constraints, weights, tree, known, least, most) ?? fraction(0n);
}

function sideCeiling(constraints, weights, tree, known, least, most) {
  if (tree.multipliers) return leaf(constraints, weights, tree.multipliers, known, least, most);
  const { profile, at, low, high } = tree, sides = [];
  if (least[profile] <= at) {
    const lowered = most.with(profile, most[profile] < at ? most[profile] : at);
    sides.push(sideCeiling(constraints, weights, low, known, least, lowered));
  }
  if (most[profile] > at) {
    const raised = least.with(profile, least[profile] > at ? least[profile] : at + 1n);
    sides.push(sideCeiling(constraints, weights, high, known, raised, most));
  }
  const allowed = sides.filter((side) => side !== null);
  return allowed.length ? allowed.reduce((a, b) => (atLeast(a, b) ? a : b)) : null;
}

const larger = (a, b) => (a > b ? a : b);
const NO_WEIGHT = fraction(0n);

function leaf(constraints, weights, multipliers, known, least, most) {
  const { lower, upper, entries, count } = constraints, sum = new Sum();
  const price = lower.map((_bound, row) => multipliers.get(row) ?? 0n);
  for (const [row, m] of multipliers) sum.add(larger(m * lower[row], m * upper[row]));
  entries.forEach((rows, p) => {
    const n = count[p], w = weights.get(p) ?? NO_WEIGHT;
    const c = w.n - n * w.d * rows.reduce((paid, row) => paid + price[row], 0n); // n·c_p of the text, times w.d
    if (c === 0n) return;
    if (known.has(p)) sum.add(c * known.get(p), UNIT * w.d);
    else sum.add(larger(c * least[p], c * most[p]), n * w.d);
  });
  return sum.total();
}

/* The most people of each profile on a panel, 0 for those on none. */
export function mostSeats(constraints, certificate) {
  return constraints.most.map((most, p) => (certificate.excluded.has(p) ? 0n : most));
}

/* What no lottery gives everyone who can be selected, in 1/UNIT, rounded up. */
export function upperBound(constraints, certificate) {
  if (!certificate.levels.length) return 0n;
  const exact = bound(constraints, certificate.levels[0], new Map(), mostSeats(constraints, certificate));
  const whole = unitsUp(exact);
  return whole < UNIT ? whole : UNIT;
}
