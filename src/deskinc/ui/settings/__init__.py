"""Settings: site, places, shifts, kit, insurance, people, plans, trust, this computer."""
