"""Settings: the site, its places, shifts, kit and insurance, people, plans, trust, this computer."""
