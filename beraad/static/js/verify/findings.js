/* Everything that can be found wrong with a record: the codes of selection/proof/findings.py that need no other file than the
   record, and that of a file that is no record. */

export const CODES = [
  "not_a_record", "not_canonical", "hash", "shape", "unknown_field", "input_sha256", "frozen_list", "frozen_must",
  "randomness", "seed", "people", "answer", "probability", "sum", "panel_person", "panel_order", "panel_size",
  "panel_quota", "panel_household", "panel_must", "panel_must_not", "chance", "unequal", "tickets", "ticket_chance",
  "ticket_change", "ticket_change_bound", "minimum", "upper_bound", "gap", "rule_gap", "cannot", "excluded",
  "complete", "announced_root", "announced_fingerprint"
];

/* What can be missing for a lottery to be proven. */
export const MISSING = [
  "absent", "minimum_open", "chance_open", "rule_open", "rule_unproven", "tickets_open", "inspection", "not_announced"
];

export function finding(code, params) {
  if (!CODES.includes(code) && !MISSING.includes(code)) throw new Error(`no such finding: ${code}`);
  return { code, params };
}
