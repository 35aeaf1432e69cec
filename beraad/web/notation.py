"""The one check of postcodes, telephone numbers and bank accounts, and the one way in which each is written.

Each function reads what people type and returns how it is stored and shown, or None if it is not one.
"""

from __future__ import annotations

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType
from stdnum import iban as account_numbers
from stdnum.exceptions import ValidationError
from stdnum.nl import postcode as postcodes

#: the country of telephone numbers without a country code
HOME = "NL"


def postcode(text: str) -> str | None:
    """Returns a Dutch postcode as `1234 AB`; None if it is none."""
    try:
        return str(postcodes.validate(text))
    except ValidationError:
        return None


def telephone(text: str) -> str | None:
    """Returns a telephone number as people dial it: `06 12345678`, `+32 470 12 34 56`; None if it is none.

    The plan of numbers grows between two versions of the library. A number that it does not know yet, but that is as
    long as a mobile number of that country, is therefore accepted.
    """
    if any(character.isalpha() for character in text):  # the library would drop a name that stands beside the number
        return None
    try:
        number = phonenumbers.parse(text, HOME)
    except NumberParseException:
        return None
    as_long = phonenumbers.is_possible_number_for_type(number, PhoneNumberType.FIXED_LINE)
    if not (phonenumbers.is_valid_number(number) or as_long):
        return None
    is_home = number.country_code == phonenumbers.country_code_for_region(HOME)
    kind = PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, kind))


def iban(text: str) -> str | None:
    """Returns an IBAN without spaces; None if its country, length or check digits are wrong.

    What single countries add is left out: Belgium's list of banks is out of date as soon as a bank is new.
    """
    try:
        return str(account_numbers.validate(text, check_country=False))
    except ValidationError:
        return None


def iban_in_groups(number: str) -> str:
    """Returns an IBAN in groups of four, as people read it."""
    return str(account_numbers.format(number))
