"""Copies for another disk, each restored and verified before it is called a backup."""
