"""The claim on the page of an incident: its part, its dialog, and the claim-ready meter."""
