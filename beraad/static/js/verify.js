/* Recomputes everything that a published record (lottery.json) says: an independent second to `python -m selection verify`.
   `verify(bytes)` gives a list of findings, each with a code and particulars; an empty list means: the draw is right. */
var verify = (function () {
  "use strict";
  const { sorted, compare, canonical, fraction, plus, minus, times, over, above, most } = sums;
  const UNIT = 1000000000000n, EQUAL = 10000n, CHANCE = 1000000n, ZERO = fraction(0n);
  const OWN_OBJECTIVE = ["nash", "goldilocks"];

  class Finding extends Error {
    constructor(code, particulars = {}) {
      super(code);
      this.code = code;
      this.particulars = particulars;
    }
  }

  /** A decimal of at most twelve digits as a whole number of 1/UNIT; null for anything else. */
  function units(number) {
    if (typeof number !== "number" || !Number.isFinite(number)) return null;
    const whole = Math.round(number * 1e12);
    return whole / 1e12 === number ? BigInt(whole) : null;
  }

  const big = (number) => BigInt(number);
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0n);
  const larger = (a, b) => (a > b ? a : b);

  function ownHash(text, record) {
    const part = `"sha256":"${record.sha256}",`;
    const at = text.indexOf(part);
    if (typeof record.sha256 !== "string" || at < 0 || text.indexOf(part, at + 1) >= 0) throw new Finding("hash");
    const bare = text.slice(0, at) + text.slice(at + part.length);
    if (sums.hex(sums.sha256(sums.utf8(bare))) !== record.sha256) throw new Finding("hash");
  }

  const FIELDS = ["format", "seats", "rule", "seed", "people", "categories", "answers", "must", "must_not", "panels",
    "probabilities", "chances", "tickets", "ticket_chances", "minimum", "upper_bound", "gap", "rule_gap", "complete",
    "cannot_be_selected", "certificate", "input_sha256", "software", "sha256"];

  function shape(record) {
    for (const field of FIELDS) if (!(field in record)) throw new Finding("shape", { field });
    for (const field of Object.keys(record)) {
      if (!FIELDS.includes(field) && field !== "households") throw new Finding("shape", { field });
    }
    if (!/^([0-9a-f]{2})+$/.test(record.seed)) throw new Finding("shape", { field: "seed" });
  }

  function people(record) {
    const ids = record.people, known = new Set(ids), features = sorted(Object.keys(record.categories));
    const inOrder = ids.every((id, i) => !i || compare(ids[i - 1], id) < 0);
    if (!inOrder || Object.keys(record.answers).length !== ids.length) throw new Finding("people");
    for (const id of ids) {
      const answers = record.answers[id];
      if (!Array.isArray(answers) || answers.length !== features.length) throw new Finding("people");
      answers.forEach((value, f) => {
        if (!(value in record.categories[features[f]])) throw new Finding("answer", { person: id });
      });
    }
    const others = [...record.must, ...record.must_not, ...Object.keys(record.households || {})];
    const chances = [record.chances, record.ticket_chances].map(Object.keys);
    if (!others.every((id) => known.has(id)) || record.must.some((id) => record.must_not.includes(id))) throw new Finding("people");
    if (!chances.every((ids) => ids.length === known.size && ids.every((id) => known.has(id)))) throw new Finding("people");
    return features;
  }

  function inputHash(record) {
    const { seats, categories, answers, must, must_not } = record;
    const document = { seats, categories, answers, households: record.households || null, must, must_not };
    if (sums.hex(sums.sha256(sums.utf8(canonical(document)))) !== record.input_sha256) throw new Finding("input_sha256");
  }

  function probabilities(record) {
    const whole = record.probabilities.map(units);
    if (whole.length !== record.panels.length || whole.some((p) => p === null || p < 0n)) throw new Finding("probability");
    if (sum(whole) !== UNIT) throw new Finding("sum");
    return whole;
  }

  function panels(record, features) {
    const households = record.households || {};
    let before = null;
    record.panels.forEach((panel, j) => {
      const there = new Set(panel);
      if (there.size !== panel.length || panel.length !== record.seats) throw new Finding("panel_size", { panel: j });
      if (!panel.every((id) => id in record.answers)) throw new Finding("panel_person", { panel: j });
      if (!panel.every((id, i) => !i || compare(panel[i - 1], id) < 0)) throw new Finding("panel_order", { panel: j });
      if (before && !(laterThan(panel, before))) throw new Finding("panel_order", { panel: j });
      before = panel;
      quotas(record, features, panel, j);
      const homes = panel.filter((id) => id in households).map((id) => households[id]);
      if (new Set(homes).size !== homes.length) throw new Finding("panel_household", { panel: j });
      if (record.must.some((id) => !there.has(id)) || record.must_not.some((id) => there.has(id))) throw new Finding("panel_must", { panel: j });
    });
  }

  function laterThan(panel, before) {
    for (let i = 0; i < panel.length; i++) {
      const order = compare(panel[i], before[i]);
      if (order) return order > 0;
    }
    return false;
  }

  function quotas(record, features, panel, j) {
    features.forEach((feature, f) => {
      const seats = {};
      for (const id of panel) seats[record.answers[id][f]] = (seats[record.answers[id][f]] || 0) + 1;
      for (const [value, [low, high]] of Object.entries(record.categories[feature])) {
        const held = seats[value] || 0;
        if (held < low || held > high) throw new Finding("panel_quota", { panel: j, feature, value });
      }
    });
  }

  function tickets(record) {
    const given = record.tickets, expected = [...given].sort((a, b) => a - b);
    sums.shuffle(expected, record.seed, "tickets");
    const exist = given.length && given.every((t) => Number.isInteger(t) && t >= 0 && t < record.panels.length);
    if (!exist || expected.some((t, i) => t !== given[i])) throw new Finding("tickets");
    const counts = Object.fromEntries(record.people.map((id) => [id, 0]));
    for (const t of given) for (const id of record.panels[t]) counts[id]++;
    for (const id of record.people) {
      if (record.ticket_chances[id] !== counts[id] / given.length) throw new Finding("ticket_chance", { person: id });
    }
  }

  /** People with equal answers and an equal household situation, in the order of their first member. */
  function profiles(record) {
    const never = new Set(record.must_not), must = new Set(record.must), homes = record.households || {};
    const kinds = new Map(record.people.filter((id) => !never.has(id)).map((id) => [id, JSON.stringify([record.answers[id], must.has(id)])]));
    const together = new Map();
    for (const id of kinds.keys()) if (id in homes) together.set(homes[id], [...(together.get(homes[id]) || []), id]);
    const situations = new Map(), houses = new Map();
    for (const [home, ids] of together) {
      if (ids.length < 2) continue;
      const situation = JSON.stringify(ids.map((id) => kinds.get(id)).sort());
      for (const id of ids) situations.set(id, situation);
      houses.set(situation, (houses.get(situation) || new Set()).add(home));
    }
    const members = new Map();
    for (const [id, kind] of kinds) {
      const key = JSON.stringify([situations.get(id) || null, kind]);
      if (!members.has(key)) members.set(key, { situation: situations.get(id), answers: record.answers[id], must: must.has(id), ids: [] });
      members.get(key).ids.push(id);
    }
    const groups = new Map();
    const list = [...members.values()].map(({ situation, answers, must, ids }) => {
      if (situation !== undefined && !groups.has(situation)) groups.set(situation, groups.size);
      const most = situation === undefined ? ids.length : houses.get(situation).size;
      return { ids, answers, count: big(ids.length), least: must ? big(ids.length) : 0n, most: big(most), group: groups.get(situation) };
    });
    return { list, groups: [...groups.keys()].map((situation) => big(houses.get(situation).size)) };
  }

  /** Row 0 is the seats, then a row per value, then one per household situation. */
  function constraints(record, features, { list, groups }) {
    const rows = new Map(), lower = [big(record.seats)], upper = [big(record.seats)];
    for (const feature of features) {
      for (const value of sorted(Object.keys(record.categories[feature]))) {
        const [low, high] = record.categories[feature][value];
        rows.set(JSON.stringify([feature, value]), lower.length);
        lower.push(big(low));
        upper.push(big(high));
      }
    }
    const first = lower.length;
    for (const houses of groups) {
      lower.push(0n);
      upper.push(houses);
    }
    const entries = list.map(({ answers, group }) => [
      0, ...answers.map((value, f) => rows.get(JSON.stringify([features[f], value]))), ...(group === undefined ? [] : [first + group]),
    ]);
    return { lower, upper, entries, list, least: list.map((p) => p.least), most: list.map((p) => p.most) };
  }

  function chances(record, { list }, shares) {
    const mass = new Map(record.people.map((id) => [id, 0n]));
    record.panels.forEach((panel, j) => panel.forEach((id) => mass.set(id, mass.get(id) + shares[j])));
    const computed = new Map(record.people.map((id) => [id, 0n]));
    const byProfile = list.map(({ ids, count }) => {
      const mean = sums.nearest(sum(ids.map((id) => mass.get(id))), count);
      for (const id of ids) {
        const apart = mass.get(id) - mean;
        if (apart > EQUAL || apart < -EQUAL) throw new Finding("unequal", { person: id });
        computed.set(id, mean);
      }
      return mean;
    });
    for (const id of record.people) if (units(record.chances[id]) !== computed.get(id)) throw new Finding("chance", { person: id });
    return byProfile;
  }

  /* ---- the certificate: multipliers and weights in 1/UNIT, trees of leaves and splits ---- */

  function weightsOf(given, at, mayBeEmpty) {
    const found = new Map(Object.entries(given).map(([id, number]) => [at.get(id), units(number)]));
    const right = [...found].every(([p, whole]) => p !== undefined && whole !== null && whole > 0n);
    if (!right || (!mayBeEmpty && !found.size)) throw new Finding("certificate");
    return found;
  }

  function treeOf(given, at, rows) {
    if (given.split) {
      const [id, limit, low, high] = given.split;
      if (!at.has(id)) throw new Finding("certificate");
      return { profile: at.get(id), at: big(limit), low: treeOf(low, at, rows), high: treeOf(high, at, rows) };
    }
    const multipliers = new Map(given.multipliers.map(([row, number]) => [row, units(number)]));
    const right = [...multipliers].every(([row, whole]) => Number.isInteger(row) && row >= 0 && row < rows && whole !== null);
    if (!right || multipliers.size !== given.multipliers.length) throw new Finding("certificate");
    return { multipliers };
  }

  function certificate(record, c) {
    const at = new Map(c.list.map((profile, p) => [profile.ids[0], p])), given = record.certificate, rows = c.lower.length;
    const proof = (part) => ({ weights: weightsOf(part.weights, at), tree: treeOf(part, at, rows) });
    const excluded = new Map(Object.entries(given.excluded).map(([id, part]) => [at.get(id), proof(part)]));
    const objective = given.objective && {
      tree: treeOf(given.objective, at, rows),
      low: weightsOf(given.objective.low, at, true),
      high: weightsOf(given.objective.high, at, true),
    };
    if (excluded.has(undefined) || (objective && !objective.low.size !== !objective.high.size)) throw new Finding("certificate");
    return { levels: given.levels.map(proof), excluded, everyLevel: given.every_level === true, objective };
  }

  /** The largest weighted sum that `tree` allows; null when its side has no panels. `weights`: fractions by profile. */
  function ceiling(c, weights, tree, known, least, most_) {
    if (tree.multipliers) return leaf(c, weights, tree.multipliers, known, least, most_);
    const { profile: p, at } = tree, sides = [];
    if (least[p] <= at) sides.push(ceiling(c, weights, tree.low, known, least, most_.with(p, most_[p] < at ? most_[p] : at)));
    if (most_[p] > at) sides.push(ceiling(c, weights, tree.high, known, least.with(p, larger(least[p], at + 1n)), most_));
    return sides.filter((side) => side !== null).reduce((a, b) => (a === null ? b : most(a, b)), null);
  }

  function leaf(c, weights, multipliers, known, least, most_) {
    let total = fraction(sum([...multipliers].map(([r, m]) => larger(m * c.lower[r], m * c.upper[r]))));
    const byCount = new Map();
    c.entries.forEach((entries, p) => {
      const n = c.list[p].count;
      const price = n * sum(entries.map((r) => multipliers.get(r) || 0n));
      const cost = minus(weights.get(p) || ZERO, fraction(price));
      if (!cost[0]) return;
      if (known.has(p)) total = plus(total, times(cost, fraction(known.get(p), UNIT)));
      else byCount.set(n, plus(byCount.get(n) || ZERO, times(cost, fraction(cost[0] > 0n ? most_[p] : least[p]))));
    });
    for (const [n, value] of byCount) total = plus(total, over(value, fraction(n)));
    return total;
  }

  const asFractions = (weights) => new Map([...weights].map(([p, whole]) => [p, fraction(whole)]));

  function bound(c, proof, known, most_) {
    const found = ceiling(c, asFractions(proof.weights), proof.tree, known, c.least, most_) || ZERO;
    return over(found, fraction(sum([...proof.weights.values()])));
  }

  const up = ([n, d]) => larger(0n, -sums.floor(-n * UNIT, d));

  function ruleGap(c, proofs, rule, byProfile, most_) {
    const able = byProfile.map((_, p) => p).filter((p) => most_[p] && byProfile[p]);
    if (!able.length) return 0n;
    const n = sum(able.map((p) => c.list[p].count)), unit = fraction(UNIT), { tree, low, high } = proofs.objective;
    const best = (weights) => over(ceiling(c, weights, tree, new Map(), c.least, most_) || ZERO, unit);
    let pi = new Map(able.map((p) => [p, fraction(byProfile[p], UNIT)]));
    if (rule === "nash") {
      const weights = new Map(able.map((p) => [p, over(fraction(UNIT * c.list[p].count), pi.get(p))]));
      return up(minus(over(best(weights), fraction(n)), fraction(1n)));
    }
    pi = new Map([...pi].filter(([p]) => !c.least[p]));
    if (!pi.size) return 0n;
    const smallest = [...pi.values()].reduce((a, b) => (above(a, b) ? b : a)), largest = [...pi.values()].reduce(most);
    const a = fraction(n, c.lower[0]), b = fraction(c.lower[0], n), square = times(smallest, smallest);
    const lows = sum([...low.values()]), highs = sum([...high.values()]);
    const tangent = new Map([...pi.keys()].map((p) => {
      const small = times(over(b, square), fraction(low.get(p) || 0n, lows)), large = times(a, fraction(high.get(p) || 0n, highs));
      return [p, times(unit, minus(small, large))];
    }));
    const worst = minus(times(fraction(2n), over(b, smallest)), best(tangent));
    return up(minus(plus(times(a, largest), over(b, smallest)), worst));
  }

  function bounds(record, c, proofs, byProfile) {
    for (const [p, proof] of proofs.excluded) {
      const seats = times(bound(c, proof, new Map(), c.most), fraction(c.list[p].count));
      if (proof.weights.size !== 1 || !proof.weights.has(p) || !above(fraction(1n), seats)) throw new Finding("excluded");
    }
    const most_ = c.most.map((limit, p) => (proofs.excluded.has(p) ? 0n : limit));
    const nowhere = sorted([...[...proofs.excluded.keys()].flatMap((p) => c.list[p].ids), ...record.must_not]);
    if (nowhere.join("\n") !== record.cannot_be_selected.join("\n")) throw new Finding("cannot");
    const selectable = byProfile.filter((_, p) => !proofs.excluded.has(p));
    const minimum = selectable.length ? selectable.reduce((a, b) => (a < b ? a : b)) : 0n;
    const exact = proofs.levels.length ? up(bound(c, proofs.levels[0], new Map(), most_)) : 0n;
    const upper = exact < UNIT ? exact : UNIT;
    const own = proofs.objective ? ruleGap(c, proofs, record.rule, byProfile, most_) : upper - minimum;
    const computed = { minimum, upper_bound: upper, gap: upper - minimum, rule_gap: own };
    for (const [field, value] of Object.entries(computed)) if (units(record[field]) !== value) throw new Finding(field);
    if (proofs.everyLevel) levels(c, proofs, byProfile, most_);
  }

  function levels(c, proofs, byProfile, most_) {
    const known = new Map([...proofs.excluded.keys()].map((p) => [p, 0n]));
    for (const proof of proofs.levels) {
      const limit = bound(c, proof, known, most_);
      const lowest = byProfile.filter((_, p) => !known.has(p)).reduce((a, b) => (a < b ? a : b));
      const settled = [...proof.weights.keys()].some((p) => known.has(p));
      if (settled || above(limit, fraction(lowest + CHANCE, UNIT))) throw new Finding("level");
      for (const p of proof.weights.keys()) known.set(p, byProfile[p]);
    }
    byProfile.forEach((_, p) => {
      if (!known.has(p) && !c.least[p]) throw new Finding("level");
    });
  }

  function all(text) {
    let record;
    try {
      record = JSON.parse(text);
    } catch (error) {
      throw new Finding("not_a_record");
    }
    if (!record || record.format !== "selection-lottery/1") throw new Finding("not_a_record");
    ownHash(text, record);
    shape(record);
    const features = people(record);
    inputHash(record);
    const shares = probabilities(record);
    panels(record, features);
    tickets(record);
    const groups = profiles(record), c = constraints(record, features, groups), byProfile = chances(record, groups, shares);
    const proofs = certificate(record, c);
    const undecided = byProfile.some((chance, p) => chance && !c.least[p]);
    if (Boolean(proofs.objective) !== (OWN_OBJECTIVE.includes(record.rule) && undecided)) throw new Finding("certificate");
    bounds(record, c, proofs, byProfile);
    return record;
  }

  /** `{ record }` when everything is right; otherwise `{ finding }`: the first thing that is wrong. */
  return function verify(text) {
    try {
      return { record: all(text) };
    } catch (error) {
      if (error instanceof Finding) return { finding: error };
      if (error instanceof TypeError || error instanceof RangeError) return { finding: new Finding("shape", { field: "" }) };
      throw error;
    }
  };
})();
