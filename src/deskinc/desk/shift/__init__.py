"""The shift: who is on, who relieves, and the handover."""
