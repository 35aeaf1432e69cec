/* The page that checks a chosen or dropped file. Nothing is sent anywhere; all words come from the page. */

import { parse, NotJson } from "./json.js";
import { holds, isProof } from "./merkle.js";
import { digest } from "./sha256.js";
import { CHANCE, units } from "./numbers.js";
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

/* Where not every level of chances is proven: how many are, and how much higher the first that is not could be. */
function levels(record) {
  const gaps = record.get("level_gaps");
  if (gaps === undefined) return "";
  const open = gaps.map((gap) => units(gap) > CHANCE), first = open.indexOf(true), count = gaps.length;
  if (first < 0) return fill(words.others.levels_listed, { count });
  const points = 100 * Number(gaps[first]), format = { maximumFractionDigits: 4 };
  const more = points.toLocaleString(document.documentElement.lang, format);
  return fill(words.others.levels_open, { count, proven: open.filter((is) => !is).length, level: first + 1, more });
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

function showRight(record, fingerprint) {
  show("right", {
    ...sources(record),
    incomplete: record.get("complete") ? "" : words.others.incomplete,
    levels: levels(record),
    people: record.get("people").length,
    seats: record.get("seats"),
    panels: record.get("panels").length,
    tickets: record.get("tickets").length,
    minimum: percent(record.get("minimum")),
    upper_bound: percent(record.get("upper_bound")),
    cannot: record.get("cannot_be_selected").length,
    fingerprint,
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
  const { record, findings } = await verify(bytes, (step) => mine === latest && progress(step));
  const fingerprint = await digest(bytes);
  if (mine !== latest) return;
  if (record === null) show("unreadable", { reason: words.findings.not_a_record });
  else if (findings.length) show("wrong", { findings: list(findings) });
  else {
    checked = record;
    showRight(record, fingerprint);
  }
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
  check(files[0]).catch((error) => {
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
ticket.querySelector("button").addEventListener("click", showTicket);
place.hidden = false;
