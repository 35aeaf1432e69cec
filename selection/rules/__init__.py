"""Which chances are fairest: leximin, maximin, nash, goldilocks, legacy; and whether a panel exists at all."""
