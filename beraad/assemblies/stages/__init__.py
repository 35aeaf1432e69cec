"""The phases of a burgerberaad and whether everyone sees it: acts of weight, on the blueprint of `views_overview`."""
