"""Any form of the catalogue on the screen: editors by kind of field, plain values, notes."""
