/* The public part of a record that is open for inspection only: selection/proof/inspection.py has the words. */

import { checkSeed } from "./ceremony.js";
import { inOrder } from "./chances.js";
import { finding } from "./findings.js";
import { peopleOf } from "./panels.js";
import { isSorted } from "./problem.js";

/* Whether panels, tickets and seed fit each other. */
export async function inspected(record) {
  const ids = record.get("people"), found = isSorted(ids) ? [] : [finding("people", {})];
  found.push(...await checkSeed(record));
  const index = new Map(ids.map((person, i) => [person, i]));
  for (const step of peopleOf(record, index, [])) {
    if (step !== null) found.push(step);
  }
  if (inOrder(record) === null) found.push(finding("tickets", {}));
  return found;
}

/* What this part doesn't show; `announced`: whether its own fingerprint was given. */
export function notShown(record, announced) {
  const missing = [finding("inspection", { place: record.get("inspection") })];
  if (!announced) missing.push(finding("not_announced", {}));
  return missing;
}
