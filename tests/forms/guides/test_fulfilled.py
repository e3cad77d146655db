"""Steps that another act does are steps of a checklist, of a category that has the call."""

from deskinc.forms import guides, taxonomy
from deskinc.forms.guides.fulfilled import CALLED, SENT


def test_each_is_a_step_that_ships_and_its_call_is_called_there() -> None:
    every = [guides.guide(one.code) for one in taxonomy.CATEGORIES]
    for words, who in CALLED.items():
        asking = [one for one in every if words in one.steps]
        assert asking, words
        assert any(call.who in who for one in asking for call in one.calls), words
    steps = {step for one in every for step in one.steps}
    assert steps >= SENT
