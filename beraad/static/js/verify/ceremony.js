/* Where the seed of a public draw comes from: the hash of the frozen list, the digits drawn by hand and a drand round, as
   selection/proof/ceremony.py describes it. The signature of the round isn't checked here: that takes another curve. */

import { finding } from "./findings.js";
import { canonical } from "./json.js";
import { digest, fromHex, joined } from "./sha256.js";

const SEED_FORMAT = "beraad-seed/2";
const LIST_FORMAT = "beraad-pool/1";
/* With quotas on two features together. */
const PAIRS_LIST_FORMAT = "beraad-pool/2";
export const CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
const encoder = new TextEncoder();

function prefixed(text) {
  const bytes = encoder.encode(text), length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return joined(length, bytes);
}

/* The seed in hexadecimal that these fields give. */
export function seedOf(root, listHash, digits, randomness) {
  return digest(joined(...[SEED_FORMAT, root, listHash, digits, randomness].map(prefixed)));
}

/* The hash of the frozen list; `parts`: field of the record → its canonical text. */
function listHash(record, parts) {
  const fields = {
    assembly: canonical(record.get("ceremony").get("assembly")),
    format: canonical(parts.has("pairs") ? PAIRS_LIST_FORMAT : LIST_FORMAT),
    households: parts.get("households") ?? "null",
    ...(parts.has("pairs") ? { pairs: parts.get("pairs") } : {}),
    people: parts.get("answers"),
    quotas: parts.get("categories"),
    rule: parts.get("rule"),
    seats: parts.get("seats"),
    tickets: canonical(BigInt(record.get("tickets").length)),
  };
  const written = Object.entries(fields).map(([name, text]) => `${canonical(name)}:${text}`);
  return digest(encoder.encode(`{${written.join(",")}}`));
}

/* What doesn't follow, as findings; none for a record without a ceremony. */
export async function ceremony(record, parts) {
  if (!record.has("ceremony")) return [];
  return [...await checkList(record, parts), ...await checkSeed(record)];
}

async function checkList(record, parts) {
  const given = record.get("ceremony").get("list_sha256"), computed = await listHash(record, parts);
  const found = given === computed ? [] : [finding("frozen_list", { given, computed })];
  for (const field of ["must", "must_not"]) {
    for (const person of record.get(field)) found.push(finding("frozen_must", { person, field }));
  }
  return found;
}

/* Whether the seed follows from root, list, digits and drand round. */
export async function checkSeed(record) {
  const given = record.get("ceremony"), beacon = given.get("beacon"), found = [];
  const randomness = beacon === null ? "" : await digest(fromHex(beacon.get("signature")));
  if (beacon !== null && beacon.get("randomness") !== randomness) {
    found.push(finding("randomness", { given: beacon.get("randomness"), computed: randomness }));
  }
  const seed = await seedOf(given.get("root"), given.get("list_sha256"), given.get("digits"), randomness);
  if (record.get("seed") !== seed) found.push(finding("seed", { given: record.get("seed"), computed: seed }));
  return found;
}
