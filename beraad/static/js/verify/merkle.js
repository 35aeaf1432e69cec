/* The proof that one person is in the frozen pool: from their answers up to the root, as beraad/lottery/frozen/merkle.py
   describes it. */

import { canonical } from "./json.js";
import { fromHex, hex, joined, sha256 } from "./sha256.js";

const HASH = /^[0-9a-f]{64}$/;

/* Whether a parsed file is meant to be a proof. */
export function isProof(value) {
  return value instanceof Map && value.has("leaf") && value.has("path") && value.has("root");
}

/* Whether `proof` leads from this person with these answers to its root. */
export function holds(proof) {
  if (!wellFormed(proof)) return false;
  const person = new TextEncoder().encode(canonical([proof.get("person"), proof.get("answers")]));
  let found = sha256(joined([0], fromHex(proof.get("salt")), person));
  if (hex(found) !== proof.get("leaf")) return false;
  for (const [side, neighbour] of proof.get("path")) {
    const other = fromHex(neighbour);
    found = sha256(side === "left" ? joined([1], other, found) : joined([1], found, other));
  }
  return hex(found) === proof.get("root");
}

function wellFormed(proof) {
  const answers = proof.get("answers"), path = proof.get("path"), salt = proof.get("salt");
  return (
    typeof proof.get("person") === "string" &&
    Array.isArray(answers) && answers.every((answer) => typeof answer === "string") &&
    typeof salt === "string" && /^[0-9a-f]{32}$/.test(salt) &&
    Array.isArray(path) && path.every(isStep) && HASH.test(proof.get("root"))
  );
}

function isStep(step) {
  return Array.isArray(step) && step.length === 2 && ["left", "right"].includes(step[0]) && HASH.test(step[1]);
}
