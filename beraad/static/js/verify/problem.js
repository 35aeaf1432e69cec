/* The problem that a record is about: people as numbers in the order of their ids, people with equal answers and an
   equal household situation together in profiles, and the constraints that every panel satisfies. The text of
   selection/model/profiles.py and selection/model/constraints.py says why. */

import { finding } from "./findings.js";
import { compareText, sortedKeys } from "./json.js";

/* The value of everybody whose combination of two answers has no quota. */
const REST = "";

export function isSorted(texts) {
  return texts.every((text, i) => i === 0 || compareText(texts[i - 1], text) < 0);
}

function equalLists(a, b) {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/* Whether people, answers and the lists about people fit each other. */
export function* people(record) {
  const ids = record.get("people"), categories = record.get("categories"), answers = record.get("answers");
  const known = new Set(ids), features = sortedKeys(categories);
  if (!isSorted(ids) || !equalLists([...answers.keys()], ids)) yield finding("people", {});
  for (const [person, given] of answers) {
    if (given.length !== features.length) {
      yield finding("shape", { field: `answers of ${person}` });
      return;
    }
    for (const [at, value] of given.entries()) {
      if (!categories.get(features[at]).has(value)) yield finding("answer", { person, value });
    }
  }
  yield* lists(record, known);
  if (!arePairs(record, categories)) yield finding("shape", { field: "pairs" });
}

const joined = (first, second) => `${first} × ${second}`;

/* The quotas on two features together: first, second and name of the pair, and of each combination the value of both
   features, its name and its quota. */
function makePairs(record) {
  const made = [], pairs = record.get("pairs") ?? new Map();
  for (const first of sortedKeys(pairs)) {
    for (const second of sortedKeys(pairs.get(first))) {
      const rows = pairs.get(first).get(second);
      const combinations = sortedKeys(rows).flatMap((one) => sortedKeys(rows.get(one)).map((other) => (
        { one, other, name: joined(one, other), quota: rows.get(one).get(other) }
      )));
      made.push({ first, second, name: joined(first, second), combinations });
    }
  }
  return made;
}

/* Whether pairs are about known features and values, in order, under names of their own. */
function arePairs(record, categories) {
  const names = new Set(categories.keys());
  return makePairs(record).every(({ first, second, name, combinations }) => {
    const one = categories.get(first), other = categories.get(second);
    if (!one || !other || compareText(first, second) >= 0 || names.has(name)) return false;
    names.add(name);
    const known = combinations.every((pair) => one.has(pair.one) && other.has(pair.other));
    return known && new Set(combinations.map((pair) => pair.name)).size === combinations.length;
  });
}

function* lists(record, known) {
  const must = record.get("must"), mustNot = record.get("must_not");
  const named = { must, must_not: mustNot, households: [...(record.get("households") ?? new Map()).keys()] };
  for (const [field, ids] of Object.entries(named)) {
    if (!ids.every((person) => known.has(person))) yield finding("shape", { field });
  }
  if (must.some((person) => mustNot.includes(person))) yield finding("shape", { field: "must_not" });
  for (const field of ["chances", "ticket_chances"]) {
    const given = record.get(field);
    if (given.size !== known.size || ![...given.keys()].every((person) => known.has(person))) {
      yield finding("shape", { field });
    }
  }
}

/* people: ids; index: id → number; rows[person][feature]: the row of that answer; values: [feature, value] of rows 1 …
   lower, upper: of row 0 (the seats) and of the values; households: number → household; must, mustNot: numbers. */
export function makeProblem(record) {
  const ids = record.get("people"), categories = record.get("categories"), features = sortedKeys(categories);
  const index = new Map(ids.map((person, i) => [person, i]));
  const seats = record.get("seats"), households = record.get("households") ?? new Map(), pairs = makePairs(record);
  const rows = [
    ...features.flatMap((feature) => sortedKeys(categories.get(feature)).map((value) => (
      [feature, value, categories.get(feature).get(value)]
    ))),
    ...pairs.flatMap(({ name, combinations }) => sortedRows(name, combinations, seats)),
  ];
  const values = rows.map(([feature, value]) => [feature, value]), quotas = rows.map(([, , quota]) => quota);
  const rowOf = new Map([...features, ...pairs.map(({ name }) => name)].map((feature) => [feature, new Map()]));
  values.forEach(([feature, value], i) => rowOf.get(feature).set(value, i + 1));
  return {
    people: ids,
    index,
    seats,
    features: [...rowOf.keys()],
    values,
    lower: [seats, ...quotas.map(([min]) => min)],
    upper: [seats, ...quotas.map(([, max]) => max)],
    rows: ids.map((person) => {
      const answers = record.get("answers").get(person), given = new Map(answers.map((value, f) => [features[f], value]));
      return [
        ...answers.map((value, f) => rowOf.get(features[f]).get(value)),
        ...pairs.map((pair) => rowOf.get(pair.name).get(valueOf(pair, given))),
      ];
    }),
    households: new Map([...households].map(([person, number]) => [index.get(person), number])),
    must: new Set(record.get("must").map((person) => index.get(person))),
    mustNot: new Set(record.get("must_not").map((person) => index.get(person))),
  };
}

/* The rows of a pair: first everybody whose combination has no quota, then the combinations. */
function sortedRows(feature, combinations, seats) {
  return [[feature, REST, [0n, seats]], ...combinations.map(({ name, quota }) => [feature, name, quota])];
}

/* The value of the pair for somebody with the answers `given`, by feature. */
function valueOf({ first, second, combinations }, given) {
  const one = given.get(first), other = given.get(second);
  return combinations.find((pair) => pair.one === one && pair.other === other)?.name ?? REST;
}

/* Person → the kinds of the household, for people who share one with others who may be drawn. */
function makeSituations(kinds, households) {
  const together = new Map();
  for (const person of kinds.keys()) {
    if (!households.has(person)) continue;
    const household = households.get(person);
    if (!together.has(household)) together.set(household, []);
    together.get(household).push(person);
  }
  const situations = new Map();
  for (const members of together.values()) {
    if (members.length < 2) continue;
    const situation = members.map((person) => kinds.get(person)).sort().join(";");
    members.forEach((person) => situations.set(person, situation));
  }
  return situations;
}

/* Profiles of everyone who may be drawn, in the order of their first member: members, rows, least, most, group; and of
   each group of households how many there are. */
export function makeProfiles(problem) {
  const kinds = new Map();
  problem.people.forEach((_id, person) => {
    if (problem.mustNot.has(person)) return;
    kinds.set(person, `${problem.rows[person].join(",")}${problem.must.has(person) ? "!" : ""}`);
  });
  const situations = makeSituations(kinds, problem.households), found = new Map(), sharing = new Map();
  for (const [person, kind] of kinds) {
    const situation = situations.get(person), key = `${situation ?? ""}#${kind}`;
    if (!found.has(key)) found.set(key, { situation, members: [] });
    found.get(key).members.push(person);
    if (situation === undefined) continue;
    if (!sharing.has(situation)) sharing.set(situation, new Set());
    sharing.get(situation).add(problem.households.get(person));
  }
  const groups = [...new Set([...found.values()].map((profile) => profile.situation))].filter((s) => s !== undefined);
  const numberOf = new Map(groups.map((situation, g) => [situation, g]));
  const profiles = [...found.values()].map(({ situation, members }) => ({
    members,
    rows: problem.rows[members[0]],
    least: problem.must.has(members[0]) ? members.length : 0,
    most: situation === undefined ? members.length : sharing.get(situation).size,
    group: situation === undefined ? null : numberOf.get(situation),
  }));
  return { profiles, groups: groups.map((situation) => sharing.get(situation).size) };
}

/* lower ≤ A z ≤ upper, least ≤ z ≤ most over profiles; entries[p]: the rows in which p stands, each with factor 1. */
export function makeConstraints(problem, { profiles, groups }) {
  const firstGroup = 1 + problem.values.length;
  return {
    lower: [...problem.lower, ...groups.map(() => 0n)],
    upper: [...problem.upper, ...groups.map(BigInt)],
    entries: profiles.map(({ rows, group }) => [0, ...rows, ...(group === null ? [] : [firstGroup + group])]),
    least: profiles.map((profile) => BigInt(profile.least)),
    most: profiles.map((profile) => BigInt(profile.most)),
    count: profiles.map((profile) => BigInt(profile.members.length)),
    first: profiles.map((profile) => problem.people[profile.members[0]]),
  };
}
