"""One alteration of each kind, with the good record it begins from. `-` separates the code it is about from a variant.

`SEALED` alterations are of a forger who seals the record again; `RAW` ones are of the bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from selection.proof.given import problem
from selection.proof.record import Record, dumps, loads, seal

Alteration = Callable[[Record], object]


def _swap_people(record: Record) -> None:
    """Somebody takes the seat of somebody with equal answers, who thereby loses chance."""
    for panel in record["panels"]:
        for at, person in enumerate(panel):
            for other in record["people"]:
                if other not in panel and record["answers"][other] == record["answers"][person]:
                    panel[at] = other
                    panel.sort()
                    return


def _swap_tickets(record: Record) -> None:
    tickets = record["tickets"]
    at = next(i for i in range(1, len(tickets)) if tickets[i] != tickets[0])
    tickets[0], tickets[at] = tickets[at], tickets[0]


def _first_level(record: Record) -> Record:
    level: Record = record["certificate"]["levels"][0]
    return level


def _weights(record: Record) -> Record:
    """The weights of the first proof that splits."""
    found: Record = next(level for level in record["certificate"]["levels"] if "split" in level)["weights"]
    return found


def _weight_on_excluded(record: Record) -> None:
    """A bound that is lowered by counting people who are on no panel."""
    (nobody,) = list(record["certificate"]["excluded"])[:1]
    side: Record = {"multipliers": []}
    record["certificate"]["levels"].append({"at": 1.0, "weights": {nobody: 1.0}, "split": [nobody, 0, side, side]})


def _must_share(record: Record) -> None:
    record["households"] = dict.fromkeys(record["panels"][0][:2], 1) | record["households"]


def _no_proof(record: Record) -> None:
    for proof in record["certificate"]["excluded"].values():
        proof["multipliers"] = []


def _split_that_misses(record: Record) -> None:
    """A split of which the side that may be has no proof."""
    (nobody,) = list(record["certificate"]["excluded"])[:1]
    excluded = record["certificate"]["excluded"]
    excluded[nobody] = {"split": [nobody, 0, excluded[nobody], {"multipliers": []}]}


def _panel_twice(record: Record) -> None:
    record["panels"].insert(0, record["panels"][0])
    record["probabilities"].insert(0, 0.0)
    record["tickets"] = [ticket + 1 for ticket in record["tickets"]]


def _name_like_a_pair(record: Record) -> None:
    """A feature under the name that a pair has."""
    record["categories"]["leeftijd × plaats"] = {"x": [0, 9]}
    for answers in record["answers"].values():
        answers.insert(1, "x")


def _another_pair_quota(record: Record) -> None:
    """A pair quota that no panel breaks, with the hash of the problem made anew."""
    record["pairs"]["leeftijd"]["plaats"]["oud"]["dorp"] = [0, 2]
    record["input_sha256"] = problem(record).sha256()


#: name → base, alteration
SEALED: dict[str, tuple[str, Alteration]] = {
    "shape-missing": ("leximin", lambda r: r.pop("seats")),
    "shape-kind": ("leximin", lambda r: r.update(tickets=[str(t) for t in r["tickets"]])),
    "shape-decimal-count": ("leximin", lambda r: r.update(seats=4.0)),
    "shape-quota": ("leximin", lambda r: r["categories"]["plaats"].update(dorp=[2, 1])),
    **{
        f"shape-pairs-{name}": ("pairs-leximin", lambda r, pairs=pairs: r.update(pairs=pairs))
        for name, pairs in {
            "none": {},
            "empty": {"leeftijd": {"plaats": {"jong": {}}}},
            "order": {"plaats": {"leeftijd": {"stad": {"jong": [1, 2]}}}},
            "same": {"plaats": {"plaats": {"stad": {"stad": [1, 2]}}}},
            "feature": {"leeftijd": {"inkomen": {"jong": {"laag": [1, 2]}}}},
            "value": {"leeftijd": {"plaats": {"jong": {"gehucht": [1, 2]}}}},
            "quota": {"leeftijd": {"plaats": {"jong": {"stad": [2, 1]}}}},
        }.items()
    },
    "shape-pairs-missing": ("pairs-leximin", lambda r: r.pop("pairs")),
    "unknown_field-pairs": ("pairs-leximin", lambda r: r.update(format="selection-lottery/2")),
    "shape-pairs-alike": ("pairs-leximin", _name_like_a_pair),
    "input_sha256-pairs": ("pairs-leximin", lambda r: r["pairs"]["leeftijd"]["plaats"]["oud"].update(dorp=[0, 2])),
    "frozen_list-pairs": ("ceremony-pairs", _another_pair_quota),
    "panel_quota-pairs": ("pairs-leximin", lambda r: r["pairs"]["leeftijd"]["plaats"]["jong"].update(stad=[0, 0])),
    "shape-answers": ("leximin", lambda r: r["answers"]["p01"].pop()),
    "shape-unknown-must": ("leximin", lambda r: r["must"].append("p99")),
    "shape-must-and-must-not": ("leximin", lambda r: (r["must"].append("p01"), r["must_not"].append("p01"))),
    "shape-chances": ("leximin", lambda r: r["chances"].pop("p01")),
    "shape-probabilities": ("leximin", lambda r: r["probabilities"].append(0.0)),
    "shape-certificate-person": ("odd-leximin", lambda r: _weights(r).update(p99=1.0)),
    "shape-certificate-row": ("leximin", lambda r: _first_level(r)["multipliers"].append([99, 1.0])),
    "shape-certificate-weight": ("odd-leximin", lambda r: _weights(r).update(p00=-1.0)),
    "shape-certificate-number": ("leximin", lambda r: _first_level(r).update(at=1e300)),
    "shape-level-weights": ("leximin", lambda r: _first_level(r).update(weights={"p00": 1.0})),
    "shape-first-certificate": ("leximin", lambda r: r["certificate"].update(every_level=True)),
    "complete": ("unproven", lambda r: r.update(complete=True)),
    "complete-modest": ("leximin", lambda r: r.update(complete=False)),
    "complete-other-rule": ("leximin", lambda r: r.update(rule="nash")),
    "complete-level-missing": ("leximin", lambda r: r["certificate"]["levels"].pop()),
    "unknown_field-public": ("public-part", lambda r: r.update(complete=True)),
    "shape-public": ("public-part", lambda r: r.pop("ceremony")),
    "seed-public": ("public-part", lambda r: r["ceremony"].update(digits="0123456780")),
    "tickets-public": ("public-part", lambda r: r["tickets"].reverse()),
    "panel_person-public": ("public-part", lambda r: r["panels"][0].__setitem__(0, "niemand")),
    "shape-level-on-excluded": ("excluded-maximin", _weight_on_excluded),
    "unknown_field": ("leximin", lambda r: r.update(note="added")),
    "input_sha256": ("leximin", lambda r: r.update(input_sha256="00" * 32)),
    "input_sha256-quota": ("leximin", lambda r: r["categories"]["plaats"].update(stad=[0, 4])),
    "people-order": ("leximin", lambda r: r["people"].reverse()),
    "people-missing": ("leximin", lambda r: r["people"].pop()),
    "answer": ("leximin", lambda r: r["answers"]["p01"].__setitem__(0, "eeuwig")),
    "probability-range": ("leximin", lambda r: r["probabilities"].__setitem__(0, 1.5)),
    "probability-digits": ("leximin", lambda r: r["probabilities"].__setitem__(0, 0.12345678901234)),
    "probability-negative": ("leximin", lambda r: r["probabilities"].__setitem__(0, -0.001)),
    "sum": ("leximin", lambda r: r["probabilities"].__setitem__(0, round(r["probabilities"][0] + 1e-12, 12))),
    "panel_person-unknown": ("leximin", lambda r: r["panels"][0].__setitem__(0, "niemand")),
    "panel_person-twice": ("leximin", lambda r: r["panels"][0].__setitem__(0, r["panels"][0][1])),
    "panel_order-people": ("leximin", lambda r: r["panels"][0].reverse()),
    "panel_order-panels": ("leximin", lambda r: r["panels"].reverse()),
    "panel_order-twice": ("leximin", _panel_twice),
    "panel_size": ("leximin", lambda r: r["panels"][0].pop()),
    "panel_size-no-seats": ("goldilocks", lambda r: r.update(seats=0)),
    "panel_quota": ("leximin", lambda r: r["categories"]["leeftijd"].update(jong=[2, 2])),
    "panel_household": ("households-leximin", _must_share),
    "panel_must": ("leximin", lambda r: r.update(must=["p00"])),
    "panel_must_not": ("leximin", lambda r: r.update(must_not=["p00"])),
    "chance": ("leximin", lambda r: r["chances"].update(p02=0.9)),
    "unequal": ("leximin", _swap_people),
    "tickets-order": ("leximin", _swap_tickets),
    "tickets-seed": ("leximin", lambda r: r.update(seed="00" * 32)),
    "tickets-range": ("leximin", lambda r: r["tickets"].__setitem__(0, len(r["panels"]))),
    "tickets-none": ("leximin", lambda r: r.update(tickets=[])),
    "ticket_chance": ("leximin", lambda r: r["ticket_chances"].update(p02=0.95)),
    "ticket_change": ("leximin", lambda r: r.update(ticket_change=r["ticket_change"] / 2)),
    "ticket_change_bound": ("leximin", lambda r: r.update(ticket_change_bound=r["ticket_change_bound"] / 2)),
    "ticket_change_bound-proof": ("musts-leximin", lambda r: r["certificate"]["tickets"]["multipliers"].clear()),
    "shape-tickets-row": ("leximin", lambda r: r["certificate"]["tickets"]["multipliers"].append([99, 1.0])),
    "shape-tickets-proof": ("leximin", lambda r: r["certificate"].update(tickets={"split": ["p00", 0, {}, {}]})),
    "minimum": ("leximin", lambda r: r.update(minimum=0.9)),
    "upper_bound": ("leximin", lambda r: r.update(upper_bound=r["minimum"] / 2)),
    "upper_bound-weaker": ("odd-maximin", lambda r: r["certificate"]["levels"].clear()),
    "gap": ("leximin", lambda r: r.update(gap=0.5)),
    "rule_gap-nash": ("nash", lambda r: r.update(rule_gap=0.5)),
    "rule_gap-goldilocks": ("goldilocks", lambda r: r.update(rule_gap=0.5)),
    "cannot-missing": ("excluded-leximin", lambda r: r["cannot_be_selected"].pop()),
    "cannot-twice": ("musts-leximin", lambda r: r["must_not"].append(r["must_not"][0])),
    "cannot-added": ("leximin", lambda r: r["cannot_be_selected"].append("p01")),
    "excluded": ("excluded-leximin", _no_proof),
    "excluded-split": ("excluded-leximin", _split_that_misses),
    "shape-ceremony": ("ceremony", lambda r: r["ceremony"].pop("beacon")),
    "shape-ceremony-digits": ("ceremony", lambda r: r["ceremony"].update(digits="12")),
    "shape-ceremony-chain": ("ceremony-drand", lambda r: r["ceremony"]["beacon"].update(chain="0" * 64)),
    "shape-ceremony-round": ("ceremony-drand", lambda r: r["ceremony"]["beacon"].update(round=0)),
    "shape-ceremony-signature": ("ceremony-drand", lambda r: r["ceremony"]["beacon"].update(signature="00")),
    "frozen_list": ("ceremony", lambda r: r["ceremony"].update(assembly="anders")),
    "frozen_list-rule": ("ceremony", lambda r: r.update(rule="maximin")),
    "frozen_must": ("ceremony", lambda r: r["must"].append("p09")),
    "randomness": ("ceremony-drand", lambda r: r["ceremony"]["beacon"].update(randomness="00" * 32)),
    "seed-digits": ("ceremony", lambda r: r["ceremony"].update(digits="0123456780")),
    "seed-root": ("ceremony", lambda r: r["ceremony"].update(root="cd" * 32)),
    "seed-no-drand": ("ceremony-drand", lambda r: r["ceremony"].update(beacon=None)),
}


def _seal_elsewhere(data: bytes) -> bytes:
    """The seal at the end of the file, after the field that comes last."""
    seal = f',"sha256":"{loads(data)["sha256"]}"'.encode()
    return data.replace(seal, b"").replace(b"}\n", seal + b"}\n")


def _without_seal(alter: Alteration) -> Callable[[bytes], bytes]:
    def altered(data: bytes) -> bytes:
        record = loads(data)
        alter(record)
        return dumps(record)

    return altered


#: name → base, alteration of the bytes
RAW: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "hash": ("leximin", _without_seal(lambda r: r["software"].update(python="9.9.9"))),
    "hash-missing": ("leximin", _without_seal(lambda r: r.pop("sha256"))),
    "not_canonical-space": ("leximin", lambda data: data.replace(b'"seats":', b'"seats": ')),
    "not_canonical-order": ("leximin", lambda data: json.dumps(dict(reversed(loads(data).items()))).encode()),
    "not_canonical-seal": ("leximin", _seal_elsewhere),
    "not_canonical-seal-twice": ("leximin", lambda data: data.replace(b',"sha256":', b',"sha256":"","sha256":')),
    "not_canonical-end": ("leximin", lambda data: data[:-1]),
    "not_canonical-mark": ("leximin", lambda data: b"\xef\xbb\xbf" + data),
    "not_canonical-decimal": ("leximin", lambda data: data.replace(b'"gap":', b'"gap":0.10,"gap":')),
    "not_canonical-escape": ("strange-ids", lambda data: data.replace("é".encode(), b"\\u00e9")),
    "not_a_record-cut": ("leximin", lambda data: data[: len(data) // 2]),
    "not_a_record-format": ("leximin", lambda data: data.replace(b"selection-lottery/2", b"selection-lottery/4")),
    "not_a_record-list": ("leximin", lambda data: b"[" + data.strip() + b"]"),
    "not_a_record-bytes": ("leximin", lambda data: data.replace(b"seats", b"s\xffats")),
    "not_a_record-half": ("leximin", lambda data: data.replace(b'"must":[]', b'"must":["\\ud800"]')),
    "not_a_record-infinite": ("leximin", lambda data: data.replace(b'"complete":true', b'"complete":1e999')),
    "not_a_record-nan": ("leximin", lambda data: data.replace(b'"must":[]', b'"must":NaN')),
}


def _sealed(base: bytes, alter: Alteration) -> bytes:
    record = loads(base)
    alter(record)
    return dumps(seal(record))


def make(good: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every altered record."""
    for name, (base, alter) in SEALED.items():
        yield name, _sealed(good[base], alter)
    for name, (base, change) in RAW.items():
        changed = change(good[base])
        assert changed != good[base], name
        yield name, changed
