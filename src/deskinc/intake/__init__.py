"""What comes in: photos and plans, hostile until proved otherwise.

Every decoder runs in a child process that has no network, no files and little memory
(:mod:`~deskinc.intake.sandbox`); the desk itself only ever sees checked, re-encoded results.
"""
