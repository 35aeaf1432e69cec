/* The page that checks a chosen or dropped file. Nothing is sent anywhere; all words come from the page. */

import { parse, NotJson } from "./json.js";
import { holds, isProof } from "./merkle.js";
import { shownUnits } from "./numbers.js";
import { STEPS, decode, verify } from "./verify.js";

const place = document.querySelector("[data-verify]");
const words = JSON.parse(place.dataset.words);
const input = place.querySelector("input[type=file]");
const bar = place.querySelector("[data-progress-bar]");
const outcome = place.querySelector("[data-outcome]");
const ticket = place.querySelector("[data-ticket]");
const SHOWN = 20;
const LARGEST = 200e6;
let latest = 0;
let checked = null;
let chosen = null;

function fill(pattern, params) {
  return pattern.replace(/%\((\w+)\)s/g, (_whole, name) => String(params[name]));
}

function percent(share) {
  const format = { style: "percent", maximumFractionDigits: 4 };
  return Number(share).toLocaleString(document.documentElement.lang, format);
}

/* Show one of the results that the page has ready, its slots filled with texts. */
function show(name, texts = {}) {
  const result = document.querySelector(`template[data-result="${name}"]`).content.cloneNode(true);
  for (const [slot, text] of Object.entries(texts)) result.querySelector(`[data-slot="${slot}"]`).append(text);
  bar.hidden = true;
  outcome.replaceChildren(result);
  outcome.dataset.outcome = name;
}

function progress(step) {
  bar.hidden = false;
  bar.querySelector("progress").max = STEPS.length;
  bar.querySelector("progress").value = STEPS.indexOf(step);
  bar.querySelector("[data-slot=step]").textContent = words.steps[step];
}

function list(findings) {
  const whole = document.createDocumentFragment(), more = findings.length - SHOWN;
  for (const { code, params } of findings.slice(0, SHOWN)) whole.append(item(fill(words.findings[code], params), code));
  if (more > 0) whole.append(item(fill(words.others.more, { count: more }), "more"));
  return whole;
}

function item(text, code) {
  const made = document.createElement("li");
  made.textContent = text;
  made.dataset.code = code;
  return made;
}

/* What the record tells about its seed, when it was made for a public draw. */
function sources(record) {
  const held = record.get("ceremony"), { absent } = words.others;
  if (held === undefined) return { list: absent, root: absent, digits: absent };
  const beacon = held.get("beacon");
  return {
    list: held.get("list_sha256"),
    root: held.get("root"),
    digits: held.get("digits") || absent,
    drand: beacon === null ? "" : fill(words.others.drand, Object.fromEntries(beacon)),
  };
}

/* What keeps a lottery from being proven, in sentences. */
function lacking(missing) {
  const whole = document.createDocumentFragment();
  for (const { code, params } of missing) {
    const told = { ...params };
    if (told.more !== undefined && code !== "rule_open") told.more = percentagePoints(told.more);
    whole.append(item(fill(words.missing[code], told), code));
  }
  return whole;
}

function percentagePoints(share) {
  return (100 * share).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 4 });
}

/* Whether something that was announced was given to compare with, and matched. */
function comparison({ root, fingerprints }) {
  if (root && fingerprints.length) return words.others.compared;
  if (fingerprints.length) return words.others.compared_fingerprint;
  return root ? words.others.compared_root : words.others.not_compared;
}

/* A lottery of which nothing is wrong: proven or not. */
function showValid({ verdict, record, missing, evidence, fingerprint }, announced) {
  const { figures } = evidence, M = record.get("tickets").length, listed = record.get("cannot_be_selected").length;
  const decided = [...record.get("must"), ...record.get("must_not")];
  show(verdict === "proven" ? "right" : "unproven", {
    ...(verdict === "proven" ? {} : { missing: lacking(missing) }),
    ...sources(record),
    people: record.get("people").length,
    seats: record.get("seats"),
    rule: words.rules[record.get("rule")],
    panels: record.get("panels").length,
    tickets: M,
    minimum: percent(shownUnits(figures.minimum)),
    upper_bound: percent(shownUnits(figures.upper_bound)),
    change: percent(shownUnits(figures.ticket_change) / M),
    cannot: listed - record.get("must_not").length,
    decided: decided.length ? decided.join(", ") : words.others.nobody,
    fingerprint,
    compared: comparison(announced),
  });
  ticket.hidden = false;
}

function showMatches({ record, missing, fingerprint }, announced) {
  show("matches", {
    ...sources(record),
    missing: lacking(missing),
    people: record.get("people").length,
    seats: record.get("seats"),
    tickets: record.get("tickets").length,
    fingerprint,
    compared: comparison(announced),
  });
  ticket.hidden = false;
}

/* The proof in the file, null when it holds something else. */
function proofIn(bytes) {
  try {
    const value = bytes.length < 1e6 ? parse(decode(bytes)) : null;
    return isProof(value) ? value : null;
  } catch (error) {
    if (error instanceof NotJson || error instanceof TypeError) return null;
    throw error;
  }
}

function showProof(proof) {
  if (!holds(proof)) {
    show("out");
    return;
  }
  show("in", { person: proof.get("person"), answers: proof.get("answers").join(", "), root: proof.get("root") });
}

/* A file that is chosen while another is being checked takes its place. */
async function check(file) {
  const mine = ++latest;
  checked = null;
  ticket.hidden = true;
  outcome.textContent = words.others.busy;
  outcome.dataset.outcome = "busy";
  if (file.size > LARGEST) {
    show("unreadable", { reason: words.others.too_large });
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer()), proof = proofIn(bytes);
  if (proof !== null) {
    showProof(proof);
    return;
  }
  const announced = given(), found = await verify(bytes, (step) => mine === latest && progress(step), announced);
  if (mine !== latest) return;
  if (found.verdict === "unreadable") show("unreadable", { reason: words.findings.not_a_record });
  else if (found.verdict === "wrong") show("wrong", { findings: list(found.findings) });
  else {
    checked = found.record;
    (found.verdict === "matches" ? showMatches : showValid)(found, announced);
  }
}

/* The root and the fingerprints that were announced, as typed. */
function given() {
  const typed = (name) => place.querySelector(`[data-announced=${name}]`).value.trim();
  return { root: typed("root"), fingerprints: typed("fingerprints").split(/[\s,;]+/).filter(Boolean) };
}

function showTicket() {
  const given = ticket.querySelector("input").value.trim(), tickets = checked.get("tickets");
  const digits = String(tickets.length - 1).length, number = Number(given);
  const written = (n) => String(n).padStart(digits, "0"), exists = /^\d+$/.test(given) && number < tickets.length;
  const people = exists ? checked.get("panels")[Number(tickets[number])] : [];
  ticket.querySelector("output").textContent = exists
    ? fill(words.others.panel, { number: written(number), count: people.length, people: people.join(", ") })
    : fill(words.others.no_ticket, { first: written(0), last: written(tickets.length - 1) });
}

/* Whatever goes wrong in the check itself is told, and stays visible to whoever looks for its cause. */
function start(files) {
  if (!files.length) return;
  [chosen] = files;
  again();
}

function again() {
  if (chosen === null) return;
  check(chosen).catch((error) => {
    show("unreadable", { reason: words.others.stopped });
    throw error;
  });
}

input.addEventListener("click", () => { input.value = ""; });
input.addEventListener("change", () => start(input.files));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  start(event.dataTransfer.files);
});
place.querySelectorAll("[data-announced]").forEach((field) => field.addEventListener("change", again));
ticket.querySelector("button").addEventListener("click", showTicket);
place.hidden = false;
