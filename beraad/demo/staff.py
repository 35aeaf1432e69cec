"""One account per role, with that role in each of the burgerberaden."""

from __future__ import annotations

from dataclasses import dataclass

from beraad.accounts import service as accounts
from beraad.accounts.models import Account
from beraad.accounts.service import AccountData
from beraad.assemblies import service as assemblies
from beraad.assemblies.models import Assembly, Role

#: the panellist is one of the people drawn, so that role has no account here
STAFF_ROLES = tuple(role for role in Role if role is not Role.PANELLIST)


@dataclass(frozen=True)
class Team:
    """Who does what in the demonstration."""

    by_role: dict[Role, Account]

    def __getitem__(self, role: Role) -> Account:
        return self.by_role[role]


def make_team() -> Team:
    """An account for each role of staff; the administrator may also make accounts and burgerberaden."""
    return Team(
        {
            role: accounts.create_account(
                AccountData(
                    f"{role.value}@voorbeeld.example",
                    f"{role.value.capitalize()} (verzonnen)",
                    is_administrator=role is Role.ADMINISTRATOR,
                )
            )
            for role in STAFF_ROLES
        }
    )


def join(team: Team, assembly: Assembly) -> None:
    """Give everyone in the team their role in the burgerberaad."""
    for role, account in team.by_role.items():
        assemblies.grant_role(assembly, account, role)
