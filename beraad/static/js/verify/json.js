/* JSON as the record's canonical form needs it: whole numbers become BigInt, other numbers Number, objects Map with the
   order of the file, so that 1 and 1.0 stay different and every digit counts. And back, to the one canonical text:
   keys in the order of their code points, no spare whitespace, numbers as Python writes them. */

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;
const CONTROL = /[\u0000-\u001f]/;
const TO_ESCAPE = /["\\\u0000-\u001f]/;
const LONE_SURROGATE = /\p{Surrogate}/u;
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const WORDS = [["true", true], ["false", false], ["null", null]];
/* Longer whole numbers and deeper nesting are in no record. */
const MOST_DIGITS = 4300;
const DEEPEST = 2000;

export class NotJson extends Error {}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  skip() {
    if (this.text.charCodeAt(this.at) > 32) return;
    SPACE.lastIndex = this.at;
    SPACE.test(this.text);
    this.at = SPACE.lastIndex;
  }

  /* Whether the next character is `sign`; if so it is passed. */
  passes(sign) {
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  expect(sign) {
    if (!this.passes(sign)) throw new NotJson();
  }

  value(depth) {
    if (depth > DEEPEST) throw new NotJson();
    const sign = this.text[this.at];
    if (sign === '"') return this.string();
    if (sign === "[") return this.list(depth + 1);
    if (sign === "{") return this.object(depth + 1);
    for (const [word, meaning] of WORDS) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return meaning;
      }
    }
    return this.number();
  }

  number() {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    if (!found) throw new NotJson();
    this.at = NUMBER.lastIndex;
    if (found[1] === undefined && found[2] === undefined) {
      if (found[0].length > MOST_DIGITS) throw new NotJson();
      return BigInt(found[0]);
    }
    const number = Number(found[0]);
    if (!Number.isFinite(number)) throw new NotJson();
    return number;
  }

  string() {
    const from = this.at + 1;
    const end = this.text.indexOf('"', from);
    const plain = end < 0 ? "" : this.text.slice(from, end);
    if (end >= 0 && !plain.includes("\\")) {
      if (CONTROL.test(plain)) throw new NotJson();
      this.at = end + 1;
      return plain;
    }
    return this.escapedString(from);
  }

  escapedString(from) {
    let whole = "";
    this.at = from;
    while (!this.passes('"')) {
      const sign = this.text[this.at];
      if (sign === undefined || CONTROL.test(sign)) throw new NotJson();
      this.at += 1;
      whole += sign === "\\" ? this.escape() : sign;
    }
    if (LONE_SURROGATE.test(whole)) throw new NotJson();
    return whole;
  }

  escape() {
    const sign = this.text[this.at];
    this.at += 1;
    if (sign === "u") {
      const code = this.text.slice(this.at, this.at + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(code)) throw new NotJson();
      this.at += 4;
      return String.fromCharCode(parseInt(code, 16));
    }
    if (!Object.hasOwn(ESCAPES, sign)) throw new NotJson();
    return ESCAPES[sign];
  }

  list(depth) {
    const items = [];
    this.at += 1;
    this.skip();
    if (this.passes("]")) return items;
    do {
      this.skip();
      items.push(this.value(depth));
      this.skip();
    } while (this.passes(","));
    this.expect("]");
    return items;
  }

  object(depth) {
    const fields = new Map();
    this.at += 1;
    this.skip();
    if (this.passes("}")) return fields;
    do {
      this.skip();
      if (this.text[this.at] !== '"') throw new NotJson();
      const key = this.string();
      this.skip();
      this.expect(":");
      this.skip();
      fields.set(key, this.value(depth));
      this.skip();
    } while (this.passes(","));
    this.expect("}");
    return fields;
  }
}

/* The value that `text` stands for. Throws NotJson. */
export function parse(text) {
  const reader = new Reader(text);
  reader.skip();
  const value = reader.value(0);
  reader.skip();
  if (reader.at !== text.length) throw new NotJson();
  return value;
}

/* Below 0 when `a` comes before `b` by code points: JavaScript itself compares by halves of surrogate pairs. */
export function compareText(a, b) {
  const shortest = Math.min(a.length, b.length);
  for (let i = 0; i < shortest; i += 1) {
    const left = a.charCodeAt(i), right = b.charCodeAt(i);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/* Halves of surrogate pairs stand for characters above all others. */
function codePointRank(unit) {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/* A decimal as Python writes it: shortest digits that come back to the same number. */
function decimalText(number) {
  const [digits, exponent] = Math.abs(number).toExponential().split("e");
  const plain = digits.replace(".", ""), power = Number(exponent);
  const sign = number < 0 || Object.is(number, -0) ? "-" : "";
  if (power < -4 || power >= 16) {
    const short = plain.length > 1 ? `${plain[0]}.${plain.slice(1)}` : plain;
    return `${sign}${short}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${plain}`;
  const padded = plain.padEnd(power + 2, "0");
  return `${sign}${padded.slice(0, power + 1)}.${padded.slice(power + 1)}`;
}

function quoted(text) {
  return TO_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/* The keys of a Map in canonical order. */
export function sortedKeys(fields) {
  return [...fields.keys()].sort(compareText);
}

/* The canonical text of a value. */
export function canonical(value) {
  const pieces = [];
  write(value, pieces);
  return pieces.join("");
}

function write(value, pieces) {
  if (typeof value === "string") pieces.push(quoted(value));
  else if (typeof value === "number") pieces.push(decimalText(value));
  else if (Array.isArray(value)) writeAll("[", value, (item) => write(item, pieces), "]", pieces);
  else if (value instanceof Map) {
    const field = (key) => {
      pieces.push(quoted(key), ":");
      write(value.get(key), pieces);
    };
    writeAll("{", sortedKeys(value), field, "}", pieces);
  } else pieces.push(String(value));
}

function writeAll(open, items, writeOne, close, pieces) {
  pieces.push(open);
  items.forEach((item, i) => {
    if (i) pieces.push(",");
    writeOne(item);
  });
  pieces.push(close);
}
