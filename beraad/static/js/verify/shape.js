/* Whether a record has the fields it must have, each of the right kind: nothing about whether they are true. */

import { CHAIN } from "./ceremony.js";
import { finding } from "./findings.js";

/* What is written: without quotas on two features together, and with them. */
const FORMAT = "selection-lottery/2";
const PAIRS_FORMAT = "selection-lottery/3";
/* Read as well, and judged by the evidence that it has. */
export const FIRST_FORMAT = "selection-lottery/1";
/* The public part of a record that is open for inspection only. */
export const TICKETS_FORMAT = "selection-tickets/1";
/* Every whole number of a record is smaller. */
const LARGEST = 10n ** 9n;
const RULES = ["leximin", "maximin", "nash", "goldilocks"];
/* Proofs that split deeper than this aren't read. */
const DEEPEST = 400;

const text = (value) => typeof value === "string";
const whole = (value) => typeof value === "bigint" && value >= 0n && value < LARGEST;
const number = (value) => typeof value === "bigint" || typeof value === "number";
const truth = (value) => typeof value === "boolean";
const hex = (value) => text(value) && /^(?:[0-9a-f]{2})+$/.test(value);
const list = (test) => (value) => Array.isArray(value) && value.every(test);
const map = (test) => (value) => value instanceof Map && [...value.values()].every(test);
const pair = (value) => Array.isArray(value) && value.length === 2;
const quota = (value) => pair(value) && value.every(whole) && value[0] <= value[1];
const filled = (test) => (value) => map(test)(value) && value.size > 0;
/* Feature → feature → value → value → quota. */
const pairs = filled(filled(filled(filled(quota))));
const multiplier = (value) => pair(value) && whole(value[0]) && number(value[1]);

function hasKeys(value, ...keys) {
  return value instanceof Map && value.size === keys.length && keys.every((key) => value.has(key));
}

function without(value, ...keys) {
  return new Map([...value].filter(([key]) => !keys.includes(key)));
}

function leaf(value) {
  return hasKeys(value, "multipliers") && list(multiplier)(value.get("multipliers"));
}

function tree(value, depth) {
  if (depth === 0) return false;
  if (hasKeys(value, "multipliers")) return leaf(value);
  if (!hasKeys(value, "split")) return false;
  const split = value.get("split");
  if (!Array.isArray(split) || split.length !== 4 || !text(split[0]) || !whole(split[1])) return false;
  return tree(split[2], depth - 1) && tree(split[3], depth - 1);
}

/* Multipliers, or a split with its weights. */
function level(value) {
  if (!(value instanceof Map) || !number(value.get("at"))) return false;
  const weights = value.get("weights");
  if (value.has("weights") !== value.has("split") || !map(number)(weights ?? new Map())) return false;
  return tree(without(value, "at", "weights"), DEEPEST);
}

/* A proof in the first format. */
function weighted(value) {
  return value instanceof Map && map(number)(value.get("weights")) && tree(without(value, "weights"), DEEPEST);
}

function objective(value) {
  if (!(value instanceof Map) || !["low", "high"].every((side) => map(number)(value.get(side)))) return false;
  return tree(without(value, "low", "high"), DEEPEST);
}

function certificate(value) {
  return (
    hasKeys(value, "excluded", "levels", "objective", "tickets") &&
    (value.get("objective") === null || objective(value.get("objective"))) &&
    list(level)(value.get("levels")) &&
    map((proof) => tree(proof, DEEPEST))(value.get("excluded")) &&
    leaf(value.get("tickets"))
  );
}

function firstCertificate(value) {
  return (
    hasKeys(value, "every_level", "excluded", "levels", "objective", "tickets") &&
    (value.get("objective") === null || objective(value.get("objective"))) &&
    truth(value.get("every_level")) &&
    list(weighted)(value.get("levels")) &&
    map(weighted)(value.get("excluded")) &&
    leaf(value.get("tickets"))
  );
}

const hash = (value) => text(value) && /^[0-9a-f]{64}$/.test(value);

function beacon(value) {
  return (
    hasKeys(value, "chain", "randomness", "round", "signature") &&
    value.get("chain") === CHAIN &&
    whole(value.get("round")) && value.get("round") > 0n &&
    hash(value.get("randomness")) &&
    text(value.get("signature")) && /^[0-9a-f]{96}$/.test(value.get("signature"))
  );
}

function ceremony(value) {
  return (
    hasKeys(value, "assembly", "beacon", "digits", "list_sha256", "root") &&
    text(value.get("assembly")) &&
    (value.get("beacon") === null || beacon(value.get("beacon"))) &&
    text(value.get("digits")) && /^(?:[0-9]{10})?$/.test(value.get("digits")) &&
    hash(value.get("list_sha256")) &&
    hash(value.get("root"))
  );
}

/* The fields that a record of any format has. */
const COMMON = {
  format: text,
  seats: whole,
  rule: (value) => RULES.includes(value),
  seed: hex,
  people: list(text),
  panels: list(list(text)),
  tickets: list(whole),
  sha256: hash,
};
const LOTTERY = {
  ...COMMON,
  categories: map(map(quota)),
  answers: map(list(text)),
  must: list(text),
  must_not: list(text),
  probabilities: list(number),
  chances: map(number),
  ticket_chances: map(number),
  ticket_change: number,
  ticket_change_bound: number,
  minimum: number,
  upper_bound: number,
  gap: number,
  rule_gap: number,
  complete: truth,
  cannot_be_selected: list(text),
  certificate,
  input_sha256: hash,
  software: map(text),
};
const MAY = { households: map(whole), spread: truth, ceremony };
/* Format → the fields that it must have, and those that it may have. */
const FIELDS = new Map([
  [FORMAT, [LOTTERY, MAY]],
  [PAIRS_FORMAT, [{ ...LOTTERY, pairs }, MAY]],
  [FIRST_FORMAT, [{ ...LOTTERY, certificate: firstCertificate }, { ...MAY, level_gaps: list(number) }]],
  [TICKETS_FORMAT, [{ ...COMMON, record_sha256: hash, ceremony, inspection: text }, {}]],
]);

export const isFormat = (value) => FIELDS.has(value);

/* Fields that are missing, unknown or of the wrong kind. */
export function* shape(record) {
  const [must, may] = FIELDS.get(record.get("format"));
  for (const [field, test] of Object.entries(must)) {
    if (!record.has(field) || !test(record.get(field))) yield finding("shape", { field });
  }
  for (const [field, value] of record) {
    if (Object.hasOwn(may, field)) {
      if (!may[field](value)) yield finding("shape", { field });
    } else if (!Object.hasOwn(must, field)) yield finding("unknown_field", { field });
  }
}
