/* How much of what a lottery claims is proven, and the size of what is missing: selection/proof/evidence.py has the
   words. Figures in 1/UNIT, changes in 1/UNIT of a ticket. */

import { largest, mostSeats, proven, seatsAtMost, smallest } from "./certificate.js";
import { largestChange, leastChange } from "./change.js";
import { finding } from "./findings.js";
import { PROVEN_ROOM, UNIT, shown, shownUnits, units } from "./numbers.js";
import { RULE_GAP, ruleGap } from "./rules.js";

/* The fields that say what the certificate proves; in the first format nobody reads them. */
const CLAIMS = ["upper_bound", "gap", "rule_gap", "ticket_change_bound"];

/* What the certificate proves: {figures, unfair, uneven}; the last two are what is missing. */
export function* weigh(record, profiles, constraints, proofs, byProfile, counts) {
  const rule = record.get("rule"), M = BigInt(record.get("tickets").length);
  const seats = mostSeats(constraints, proofs), { upperBound, rooms } = yield* proven(constraints, proofs, byProfile);
  const minimum = smallest(byProfile.filter((_chance, p) => seats[p] > 0n)), gap = upperBound - minimum;
  const change = largestChange(profiles, byProfile, counts, M);
  const bound = leastChange(constraints, proofs.tickets, byProfile, M);
  const own = RULE_GAP.has(rule) ? ruleGap(constraints, proofs, rule, byProfile) : null;
  let lacking, ruleGapOf = own ?? gap;
  if (RULE_GAP.has(rule)) lacking = objective(rule, own);
  else if (rule === "maximin") lacking = gap > PROVEN_ROOM ? [finding("minimum_open", { more: shownUnits(gap) })] : [];
  else {
    lacking = open(constraints, rooms);
    ruleGapOf = largest(rooms);
  }
  const figures = { ticket_change: change, ticket_change_bound: bound, minimum, upper_bound: upperBound, gap };
  return {
    figures: { ...figures, rule_gap: ruleGapOf },
    unfair: [...absent(constraints, seats, byProfile), ...lacking],
    uneven: uneven(change, bound),
  };
}

function total(constraints, ps) {
  return Number(ps.reduce((sum, p) => sum + constraints.count[p], 0n));
}

function absent(constraints, seats, byProfile) {
  const ps = [...seats.keys()].filter((p) => seats[p] > 0n && byProfile[p] === 0n);
  return ps.length ? [finding("absent", { people: total(constraints, ps), person: constraints.first[ps[0]] })] : [];
}

function objective(rule, own) {
  if (own === null) return [finding("rule_unproven", { rule })];
  return own > RULE_GAP.get(rule) ? [finding("rule_open", { rule, more: shownUnits(own) })] : [];
}

function open(constraints, rooms) {
  const wide = [...rooms.keys()].filter((p) => rooms[p] > PROVEN_ROOM);
  if (!wide.length) return [];
  const widest = wide.reduce((a, b) => (rooms[b] > rooms[a] ? b : a));
  const more = { person: constraints.first[widest], more: shownUnits(rooms[widest]) };
  return [finding("chance_open", { people: total(constraints, wide), ...more })];
}

function uneven(change, bound) {
  if (change <= bound + UNIT) return [];
  return [finding("tickets_open", { change: shownUnits(change), bound: shownUnits(bound) })];
}

/* Those of whom it is said that they are on no panel are proven to be on none. */
export function* excluded(constraints, proofs) {
  for (const [p, tree] of proofs.excluded) {
    const seats = seatsAtMost(constraints, p, tree);
    if (seats.n >= seats.d) yield finding("excluded", { person: constraints.first[p], seats: shown(seats) });
    else yield null;
  }
}

/* Figures of the record that are others than what panels and certificate make them; `first`: of the first format. */
export function* claims(record, problem, { profiles }, proofs, evidence, first) {
  const nowhere = record.get("must_not").map((person) => problem.index.get(person));
  for (const p of proofs.excluded.keys()) profiles[p].members.forEach((person) => nowhere.push(person));
  const expected = nowhere.sort((a, b) => a - b).map((person) => problem.people[person]);
  const listed = record.get("cannot_be_selected");
  if (listed.length !== expected.length || listed.some((person, i) => person !== expected[i])) {
    yield finding("cannot", {});
  }
  for (const [field, value] of Object.entries(evidence.figures)) {
    if ((first && CLAIMS.includes(field)) || units(record.get(field)) === value) continue;
    yield finding(field, { given: Number(record.get(field)), computed: shownUnits(value) });
  }
  const fair = !evidence.unfair.length, given = record.get("complete");
  if (!first && given !== fair) yield finding("complete", { given: String(given), computed: String(fair) });
}
