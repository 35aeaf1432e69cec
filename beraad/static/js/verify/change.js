/* How much the tickets change the chances, and how little any list of tickets could: the text of selection/proof/ticket_bound.py
   says why; the letters are the same. Chances in 1/UNIT, changes in 1/UNIT of a ticket. */

import { UNIT } from "./numbers.js";

const larger = (a, b) => (a > b ? a : b);
const smaller = (a, b) => (a < b ? a : b);

/* The largest difference between M times a chance and a person's number of tickets; `counts`: tickets by person. */
export function largestChange({ profiles }, byProfile, counts, M) {
  let most = 0n;
  for (const [p, { members }] of profiles.entries()) {
    for (const person of members) {
      const away = BigInt(counts[person]) * UNIT - M * byProfile[p];
      most = larger(most, away < 0n ? -away : away);
    }
  }
  return most;
}

/* The bound: no M tickets have a smaller largest change. */
export function leastChange(constraints, multipliers, byProfile, M) {
  const { lower, upper, entries } = constraints;
  const parts = byProfile.map((chance) => (M * chance) % UNIT);
  const narrowest = parts.reduce((most, part) => larger(most, smaller(part, UNIT - part)), 0n);
  const all = new Set([0n, ...parts, ...parts.filter((part) => part > 0n).map((part) => UNIT - part)]);
  const levels = [...all].filter((level) => level >= narrowest).sort((a, b) => (a < b ? -1 : 1));
  let rows = 0n;
  for (const [row, y] of multipliers) rows += larger(M * y * lower[row], M * y * upper[row]);
  const prices = entries.map((there) => -there.reduce((sum, row) => sum + (multipliers.get(row) ?? 0n), 0n));
  let low = 0, high = levels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows + box(constraints, prices, byProfile, M, levels[middle]) < 0n) low = middle + 1;
    else high = middle;
  }
  return low < levels.length ? levels[low] : UNIT;
}

/* The largest Σ price_p T_p when everybody's change is at most `level`, which leaves everybody a whole number. */
function box({ count, least, most }, prices, byProfile, M, level) {
  let total = 0n;
  prices.forEach((price, p) => {
    if (price === 0n) return;
    const whole = (M * byProfile[p]) / UNIT, part = (M * byProfile[p]) % UNIT;
    const below = part > level ? 1n : 0n, above = part > 0n && UNIT - part <= level ? 1n : 0n;
    const fewest = larger(count[p] * (whole + below), M * least[p]);
    total += larger(price * fewest, price * smaller(count[p] * (whole + above), M * most[p]));
  });
  return total;
}
