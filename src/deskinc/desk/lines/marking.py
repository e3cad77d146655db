"""Where in a text the words stand that somebody looks for: the same words that search finds."""

from deskinc.book.asking.typed import phrases, standing, words


def ranges(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each run of ``text`` that a query finds, in order."""
    asked = phrases(query)
    if not asked:
        return ()
    there = list(words(text))
    return tuple(sorted({run for phrase in asked for run in standing(there, phrase)}))
