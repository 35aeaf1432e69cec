"""Fills in the form of any page, as somebody would who wants to see whether it works."""

from __future__ import annotations

from typing import Any

from bs4 import Tag

from tests.pages import filled

TEXTS = {
    "email": "proef@voorbeeld.example",
    "number": "1",
    "date": "2027-01-05",
    "time": "10:00",
    "datetime-local": "2027-01-05T10:00",
    "url": "https://www.voorbeeld.example/besluit",
    "tel": "0500 123 456",
    "password": "een lange zin van vijf woorden",
}


def answers(form: Tag) -> dict[str, list[Any]]:
    """What a browser sends when everything that was empty is filled in, and of each choice the first is taken."""
    data = filled(form)
    for field in form.select("input[name], select[name], textarea[name]"):
        name, kind = str(field["name"]), str(field.get("type", "text"))
        if "".join(map(str, data.get(name, ()))).strip() or kind in ("hidden", "submit", "file", "checkbox"):
            continue
        if field.name == "select":
            options = [str(option.get("value", "")) for option in field.select("option")]
            data[name] = [next((value for value in options if value), "")]
        elif kind == "radio":
            data[name] = [str(field["value"])]
        elif field.name == "textarea":
            data[name] = ["Een tekst\nvan een proef."]
        else:
            data[name] = [TEXTS.get(kind, "Proef")]
    return data
