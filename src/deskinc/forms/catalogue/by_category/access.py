"""Unauthorised access and trespass."""

from deskinc.forms.fields import Choice, Flag, Moment, Option, Text
from deskinc.forms.form import Section
from deskinc.i18n import N_

_ACCESS = ("category", "access")

ENTRY_METHODS = (
    Option("tailgate", N_("Followed somebody in")),
    Option("forced", N_("Forced")),
    Option("lent_pass", N_("Pass of somebody else")),
    Option("insecure", N_("Door or window not secured")),
    Option("other", N_("Other")),
)

AREAS = (
    Option("public", N_("Open to the public")),
    Option("tenants", N_("Tenants and staff")),
    Option("restricted", N_("Restricted")),
    Option("plant", N_("Plant and machinery")),
)

ACCESS = Section(
    N_("Unauthorised access"),
    (
        Text("entry_point", N_("Point of entry"), unknown=True, when=_ACCESS, limit=500),
        Choice("entry_method", N_("Method"), unknown=True, when=_ACCESS, options=ENTRY_METHODS),
        Text("area", N_("Area entered"), when=_ACCESS, limit=500),
        Choice("area_level", N_("How far the area is restricted"), when=_ACCESS, options=AREAS),
        Moment("entered", N_("Came in"), unknown=True, when=_ACCESS),
        Moment("left", N_("Left"), unknown=True, when=_ACCESS),
        Text("detected_how", N_("How it was detected"), when=_ACCESS, limit=500),
        Text("challenge", N_("Challenge made"), when=_ACCESS, limit=2000,
             help=N_("The words used.")),
        Text("challenge_reply", N_("Reply"), when=_ACCESS, limit=2000),
        Text("id_shown", N_("Identity document shown"), when=_ACCESS, limit=200),
        Text("pass_used", N_("Pass used: number, holder"), when=_ACCESS, limit=200),
        Text("escorted_by", N_("Escorted out by"), when=_ACCESS, limit=500),
        Flag("searched", N_("Area searched?"), when=_ACCESS),
        Text("items_missing", N_("Missing from the area"), when=_ACCESS, limit=1000),
        Text("door_state", N_("State of door and lock"), when=_ACCESS, limit=500),
        Text("access_log", N_("Access log: reference"), when=_ACCESS, limit=200),
        Text("notice_served", N_("Notice served: which, by whom, when"), when=_ACCESS, limit=500),
    ),
)  # fmt: skip
