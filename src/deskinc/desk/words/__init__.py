"""WHAT IS SAID BESIDE THE WORDS while they are written: remarks and spelling, never kept."""
