"""Which questions are asked after an incident, by whom, and what must be reported when."""
