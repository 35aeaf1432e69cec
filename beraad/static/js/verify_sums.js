/* What the verifier counts with: SHA-256, HMAC, the seed stream, exact fractions, text in the order of its code points.
   Written out here so that the page needs no network, no secure context and no other software. */
var sums = (function () {
  "use strict";

  const K = new Uint32Array(64);
  const START = new Uint32Array(8);
  (function () {
    let found = 0;
    for (let n = 2; found < 64; n++) {
      let prime = true;
      for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
      if (!prime) continue;
      K[found] = Math.floor((Math.cbrt(n) % 1) * 4294967296);
      if (found < 8) START[found] = Math.floor((Math.sqrt(n) % 1) * 4294967296);
      found++;
    }
  })();

  function rotated(x, n) {
    return (x >>> n) | (x << (32 - n));
  }

  function mix(h, view, at, w) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = (w[i - 16] + (rotated(a, 7) ^ rotated(a, 18) ^ (a >>> 3)) + w[i - 7] + (rotated(b, 17) ^ rotated(b, 19) ^ (b >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, k] = h;
    for (let i = 0; i < 64; i++) {
      const one = (k + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const two = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      k = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    const add = [a, b, c, d, e, f, g, k];
    for (let i = 0; i < 8; i++) h[i] = (h[i] + add[i]) | 0;
  }

  /** SHA-256 of bytes, as bytes. */
  function sha256(bytes) {
    const h = START.slice(), w = new Int32Array(64);
    const whole = bytes.length - (bytes.length % 64);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < whole; at += 64) mix(h, view, at, w);
    const rest = bytes.subarray(whole);
    const tail = new Uint8Array(rest.length < 56 ? 64 : 128);
    tail.set(rest);
    tail[rest.length] = 0x80;
    const end = new DataView(tail.buffer);
    end.setUint32(tail.length - 8, Math.floor(bytes.length / 536870912));
    end.setUint32(tail.length - 4, (bytes.length * 8) >>> 0);
    for (let at = 0; at < tail.length; at += 64) mix(h, end, at, w);
    const out = new DataView(new ArrayBuffer(32));
    h.forEach((word, i) => out.setUint32(4 * i, word));
    return new Uint8Array(out.buffer);
  }

  function joined(...parts) {
    const out = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }

  function hmac(key, message) {
    const block = new Uint8Array(64);
    block.set(key.length > 64 ? sha256(key) : key);
    return sha256(joined(block.map((x) => x ^ 0x5c), sha256(joined(block.map((x) => x ^ 0x36), message))));
  }

  const utf8 = (text) => new TextEncoder().encode(text);
  const hex = (bytes) => Array.from(bytes, (x) => x.toString(16).padStart(2, "0")).join("");
  const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));

  /** Fisher-Yates from the last place down, with the stream of `seed` (hex) for the purpose `label`. */
  function shuffle(items, seed, label) {
    const key = unhex(seed), start = joined(utf8(label), new Uint8Array(1));
    const words = [], WORD = 1n << 64n;
    let counter = 0n;
    function word() {
      if (!words.length) {
        const number = new DataView(new ArrayBuffer(8));
        number.setBigUint64(0, counter++);
        const block = new DataView(hmac(key, joined(start, new Uint8Array(number.buffer))).buffer);
        for (const at of [24, 16, 8, 0]) words.push(block.getBigUint64(at));
      }
      return words.pop();
    }
    for (let i = items.length - 1; i > 0; i--) {
      const m = BigInt(i + 1), limit = WORD - (WORD % m);
      let w = word();
      while (w >= limit) w = word();
      const j = Number(w % m);
      [items[i], items[j]] = [items[j], items[i]];
    }
  }

  /** -1, 0 or 1: two texts in the order of their code points. */
  function compare(a, b) {
    if (a === b) return 0;
    const one = Array.from(a), two = Array.from(b);
    for (let i = 0; i < one.length && i < two.length; i++) {
      if (one[i] !== two[i]) return one[i].codePointAt(0) < two[i].codePointAt(0) ? -1 : 1;
    }
    return Math.sign(one.length - two.length);
  }

  const sorted = (texts) => Array.from(texts).sort(compare);

  /** JSON with sorted keys and no spare space, as the record's own software writes it (whole numbers and text only). */
  function canonical(value) {
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    return "{" + sorted(Object.keys(value)).map((key) => JSON.stringify(key) + ":" + canonical(value[key])).join(",") + "}";
  }

  /* Fractions [numerator, denominator] of BigInts, the denominator above zero. */
  function gcd(a, b) {
    while (b) [a, b] = [b, a % b];
    return a < 0n ? -a : a;
  }
  function fraction(n, d = 1n) {
    if (d < 0n) [n, d] = [-n, -d];
    const g = gcd(n, d) || 1n;
    return [n / g, d / g];
  }
  const plus = (a, b) => (a[1] === b[1] ? fraction(a[0] + b[0], a[1]) : fraction(a[0] * b[1] + b[0] * a[1], a[1] * b[1]));
  const times = (a, b) => fraction(a[0] * b[0], a[1] * b[1]);
  const over = (a, b) => fraction(a[0] * b[1], a[1] * b[0]);
  const minus = (a, b) => plus(a, [-b[0], b[1]]);
  const above = (a, b) => a[0] * b[1] > b[0] * a[1];
  const most = (a, b) => (above(a, b) ? a : b);

  function floor(n, d) {
    const q = n / d;
    return n % d < 0n ? q - 1n : q;
  }

  /** The nearest whole number; halves to the even one. */
  function nearest(n, d) {
    const low = floor(n, d), twice = 2n * (n - low * d);
    return twice > d || (twice === d && low % 2n !== 0n) ? low + 1n : low;
  }

  return { sha256, utf8, hex, shuffle, compare, sorted, canonical, fraction, plus, minus, times, over, above, most, floor, nearest };
})();
