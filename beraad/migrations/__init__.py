"""The steps by which a database grows from empty to what the models say, one per change, up and down."""
