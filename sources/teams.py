"""The post that a verb gives: "X, who heads the General Staff", "X commands the fleet", "X, in charge of the navy"."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.ontology import lexicon
from backchannel.sources.links import Attribute, national_post, owner, post_attributes, post_term
from backchannel.sources.parties import side_term
from backchannel.sources.post_places import region_country
from backchannel.sources.posts import Post, canonical_post
from backchannel.sources.wording import POSSESSIVES, Wording

Found = tuple[int, list[Attribute]]


def leads(w: Wording, posts: Sequence[Post], last: int) -> Found | None:
    """ "X, who heads the Russian General Staff": the verb gives the head of the post."""
    if found := _commanding(w, last):
        return found
    clause, i = _leading_verb(w, last)
    head = _head(w, i)
    start = w.skip(i + 1, frozenset({"for", "command", "charge", "of", "over"}) if head else frozenset())
    start += w.low(start) in {"the", "its", "his", "her"}
    end = _institution_end(w, start) if head else start
    if head is None or end == start:
        return None
    if w.low(end) in lexicon.posts().teams or w.low(end - 1) in lexicon.posts().teams:
        named = _team_post(w, head, i, start, end) if clause or not w.parties_in(start, end) else []
        return (
            (_after_team(w, end) if clause else last, [*named, *_team_country(w, start, end)])
            if clause or named
            else None
        )
    if not clause and not _is_institution(w, end - 1):
        return None
    out = _institution_post(w, head, i, start, end)
    also = _also(w, posts, end)
    if also:
        out += post_attributes(also, "post.also")
        end = also.last
    return end + (w.low(end) == ",") if clause else last, out


def _leading_verb(w: Wording, last: int) -> tuple[bool, int]:
    """The verb behind a name that may give a post, and whether it stands in a clause of its own: ", who heads"."""
    i = last + (w.low(last) == ",")
    if w.low(i) in {"a", "an", "the"}:
        noun = w.skip(i + 1, frozenset({"former", "retired"}))
        noun = w.number(w.party_at[noun].span.end) - 1 if noun in w.party_at else noun
        i = noun + 1 if w.low(noun + 1) == "who" else i
    if w.low(i) == "who":
        return True, w.skip(i + 1, lexicon.posts().being | {"also", "now", "currently", "still"})
    if w.low(last) == "," and w.low(i) == "in":
        return True, i
    return False, w.skip(last, frozenset({"now", "currently", "also", "still"}))


def _commanding(w: Wording, last: int) -> Found | None:
    """ "X, whose Eastern Theater Command faces the strait": a command, a fleet or a corps is its commander's."""
    start = last + 2
    end = _institution_end(w, start) if w.low(last) == "," and w.low(last + 1) == "whose" else start
    commanded = end > start + 1 and w.capital(start) and w.low(end - 1) in lexicon.posts().home_units | {"command"}
    return (end, _institution_post(w, "Commander of the", last + 1, start, end)) if commanded else None


def _head(w: Wording, verb: int) -> str | None:
    """The head of the post that a verb gives: "commands", "speaks for", "in command of"."""
    phrase = " ".join(w.low(verb + k) for k in range(3))
    verbs = lexicon.posts().verbs
    return verbs.get(phrase) or verbs.get(" ".join(phrase.split()[:2])) or verbs.get(w.low(verb))


def _is_institution(w: Wording, i: int) -> bool:
    party = w.party_at.get(i)
    return w.low(i) in lexicon.posts().institutions or party is not None and party.form == "organization"


def _institution_post(w: Wording, head: str, verb: int, start: int, end: int) -> list[Attribute]:
    found = owner(w.parties_in(start, end)) or (w.party_at.get(end + 1) if w.low(end) == "in" else None)
    skip = start + 2 + w.low(start + 2).isalpha() if w.low(start + 1) == "-" and w.low(start + 2) == "based" else start
    words = w.quote(skip, end)
    side = found.side if found else national_post(words) or region_country(w.quote(start, end))
    label = _minister(w, start, end) if head in {"Head of", "leader of"} else ""
    label = label or canonical_post(f"{head} {'the ' if w.low(start - 1) == 'the' else ''}{words}")
    span = w.span(verb, end)
    out = [Attribute("post", post_term(label, side), span, "post.who-heads")]
    if side:
        out.append(Attribute("country", side_term(side), found.span if found else span, "country.who-heads"))
    return out


def _minister(w: Wording, start: int, end: int) -> str:
    """ "who runs Ukraine's defence ministry": the minister's own title; "" for what is no ministry."""
    words = lexicon.posts()
    own = words.institutions | words.modifiers | {"of"}
    low = [w.low(k) for k in range(start, end) if w.low(k) in own]
    if "ministry" not in (low[:1] + low[-1:]) or len(low) < 2:
        return ""
    return canonical_post(" ".join("minister" if word == "ministry" else word for word in low))


def _team_post(w: Wording, head: str, verb: int, start: int, end: int) -> list[Attribute]:
    """ "who heads the South Ossetian delegation": a delegation has a head, a side of a talk has not."""
    last = end + (w.low(end) == "delegation")
    if w.low(last - 1) != "delegation" or last - start < 2:
        return []
    found = owner(w.parties_in(start, last))
    label = canonical_post(f"{head} the {w.quote(start, last)}")
    return [Attribute("post", post_term(label, found.side if found else ""), w.span(verb, last), "post.who-heads")]


def _after_team(w: Wording, end: int) -> int:
    end += w.low(end) in lexicon.posts().teams
    return end + (w.low(end) == ",")


def _team_country(w: Wording, start: int, end: int) -> list[Attribute]:
    found = owner(w.parties_in(start, end))
    return [Attribute("country", side_term(found.side), found.span, "country.led-team")] if found else []


def _also(w: Wording, posts: Sequence[Post], end: int) -> Post | None:
    """ "who leads the command and is also NATO's commander"."""
    i = end
    for words in ({"and"}, {"is", "was"}, {"also"}, {"the", "a"}):
        i += w.low(i) in words
    return {p.first: p for p in posts}.get(i) if i > end + 1 else None


def _institution_end(w: Wording, i: int) -> int:
    words = lexicon.posts()
    inner = words.institutions | {"of", "the", "-", "s", "based", "and"} | POSSESSIVES
    j = i
    while (
        j < len(w.tokens)
        and not _person_at(w, j)
        and (w.capital(j) or w.low(j) in inner or w.low(j).isdigit() or _noun(w, j))
    ):
        j += 1
    while j > i and w.low(j - 1) in {"of", "the", "-", "and"}:
        j -= 1
    return j


def _person_at(w: Wording, j: int) -> bool:
    """Whether word ``j`` belongs to a person or stands before one."""
    return j in w.named or j in w.name_from or w.low(j) == "and" and j + 1 in w.name_from


def _noun(w: Wording, j: int) -> bool:
    """ "the strategy division": a small word right before an institution word."""
    return (
        w.tokens[j].tag in {"NN", "JJ", "VBG"}
        and (w.low(j + 1) in lexicon.posts().institutions or w.low(j) in lexicon.posts().modifiers and w.capital(j + 1))
        and w.low(j) not in lexicon.posts().phrase_ends
    )
