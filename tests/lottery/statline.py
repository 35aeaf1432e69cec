# ruff: noqa: E501
"""Tables in the layouts in which StatLine gives them as CSV: the heads are as published, the numbers are made up."""

from __future__ import annotations

#: 03759ned: two topics, of which the second is not known yet for the last year
SEX_AND_AGE = """"Bevolking op 1 januari en gemiddeld; geslacht, leeftijd en regio"
"Geslacht";"Leeftijd";"Burgerlijke staat";"Perioden";"Regio's";"Bevolking op 1 januari (aantal)";"Gemiddelde bevolking (aantal)"
"Totaal mannen en vrouwen";"Totaal";"Totaal burgerlijke staat";"2026";"Voorbeeldstad";"1000";"."
"Totaal mannen en vrouwen";"15 tot 20 jaar";"Totaal burgerlijke staat";"2026";"Voorbeeldstad";"100";"."
"Totaal mannen en vrouwen";"20 tot 65 jaar";"Totaal burgerlijke staat";"2026";"Voorbeeldstad";"600";"."
"Totaal mannen en vrouwen";"65 jaar of ouder";"Totaal burgerlijke staat";"2026";"Voorbeeldstad";"300";"."
"Mannen";"Totaal";"Totaal burgerlijke staat";"2026";"Voorbeeldstad";"480";"."
"Mannen";"Totaal";"Ongehuwd";"2026";"Voorbeeldstad";"200";"."
"Vrouwen";"Totaal";"Totaal burgerlijke staat";"2026";"Voorbeeldstad";"520";"."
"Vrouwen";"Totaal";"Ongehuwd";"2026";"Voorbeeldstad";"190";"."
"Bron: CBS"
"""

#: 85458NED: origin
ORIGIN = """"Bevolking op 1 januari; leeftijd, herkomstland, geboorteland ouders, regio"
"Geslacht";"Leeftijd";"Herkomstland";"Geboorteland";"Regio's";"Perioden";"Bevolking op 1 januari (aantal)"
"Totaal mannen en vrouwen";"Totaal";"Totaal";"Totaal";"Voorbeeldstad";"2026";"1000"
"Totaal mannen en vrouwen";"Totaal";"Nederland";"Totaal";"Voorbeeldstad";"2026";"760"
"Totaal mannen en vrouwen";"Totaal";"Europa (exclusief Nederland)";"Totaal";"Voorbeeldstad";"2026";"100"
"Totaal mannen en vrouwen";"Totaal";"Buiten-Europa";"Totaal";"Voorbeeldstad";"2026";"140"
"Bron: CBS"
"""

#: 85525NED: five classes of education
EDUCATION = """"Bevolking 15 tot 75 jaar; hoogst behaald onderwijsniveau en regio"
"Hoogst behaald onderwijsniveau";"Perioden";"Regio's";"Bevolking 15 tot 75 jaar (aantal)"
"Totaal";"2025";"Voorbeeldstad";"900"
"11 Basisonderwijs";"2025";"Voorbeeldstad";"90"
"12 Vmbo, havo-, vwo-onderbouw, mbo1";"2025";"Voorbeeldstad";"180"
"21 Havo, vwo, mbo2-4";"2025";"Voorbeeldstad";"330"
"31 Hbo-, wo-bachelor";"2025";"Voorbeeldstad";"200"
"32 Hbo-, wo-master, doctor";"2025";"Voorbeeldstad";"100"
"Bron: CBS"
"""

#: 86165NED: neighbourhoods in rows, sexes and ages in columns; `.` where a number is kept secret
NEIGHBOURHOODS = """"Kerncijfers wijken en buurten"
"Wijken en buurten";"Soort regio (omschrijving)";"Codering (code)";"Bevolking/Aantal inwoners (aantal)";"Bevolking/Geslacht/Mannen (aantal)";"Bevolking/Geslacht/Vrouwen (aantal)";"Bevolking/Leeftijdsgroepen/0 tot 15 jaar (aantal)"
"Noord";"Wijk";"WK999901";"600";"290";"310";"90"
"Zuid";"Wijk";"WK999902";"400";"205";"195";"70"
"Oost";"Wijk";"WK999903";".";".";".";"."
"Bron: CBS"
"""

#: the same table as 03759ned, downloaded without its words
CODED = """"ID";"Geslacht";"Leeftijd";"RegioS";"Perioden";"BevolkingOp1Januari_1"
"0";"T001038";"10000";"GM0106";"2026JJ00";"1000"
"1";"3000   ";"10000";"GM0106";"2026JJ00";"480"
"2";"4000   ";"10000";"GM0106";"2026JJ00";"520"
"""
