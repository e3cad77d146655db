"""Beside a running incident: whom to call, who went there, what to read out."""
