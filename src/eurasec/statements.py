"""What a position and a threat assessment have in common: who says it, for whom, how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from eurasec._fields import (
    ActorId,
    AssemblyId,
    BodyId,
    ConferenceId,
    DocumentId,
    EntityId,
    SessionId,
    StatementId,
    Text,
    Value,
    aside,
    rule,
)
from eurasec.dates import Edtf
from eurasec.errors import Problem, shown
from eurasec.sources import Comparison, Evidence, Figure, Record
from eurasec.vocab import (
    Attribution,
    Certainty,
    Endorsement,
    Quantifier,
    Rendering,
    SpeechAct,
)

__all__ = ["Assembly", "Statement"]

# The rules look at these in every statement; names of a module are found sooner than members of a list.
_OWN: Final = Attribution.OWN
_QUOTED: Final = Rendering.QUOTED
_SYNTHESISED: Final = Rendering.SYNTHESISED


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Assembly(Value):
    """An unnamed plural that holds a view.

    Attributes:
        of: Where they are found: a session, a conference, an area or any actor.
        among: Who among them, such as "experts".
        quantifier: How many of them.

    >>> Assembly(of="c1-s1", quantifier=Quantifier.UNANIMOUS)
    Assembly(of='c1-s1', quantifier=Quantifier.UNANIMOUS)
    """

    of: AssemblyId
    among: Text | None = None
    quantifier: Quantifier

    def __str__(self) -> str:
        """Give who, of what, and how many of them, in one line."""
        among = "" if self.among is None else f"{self.among} of "
        return f"{among}{self.of}{aside(self.quantifier)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Statement(Record):
    """What was said, by whom, for whom and how: the common part of both kinds of statement.

    Whether a single holder speaks as a person or as an institution is known
    only where the holder's record is known: see `Corpus`.

    Attributes:
        conference: The conference at which it was made.
        session: The session in which it was made.
        document: The document of its own in which it was made: an article, a
            message. Where it was read is evidence.
        date: When it was voiced; else the session's, conference's or document's date.
        about_period: The time that it is about.
        holders: Those who hold it, each of them; or else there is an assembly.
        assembly: The unnamed plural that holds it.
        holder_wording: How the source names the holder.
        on_behalf_of: For whom it is said, where that is not whom the
            participant represents.
        attribution: Whose view it is.
        attributed_by: Who relays or ascribes it.
        endorsement: What the ascriber thinks of its content.
        addressees: To whom it is said, or who is asked to act.
        in_reply_to: The statements that it answers.
        act: What is done by saying it.
        claim: The view in one sentence of the coder's.
        reason: The justification given.
        rendering: How the source gives the words.
        quotes: The evidence of the words that are printed as quoted.
        certainty: How sure the speaker says to be.
        about: On what it is.
        commends: Whom it speaks well of.
        criticises: Whom it speaks ill of.
        comparisons: What is compared.
        figures: The numbers used.

    >>> from eurasec import Position
    >>> isinstance(Position(id="p-1", holders=("zas",), topic="growth", stance="support"), Statement)
    True
    """

    conference: ConferenceId | None = None
    session: SessionId | None = None
    document: DocumentId | None = None
    date: Edtf | None = None
    about_period: Edtf | None = None
    holders: tuple[ActorId, ...] = ()
    assembly: Assembly | None = None
    holder_wording: Text | None = None
    on_behalf_of: BodyId | None = None
    attribution: Attribution = Attribution.OWN
    attributed_by: ActorId | None = None
    endorsement: Endorsement | None = None
    addressees: tuple[ActorId, ...] = ()
    in_reply_to: tuple[StatementId, ...] = ()
    act: SpeechAct | None = None
    claim: Text | None = None
    reason: Text | None = None
    rendering: Rendering | None = None
    quotes: tuple[Evidence, ...] = ()
    certainty: Certainty | None = None
    about: tuple[EntityId, ...] = ()
    commends: tuple[ActorId, ...] = ()
    criticises: tuple[ActorId, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    figures: tuple[Figure, ...] = ()

    @rule("holders", "assembly")
    def _exactly_one_of_holders_and_assembly(self) -> Sequence[Problem]:
        if bool(self.holders) is (self.assembly is None):
            return ()
        both = "both are" if self.holders else "none is"
        message = f"exactly one of holders and assembly must be given, but {both}"
        return [
            Problem(path="holders", message=message, rule="holders-or-assembly", value=shown(self.holders))
        ]

    @rule("attribution", "attributed_by", "endorsement")
    def _relayed_and_imputed_views_have_an_ascriber(self) -> Sequence[Problem]:
        own = self.attribution is _OWN
        if own is (self.attributed_by is None) is (self.endorsement is None):
            return ()
        problems: list[Problem] = []
        for name, value in (("attributed_by", self.attributed_by), ("endorsement", self.endorsement)):
            if own and value is not None:
                message = "belongs to a relayed or imputed view, but the attribution is own"
                problems.append(Problem(path=name, message=message, rule="attribution", value=shown(value)))
            elif not own and value is None:
                message = f"is missing, though the attribution is {self.attribution}"
                problems.append(Problem(path=name, message=message, rule="attribution"))
        return problems

    @rule("holders", "attributed_by")
    def _ascriber_is_no_holder(self) -> Sequence[Problem]:
        if self.attributed_by not in self.holders:
            return ()
        value = shown(self.attributed_by)
        message = f"{value} is a holder, and one's own view is not ascribed"
        return [Problem(path="attributed_by", message=message, rule="ascriber-no-holder", value=value)]

    @rule("rendering", "quotes")
    def _quoted_rendering_has_quotes(self) -> Sequence[Problem]:
        if self.rendering is not _QUOTED or self.quotes:
            return ()
        message = "is empty, though the rendering is quoted"
        return [Problem(path="quotes", message=message, rule="quoted-needs-quotes", value="()")]

    @rule("rendering", "assembly")
    def _synthesised_rendering_has_an_assembly(self) -> Sequence[Problem]:
        if self.rendering is not _SYNTHESISED or self.assembly is not None:
            return ()
        message = "is missing, though the rendering is synthesised"
        return [Problem(path="assembly", message=message, rule="synthesised-needs-assembly")]

    def __str__(self) -> str:
        """Give id, holders and claim in one line."""
        return self._line("")

    def _line(self, view: str) -> str:
        """Write who holds a view, through whom, and what it says."""
        holders = str(self.assembly) if self.assembly else ", ".join(self.holders)
        ascribed = aside(
            self.attributed_by and f"{self.attribution} by {self.attributed_by}", self.endorsement
        )
        claim = "" if self.claim is None else f": {self.claim}"
        return f"{self.id}: {holders}{ascribed}{view}{claim}"
