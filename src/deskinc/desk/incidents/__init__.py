"""Incidents, their photos and the plans they are pinned on."""
