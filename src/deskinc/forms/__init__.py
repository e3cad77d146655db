"""WHAT CAN BE SAID: fields, forms and roles, as data."""
