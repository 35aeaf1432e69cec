"""Votes and the advice: ballots of a whole panel at once, ballots under kills, and the advice on paper.

`python -m tests.benchmarks advice [--database sqlite] [--part ballots]` prints a JSON line per part. `ballots`: 150
phones that all vote within two minutes, each once, at a web server with two workers. `kills`: the same while the web
server is killed; who gets no answer tries again. `paper`: the advice of 40 recommendations as PDF.
"""

from __future__ import annotations

import argparse
import json
import statistics
import threading
import time
from collections.abc import Sequence
from random import Random
from typing import Any

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.advice import composing
from beraad.recommendations.votes import closing
from beraad.recommendations.votes.models import Choice, HandedIn, Tally, VoteRound
from tests import make
from tests.benchmarks import ballots, servers, visitors, worker_lives
from tests.benchmarks.servers import Site
from tests.databases import KINDS

PANEL, WITHIN = 150, 120.0
RECOMMENDATIONS = 40
KILLS = 5


def requests_of(site: Site, panel: int) -> tuple[int, list[tuple[Choice, bytes]]]:
    """A round, and the request of each panellist."""
    round_, tokens = ballots.round_of(panel)
    address = f"/panel/{db.session.get_one(Assembly, round_.assembly_id).slug}/stemmen/{round_.number}"
    choices = [list(Choice)[number % 3] for number in range(panel)]
    made = [
        (choice, ballots.ballot(site.app, site.port, address, token, choice.value))
        for choice, token in zip(choices, tokens, strict=True)
    ]
    key = int(round_.id)
    db.session.remove()
    return key, made


def vote(site: Site, panel: int = PANEL, within: float = WITHIN) -> dict[str, Any]:
    """Everyone votes at a moment of their own within this time."""
    key, waiting = requests_of(site, panel)
    random, times, heads = Random(1), list[float](), list[bytes]()
    site.serve()

    def come(content: bytes, after: float) -> None:
        time.sleep(after)
        start = time.perf_counter()
        heads.append(visitors.ask(site.port, content))
        times.append(time.perf_counter() - start)

    phones = [threading.Thread(target=come, args=(content, random.uniform(0, within))) for _choice, content in waiting]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    times.sort()
    return {
        "ballots": len(heads),
        "errors": sum(ballots.TAKEN_IN not in head for head in heads),
        "median_ms": round(1000 * statistics.median(times), 1),
        "p95_ms": round(1000 * times[int(0.95 * len(times))], 1),
        "longest_ms": round(1000 * times[-1], 1),
        **counted(key, waiting),
    }


def killed(site: Site, kills: int, random: Random, panel: int = PANEL) -> dict[str, Any]:
    """Panellists vote, and try again when they get no answer, while the web server is killed."""
    key, everyone = requests_of(site, panel)
    waiting, done = list(everyone), list[bytes]()

    def come() -> None:
        while waiting:
            try:
                _choice, content = waiting.pop()
            except IndexError:
                return
            while not (head := visitors.ask(site.port, content)):
                time.sleep(0.05)
            done.append(head)

    web = site.serve()
    crowd = [threading.Thread(target=come) for _ in range(6)]
    for phone in crowd:
        phone.start()
    happened = 0
    while happened < kills and waiting:
        time.sleep(random.uniform(0, worker_lives.LONGEST_LIFE))
        happened += bool(waiting)
        servers.kill(web)
        web = site.serve()
    for phone in crowd:
        phone.join()
    return {"kills": happened, "ballots": len(done), **counted(key, everyone)}


def counted(key: int, sent: Sequence[tuple[Choice, bytes]]) -> dict[str, int]:
    """Closes the round. Returns how many votes were lost and doubled, by the totals of each choice."""
    db.session.remove()
    handed_in = db.session.scalar(select(func.count()).select_from(HandedIn)) or 0
    tallied = db.session.scalar(select(func.sum(Tally.votes))) or 0
    round_ = db.session.get_one(VoteRound, key)
    round_.closes_at = max(now(), round_.opened_at)
    db.session.commit()
    closing.count(round_)
    db.session.commit()
    expected = [sum(choice is one for choice, _content in sent) for one in Choice]
    found = [round_.votes_for or 0, round_.votes_against or 0, round_.votes_blank or 0]
    lost = sum(max(0, a - b) for a, b in zip(expected, found, strict=True))
    doubled = sum(max(0, b - a) for a, b in zip(expected, found, strict=True))
    return {"handed_in": handed_in, "tallied": int(tallied), "lost": lost, "doubled": doubled}


def paper(_site: Site) -> dict[str, Any]:
    """The advice of 40 recommendations with their votes as PDF, the second time: the typesetter is warm then."""
    assembly = make.assembly()
    for number in range(RECOMMENDATIONS):
        words = {
            "text": "Plant ieder jaar honderd bomen in straten waar het heet is. " * 12,
            "intent": "Schaduw. " * 30,
        }
        make.voted(make.recommendation(assembly, title=f"Meer bomen {number}", **words), 40, 5)
    content = composing.content(assembly)
    seconds = []
    for _turn in range(2):
        start = time.perf_counter()
        made = composing.pdf(content, composing.fingerprint(content), "https://voorbeeld.example/advies", now())
        seconds.append(round(time.perf_counter() - start, 2))
    return {"recommendations": RECOMMENDATIONS, "bytes": len(made), "seconds": seconds}


PARTS = {"ballots": vote, "kills": lambda site: killed(site, KILLS, Random(1)), "paper": paper}


def main(argv: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks advice", description=__doc__)
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    parser.add_argument("--part", choices=PARTS)
    asked = parser.parse_args(argv)
    for part in [asked.part] if asked.part else PARTS:
        with servers.site(asked.database) as site:
            found = PARTS[part](site)
        print(json.dumps({"benchmark": "advice", "database": asked.database, "part": part, **found}), flush=True)
