"""An evacuation: what the first key does, what the wardens bring back, how a drill went (D27)."""
