"""What an incident of one kind asks besides: sections whose fields wait for their category."""

from deskinc.forms.catalogue.by_category.access import ACCESS
from deskinc.forms.catalogue.by_category.building import LIFT, SUPPLY
from deskinc.forms.catalogue.by_category.evacuation import EVACUATION
from deskinc.forms.catalogue.by_category.fire import FIRE
from deskinc.forms.catalogue.by_category.force import FORCE
from deskinc.forms.catalogue.by_category.injury import SLIP
from deskinc.forms.catalogue.by_category.people import COMPLAINT, MISSING, NEAR_MISS
from deskinc.forms.catalogue.by_category.theft import DAMAGE, THEFT
from deskinc.forms.catalogue.by_category.threat import BOMB, CALLER, ITEM

BY_CATEGORY = (
    ACCESS, THEFT, DAMAGE, FIRE, EVACUATION, SLIP, LIFT, SUPPLY, BOMB, CALLER, ITEM, MISSING,
    NEAR_MISS, COMPLAINT, FORCE,
)  # fmt: skip
"""In the order in which they are asked and printed."""
