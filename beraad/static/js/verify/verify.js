/* Recompute everything from a published record, in the order of `python -m selection verify` and with its codes.
   Nothing in the record is believed, and nothing leaves this computer. */

import { ceremony } from "./ceremony.js";
import { readCertificate } from "./certificate.js";
import { changes } from "./change.js";
import { chances, tickets } from "./chances.js";
import { finding } from "./findings.js";
import { NotJson, canonical, parse, sortedKeys } from "./json.js";
import { panels, probabilities } from "./panels.js";
import { makeConstraints, makeProblem, makeProfiles, people } from "./problem.js";
import { bounds, excluded, gaps, levels, telling } from "./rules.js";
import { digest } from "./sha256.js";
import { FORMAT, shape } from "./shape.js";

/* The parts of the check, in order, for whoever shows how far it is. */
export const STEPS = ["read", "hash", "panels", "tickets", "chances", "proof"];
/* After this long the page gets a turn, in milliseconds. */
const TURN = 30;
const encoder = new TextEncoder();

/* What `bytes` hold and what is wrong with it: {record, findings}. A file that is no record has record null. */
export async function verify(bytes, progress = () => {}) {
  const clock = new Clock();
  progress("read");
  const [text, record] = read(bytes);
  if (record === null) return { record, findings: [finding("not_a_record", {})] };
  progress("hash");
  await clock.rest();
  const parts = await canonicalParts(record, clock);
  const findings = await ownHash(record, parts);
  if (text !== `${document(parts)}\n`) findings.push(finding("not_canonical", {}));
  const wrong = [...shape(record)];
  findings.push(...wrong);
  if (!wrong.length) {
    const known = { problem: await problemHash(parts), ceremony: await ceremony(record, parts) };
    await collect(recompute(record, known), findings, clock, progress);
  }
  return { record, findings };
}

/* The text of `bytes`, every byte of it. Throws TypeError when it isn't UTF-8. */
export function decode(bytes) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

/* The text and the record in it, null when it is none. */
function read(bytes) {
  try {
    const text = decode(bytes);
    const record = parse(text.replace(/^\uFEFF/, ""));
    return record instanceof Map && record.get("format") === FORMAT ? [text, record] : [text, null];
  } catch (error) {
    if (error instanceof NotJson || error instanceof TypeError) return ["", null];
    throw error;
  }
}

/* Field → its canonical text, in order. */
async function canonicalParts(record, clock) {
  const parts = new Map();
  for (const key of sortedKeys(record)) {
    parts.set(key, await canonicalInTurns(record.get(key), clock));
  }
  return parts;
}

/* The canonical text of a value of which the list may be long. */
async function canonicalInTurns(value, clock) {
  if (!Array.isArray(value)) return canonical(value);
  const items = [];
  for (const item of value) {
    items.push(canonical(item));
    if (clock.due()) await clock.rest();
  }
  return `[${items.join(",")}]`;
}

/* One object out of the canonical texts of its fields, which stand in order. */
function document(parts) {
  return `{${[...parts].map(([key, text]) => `${canonical(key)}:${text}`).join(",")}}`;
}

async function ownHash(record, parts) {
  const bare = new Map([...parts].filter(([key]) => key !== "sha256"));
  const computed = await digest(encoder.encode(`${document(bare)}\n`)), given = record.get("sha256");
  return given === computed ? [] : [finding("hash", { given: String(given ?? "–"), computed })];
}

function problemHash(parts) {
  const fields = ["answers", "categories", "households", "must", "must_not", "seats"];
  return digest(encoder.encode(document(new Map(fields.map((key) => [key, parts.get(key) ?? "null"])))));
}

/* Everything that a record of the right shape says, computed again. Yields findings, and null where it may pause, and
   the names of steps. `known`: the hash of the problem, and what is wrong with the ceremony. */
function* recompute(record, known) {
  const wrong = [...people(record)];
  yield* wrong;
  if (wrong.length) return;
  const problem = makeProblem(record), given = record.get("input_sha256");
  if (given !== known.problem) yield finding("input_sha256", { given, computed: known.problem });
  yield* known.ceremony;
  yield "panels";
  const [wholes, members, unusable] = yield* usable(record, problem);
  if (unusable) return;
  yield "tickets";
  const counts = yield* tickets(record, problem, members);
  yield "chances";
  const profiles = makeProfiles(problem), constraints = makeConstraints(problem, profiles);
  const byProfile = yield* chances(record, problem, profiles, members, wholes);
  yield "proof";
  const proofs = readCertificate(constraints, record.get("certificate"));
  if (proofs === null || !telling(record.get("rule"), constraints, proofs, byProfile)) {
    yield finding("shape", { field: "certificate" });
    return;
  }
  yield* excluded(constraints, proofs);
  if (counts) yield* changes(record, profiles, constraints, proofs, byProfile, counts);
  yield* bounds(record, problem, profiles, constraints, proofs, byProfile);
  if (proofs.everyLevel) yield* levels(constraints, proofs, byProfile);
  if (record.has("level_gaps")) yield* gaps(record, constraints, proofs, byProfile);
}

/* Panels and probabilities, and whether something about them keeps the rest from being computed. */
function* usable(record, problem) {
  let unusable = false;
  function* watch(steps) {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value;
      unusable ||= ["panel_person", "probability", "shape"].includes(step.value?.code);
      yield step.value;
    }
  }
  const wholes = yield* watch(probabilities(record));
  const members = yield* watch(panels(record, problem));
  return [wholes, members, unusable];
}

async function collect(steps, findings, clock, progress) {
  for (const step of steps) {
    if (typeof step === "string") progress(step);
    else if (step !== null) findings.push(step);
    if (clock.due()) await clock.rest();
  }
}

class Clock {
  constructor() {
    this.since = performance.now();
  }

  due() {
    return performance.now() - this.since > TURN;
  }

  /* Lets the page draw and answer before the work goes on. */
  async rest() {
    await new Promise((resolve) => { setTimeout(resolve, 0); });
    this.since = performance.now();
  }
}
