"""What can be said: field kinds, forms, roles, words of the trade. Pure; no Qt, SQL or paper."""
