/* Recompute everything from a published record, in the order of `python -m selection verify` and with its codes.
   Nothing in the record is believed, and nothing leaves this computer. */

import { ceremony } from "./ceremony.js";
import { readCertificate } from "./certificate.js";
import { chances, tickets } from "./chances.js";
import { claims, excluded, weigh } from "./evidence.js";
import { finding } from "./findings.js";
import { inspected, notShown } from "./inspection.js";
import { NotJson, canonical, parse, sortedKeys } from "./json.js";
import { panels, probabilities } from "./panels.js";
import { makeConstraints, makeProblem, makeProfiles, people } from "./problem.js";
import { digest } from "./sha256.js";
import { FIRST_FORMAT, TICKETS_FORMAT, isFormat, shape } from "./shape.js";

/* The parts of the check, in order, for whoever shows how far it is. */
export const STEPS = ["read", "hash", "panels", "tickets", "chances", "proof"];
/* After this long the page gets a turn, in milliseconds. */
const TURN = 30;
const encoder = new TextEncoder();

/* What `bytes` hold: {record, verdict, findings, missing, evidence, fingerprint}. The verdict is "proven", "unproven",
   "matches" (the public part of a record that is open for inspection only), "wrong", or "unreadable" for what is no
   record, which is null then. `announced`: {root, fingerprints} in hexadecimal, where given. */
export async function verify(bytes, progress = () => {}, announced = {}) {
  const clock = new Clock();
  progress("read");
  const [text, record] = read(bytes);
  if (record === null) return { record, verdict: "unreadable", findings: [finding("not_a_record", {})], missing: [] };
  progress("hash");
  await clock.rest();
  const parts = await canonicalParts(record, clock), fingerprint = await digest(bytes);
  const findings = await ownHash(record, parts);
  if (text !== `${document(parts)}\n`) findings.push(finding("not_canonical", {}));
  const wrong = [...shape(record)];
  findings.push(...wrong);
  let evidence = null, missing = [];
  if (!wrong.length) {
    findings.push(...compared(record, fingerprint, announced));
    if (record.get("format") === TICKETS_FORMAT) {
      findings.push(...await inspected(record));
      missing = notShown(record, (announced.fingerprints ?? []).map(plainHex).includes(fingerprint));
    } else {
      const known = { problem: await problemHash(parts), ceremony: await ceremony(record, parts) };
      evidence = await collect(recompute(record, known), findings, clock, progress);
      missing = evidence === null ? [] : [...evidence.unfair, ...evidence.uneven];
    }
  }
  const verdict = judged(record, findings, missing);
  return { record, verdict, findings, missing: findings.length ? [] : missing, evidence, fingerprint };
}

function judged(record, findings, missing) {
  if (findings.length) return "wrong";
  if (record.get("format") === TICKETS_FORMAT) return "matches";
  return missing.length ? "unproven" : "proven";
}

const plainHex = (text) => text.replace(/\s/g, "").toLowerCase();

/* Whether root and fingerprints are those that were announced. */
function compared(record, file, { root = "", fingerprints = [] }) {
  const held = record.get("ceremony"), found = [], given = held?.get("root") ?? "–";
  if (root && given !== plainHex(root)) found.push(finding("announced_root", { given, announced: root }));
  const listed = held?.get("list_sha256") ?? "–", known = [file, listed, record.get("input_sha256")];
  for (const fingerprint of fingerprints) {
    if (known.includes(plainHex(fingerprint))) continue;
    found.push(finding("announced_fingerprint", { announced: fingerprint, file, list: listed }));
  }
  return found;
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
    return record instanceof Map && isFormat(record.get("format")) ? [text, record] : [text, null];
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

/* The field of quotas on two features together, if the record has it. */
const pairsIn = (parts) => ["pairs"].filter((field) => parts.has(field));

function problemHash(parts) {
  const fields = ["answers", "categories", "households", "must", "must_not", ...pairsIn(parts), "seats"];
  return digest(encoder.encode(document(new Map(fields.map((key) => [key, parts.get(key) ?? "null"])))));
}

/* Everything that a record of the right shape says, computed again. Yields findings, and null where it may pause, and
   the names of steps; gives what is proven, or null. `known`: the hash of the problem, and what is wrong with the
   ceremony. */
function* recompute(record, known) {
  const wrong = [...people(record)];
  yield* wrong;
  if (wrong.length) return null;
  const problem = makeProblem(record), given = record.get("input_sha256");
  if (given !== known.problem) yield finding("input_sha256", { given, computed: known.problem });
  yield* known.ceremony;
  yield "panels";
  const [wholes, members, unusable] = yield* usable(record, problem);
  if (unusable) return null;
  yield "tickets";
  const counts = yield* tickets(record, problem, members);
  yield "chances";
  const profiles = makeProfiles(problem), constraints = makeConstraints(problem, profiles);
  const byProfile = yield* chances(record, problem, profiles, members, wholes);
  if (counts === null) return null;
  yield "proof";
  const proofs = readCertificate(constraints, record.get("certificate"), byProfile);
  // weight on people who are on no panel would lower a bound that is about all others
  const outside = proofs?.levels.some(({ weights }) => [...weights.keys()].some((p) => proofs.excluded.has(p)));
  if (proofs === null || outside) {
    yield finding("shape", { field: "certificate" });
    return null;
  }
  const evidence = yield* weigh(record, profiles, constraints, proofs, byProfile, counts);
  yield* excluded(constraints, proofs);
  yield* claims(record, problem, profiles, proofs, evidence, record.get("format") === FIRST_FORMAT);
  return evidence;
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

/* Adds the findings among the steps, and gives what they end in. */
async function collect(steps, findings, clock, progress) {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value ?? null;
    if (typeof step.value === "string") progress(step.value);
    else if (step.value !== null) findings.push(step.value);
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
