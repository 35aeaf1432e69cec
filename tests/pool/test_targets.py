"""Recruitment shows the quotas beside the sign-ups, without knowing the lottery."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from beraad.accounts.models import Account
from beraad.assemblies.models import Role
from tests.pages import Browser


def test_the_griffie_sees_the_quota_beside_the_sign_ups(
    make: ModuleType, sign_in: Callable[[Account], Browser]
) -> None:
    of = make.assembly()
    griffie = sign_in(make.member(of, Role.REGISTRY))
    before = griffie.get(f"/beheer/{of.slug}/werving")
    assert "niet bepaald" in before.main
    make.set_quotas(of, {"geslacht": {"vrouw": (1, 3), "man": (1, 3)}, "leeftijd": {"16-39": (2, 2), "40+": (2, 2)}})
    after = griffie.get(f"/beheer/{of.slug}/werving")
    assert "niet bepaald" not in after.main
    assert "1–3" in after.main


def test_recruitment_stands_in_the_menu_above_its_own_pages(
    make: ModuleType, sign_in: Callable[[Account], Browser]
) -> None:
    of = make.assembly()
    page = sign_in(make.member(of, Role.REGISTRY)).get(f"/beheer/{of.slug}/werving")
    heads, below = page.soup.select(".beraad-nav--sub .beraad-nav__list")
    assert [link.text for link in heads.select("a[aria-current]")] == ["Werving"]
    assert "Vragen bij aanmelden" in below.text
