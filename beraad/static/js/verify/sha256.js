/* SHA-256 (FIPS 180-4) and HMAC (RFC 2104), on bytes. Large inputs go to the browser's own Web Crypto where it is
   offered, which is on https and on this computer itself; this file computes the same without it. */

const INITIAL = roots((n) => Math.sqrt(n), 8);
const ROUND = roots((n) => Math.cbrt(n), 64);
const BLOCK = 64;

/* The first 32 bits of the fractional parts of roots of the first `count` primes. */
function roots(root, count) {
  const found = [];
  for (let n = 2; found.length < count; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) prime = prime && n % d !== 0;
    if (prime) found.push(Math.floor((root(n) % 1) * 2 ** 32));
  }
  return Uint32Array.from(found);
}

function turn(x, n) {
  return (x >>> n) | (x << (32 - n));
}

function compress(state, view, from, w) {
  for (let t = 0; t < 16; t += 1) w[t] = view.getUint32(from + 4 * t);
  for (let t = 16; t < 64; t += 1) {
    const x = w[t - 15], y = w[t - 2];
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3), s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    w[t] = (w[t - 16] + s0 + w[t - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t += 1) {
    const S1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25), choice = (e & f) ^ (~e & g);
    const one = (h + S1 + choice + ROUND[t] + w[t]) | 0;
    const S0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22), majority = (a & b) ^ (a & c) ^ (b & c);
    h = g; g = f; f = e; e = (d + one) | 0;
    d = c; c = b; b = a; a = (one + S0 + majority) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
}

/* The 32 bytes of the hash of `bytes`, computed here. */
export function sha256(bytes) {
  const whole = Math.ceil((bytes.length + 9) / BLOCK) * BLOCK;
  const padded = new Uint8Array(whole);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(whole - 8, BigInt(bytes.length) * 8n);
  const state = Uint32Array.from(INITIAL), w = new Int32Array(64);
  for (let from = 0; from < whole; from += BLOCK) compress(state, view, from, w);
  const hash = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => hash.setUint32(4 * i, word));
  return new Uint8Array(hash.buffer);
}

/* The hash in hexadecimal, by the browser where it can. */
export async function digest(bytes, subtle = globalThis.crypto?.subtle) {
  return hex(subtle ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : sha256(bytes));
}

export function hmac(key, message) {
  const block = new Uint8Array(BLOCK);
  block.set(key.length > BLOCK ? sha256(key) : key);
  const inner = joined(block.map((byte) => byte ^ 0x36), message);
  return sha256(joined(block.map((byte) => byte ^ 0x5c), sha256(inner)));
}

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
