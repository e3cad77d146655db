"""A forgotten passphrase: who helps, and the recovery sheet as a door."""
