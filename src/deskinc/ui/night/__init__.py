"""A night shift played through the real window by keyboard: for the demo and the story test."""
