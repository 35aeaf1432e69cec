/* Exact numbers. Probabilities and chances are whole multiples of 1/UNIT as BigInt; anything else is a fraction
   {n, d}, d > 0, kept unreduced: sums go over a common denominator per group, so that nothing grows needlessly. */

export const UNIT = 10n ** 12n;
/* What rounding of panels' probabilities may do, in 1/UNIT. */
export const EQUAL = 10n ** 4n;
/* The most that a proof may leave open and a chance still counts as proven, in 1/UNIT. */
export const PROVEN_ROOM = 10n ** 5n;
/* Every number of a record is smaller. */
const LARGEST = 1e9;

/* A number of at most twelve decimals as a whole multiple of 1/UNIT; null for any other. */
export function units(number) {
  if (typeof number === "bigint") return number > -LARGEST && number < LARGEST ? number * UNIT : null;
  if (Math.abs(number) >= LARGEST) return null;
  const whole = halfEven(number * 1e12);
  return whole / 1e12 === number ? BigInt(whole) : null;
}

function halfEven(x) {
  const below = Math.floor(x), rest = x - below;
  return below + (rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? 1 : 0);
}

/* n/d rounded to a whole number, halves to the even one; n ≥ 0. */
export function rounded(n, d) {
  const below = n / d, twice = 2n * (n % d);
  return twice > d || (twice === d && below % 2n === 1n) ? below + 1n : below;
}

export function fraction(n, d = 1n) {
  return { n, d };
}

export function atLeast(a, b) {
  return a.n * b.d >= b.n * a.d;
}

/* The fraction as a whole multiple of 1/UNIT, rounded up, and at least 0. */
export function unitsUp({ n, d }) {
  return n > 0n ? (n * UNIT + d - 1n) / d : 0n;
}

/* A sum that first adds up what has the same denominator, and then the rest in pairs. */
export class Sum {
  constructor() {
    this.parts = new Map();
  }

  add(n, d = 1n) {
    this.parts.set(d, (this.parts.get(d) ?? 0n) + n);
  }

  total() {
    let row = [...this.parts].map(([d, n]) => ({ n, d }));
    while (row.length > 1) {
      const next = [];
      for (let i = 0; i < row.length; i += 2) next.push(i + 1 < row.length ? plus(row[i], row[i + 1]) : row[i]);
      row = next;
    }
    return row[0] ?? fraction(0n);
  }
}

function plus(a, b) {
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

/* For reading: the fraction as a decimal of twelve digits. */
export function shown({ n, d }) {
  return Number(rounded((n < 0n ? -n : n) * UNIT, d)) / 1e12 * (n < 0n ? -1 : 1);
}

export function shownUnits(whole) {
  return Number(whole) / 1e12;
}
