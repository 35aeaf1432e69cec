/* The stream of integers that a seed gives: HMAC-SHA256 in counter mode with rejection sampling, as
   selection/model/seed.py describes it. */

import { hmac } from "./sha256.js";

const WORD = 1n << 64n;

export class SeedStream {
  constructor(seed, label) {
    this.seed = seed;
    this.label = new TextEncoder().encode(`${label}\0`);
    this.counter = 0n;
    this.words = [];
  }

  word() {
    if (!this.words.length) {
      const message = new Uint8Array(this.label.length + 8);
      message.set(this.label);
      new DataView(message.buffer).setBigUint64(this.label.length, this.counter);
      this.counter += 1n;
      const block = new DataView(hmac(this.seed, message).buffer);
      this.words = [24, 16, 8, 0].map((at) => block.getBigUint64(at));
    }
    return this.words.pop();
  }

  below(m) {
    const limit = WORD - (WORD % m);
    let word = this.word();
    while (word >= limit) word = this.word();
    return word % m;
  }

  /* Fisher-Yates in place, from the last position down. */
  shuffle(items) {
    for (let i = items.length - 1; i > 0; i -= 1) {
      const j = Number(this.below(BigInt(i + 1)));
      [items[i], items[j]] = [items[j], items[i]];
    }
  }
}
