/* What the panels and the tickets give each person, against what the record says they do. */

import { finding } from "./findings.js";
import { EQUAL, rounded, shownUnits, units } from "./numbers.js";
import { SeedStream } from "./seed.js";
import { fromHex } from "./sha256.js";

/* The tickets, null when they aren't whole numbers of panels in the order that the seed gives. */
export function inOrder(record) {
  const given = record.get("tickets").map(Number), panels = record.get("panels").length;
  const expected = [...given].sort((a, b) => a - b);
  new SeedStream(fromHex(record.get("seed")), "tickets").shuffle(expected);
  const ordered = expected.every((ticket, i) => ticket === given[i]);
  return given.length && given.every((ticket) => ticket < panels) && ordered ? given : null;
}

/* The tickets stand in the order that the seed gives, and each person is on as many as said: gives how many, or null. */
export function* tickets(record, problem, members) {
  const given = inOrder(record);
  if (given === null) {
    yield finding("tickets", {});
    return null;
  }
  const counts = new Int32Array(problem.people.length);
  for (const ticket of given) {
    yield null;
    for (const person of members[ticket]) counts[person] += 1;
  }
  for (const [person, chance] of record.get("ticket_chances")) {
    const computed = counts[problem.index.get(person)] / given.length;
    if (Number(chance) !== computed) {
      yield finding("ticket_chance", { person, given: Number(chance), computed });
    }
  }
  return counts;
}

/* Equal answers have equal chances, and the chances are those of the panels. Gives the chance of each profile. */
export function* chances(record, problem, { profiles }, members, probabilities) {
  const mass = new BigInt64Array(problem.people.length);
  for (const [panel, numbers] of members.entries()) {
    yield null;
    const whole = probabilities[panel];
    for (const person of numbers) mass[person] += whole;
  }
  const computed = new BigInt64Array(problem.people.length), byProfile = [];
  for (const profile of profiles) {
    yield null;
    const sum = profile.members.reduce((total, person) => total + mass[person], 0n);
    const mean = rounded(sum, BigInt(profile.members.length));
    byProfile.push(mean);
    for (const person of profile.members) {
      computed[person] = mean;
      const away = mass[person] - mean;
      if (away <= EQUAL && -away <= EQUAL) continue;
      const found = { given: shownUnits(mass[person]), computed: shownUnits(mean) };
      yield finding("unequal", { person: problem.people[person], ...found });
    }
  }
  for (const [person, given] of record.get("chances")) {
    const chance = computed[problem.index.get(person)];
    if (units(given) !== chance) {
      yield finding("chance", { person, given: Number(given), computed: shownUnits(chance) });
    }
  }
  return byProfile;
}
