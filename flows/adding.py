"""What is told of a session that was typed in: where it stands, and whether it is there twice."""

from flows.console import Terminal
from flows.corrections import Corrected
from flows.journal_list import facts_told
from flows.options import tell_written
from pipeline.errors import N_


def tell_added(added: Corrected, terminal: Terminal, *remarks: str) -> None:
    """Say what was added and how to take it back, and what it may be the same as."""
    terminal.say(N_("Added: {facts}."), facts=facts_told(added.facts, terminal))
    for remark in remarks:
        terminal.say(remark)
    tell_written(added.said, terminal)
    _tell_others(added, terminal)


def _tell_others(added: Corrected, terminal: Terminal) -> None:
    for line in added.lines:
        terminal.note(
            N_("Line {number} tells of that day, too: {facts}. If it is the same, take one back."),
            number=line.number,
            facts=facts_told(line.statement.facts, terminal),
        )
    if added.others:
        named = ", ".join(one.told(terminal.t) for one in added.others)
        terminal.note(
            N_("On that day there is already: {sessions}. If it is the same, take this one back."),
            sessions=named,
        )
