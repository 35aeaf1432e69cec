/* The panels and their probabilities: everyone known and named once, in order, of the right size, inside every quota.
   A generator here yields what is wrong, and null where a long loop may pause. */

import { finding } from "./findings.js";
import { UNIT, shownUnits, units } from "./numbers.js";

/* Findings; gives the probabilities as whole multiples of 1/UNIT. */
export function* probabilities(record) {
  const wholes = [];
  for (const [panel, number] of record.get("probabilities").entries()) {
    const whole = units(number);
    if (whole === null || whole < 0n || whole > UNIT) {
      yield finding("probability", { panel, value: Number(number) });
    }
    wholes.push(whole ?? 0n);
  }
  const total = wholes.reduce((sum, whole) => sum + whole, 0n);
  if (total !== UNIT) yield finding("sum", { value: shownUnits(total) });
  if (wholes.length !== record.get("panels").length) yield finding("shape", { field: "probabilities" });
  return wholes;
}

/* Findings; gives the panels as lists of numbers of people, or null when someone on them isn't known. */
export function* panels(record, problem) {
  const members = [], known = yield* peopleOf(record, problem.index, members);
  if (!known) return null;
  yield* quotas(members, problem);
  yield* special(members, problem);
  return members;
}

/* Whether each panel has as many people as there are seats, all known, in order. Adds the panels to `members`, as lists
   of numbers, and gives whether everybody is known. */
export function* peopleOf(record, index, members) {
  const seats = record.get("seats");
  for (const [panel, ids] of record.get("panels").entries()) {
    yield null;
    const numbers = ids.map((person) => index.get(person));
    const wrong = strange(ids, numbers);
    if (wrong !== undefined) {
      yield finding("panel_person", { panel, person: wrong });
      return false;
    }
    const ordered = numbers.every((person, i) => i === 0 || numbers[i - 1] < person);
    if (!ordered || (panel > 0 && !comesAfter(numbers, members[panel - 1]))) {
      yield finding("panel_order", { panel });
    }
    members.push(numbers);
    if (BigInt(ids.length) !== seats) {
      yield finding("panel_size", { panel, people: ids.length, seats: Number(seats) });
    }
  }
  return true;
}

/* The first id that isn't known, otherwise the first that is named twice. */
function strange(ids, numbers) {
  const unknown = numbers.indexOf(undefined);
  if (unknown >= 0) return ids[unknown];
  if (new Set(numbers).size === numbers.length) return undefined;
  return ids.find((person, i) => ids.indexOf(person, i + 1) > i);
}

function comesAfter(numbers, before) {
  for (let i = 0; i < numbers.length && i < before.length; i += 1) {
    if (numbers[i] !== before[i]) return numbers[i] > before[i];
  }
  return numbers.length > before.length;
}

function* quotas(members, problem) {
  const seats = new Int32Array(problem.lower.length);
  for (const [f, feature] of problem.features.entries()) {
    const rows = [...problem.values.keys()].filter((i) => problem.values[i][0] === feature).map((i) => i + 1);
    const rowOf = Int32Array.from(problem.rows, (answers) => answers[f]);
    for (const [panel, numbers] of members.entries()) {
      yield null;
      seats.fill(0);
      for (const person of numbers) seats[rowOf[person]] += 1;
      for (const row of rows) {
        const min = problem.lower[row], max = problem.upper[row], people = seats[row];
        if (people >= min && people <= max) continue;
        const quota = { feature, value: problem.values[row - 1][1], min: Number(min), max: Number(max) };
        yield finding("panel_quota", { panel, people, ...quota });
      }
    }
  }
}

function* special(members, problem) {
  const sorted = (people) => [...people].sort((a, b) => a - b);
  for (const [panel, numbers] of members.entries()) {
    yield null;
    const together = new Map(), there = new Set(numbers);
    for (const person of numbers) {
      const household = problem.households.get(person);
      if (household !== undefined) together.set(household, (together.get(household) ?? 0) + 1);
    }
    for (const [household, people] of together) {
      if (people > 1) yield finding("panel_household", { panel, household: Number(household) });
    }
    for (const person of sorted(problem.must)) {
      if (!there.has(person)) yield finding("panel_must", { panel, person: problem.people[person] });
    }
    for (const person of sorted(problem.mustNot)) {
      if (there.has(person)) yield finding("panel_must_not", { panel, person: problem.people[person] });
    }
  }
}
