"""What is done about an incident while it runs: calls, units sent, words read out."""
