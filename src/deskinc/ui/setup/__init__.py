"""Set-up: eight steps that ask what a new office needs; nothing is written before the last one."""
