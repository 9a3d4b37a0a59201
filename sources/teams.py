"""Who leads whom: "X, who heads the General Staff", "the command, which is led by X", "X headed the Indian side"."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.ontology import lexicon
from backchannel.sources.links import Attribute, national_post, owner, party_country, post_attributes, post_term
from backchannel.sources.parties import PartyMention, side_term
from backchannel.sources.posts import Post, canonical_post
from backchannel.sources.wording import POSSESSIVES, Wording

Found = tuple[int, list[Attribute]]


def leads(w: Wording, posts: Sequence[Post], last: int) -> Found | None:
    """ "X, who heads the Russian General Staff": the verb gives the head of the post."""
    clause, i = _leading_verb(w, last)
    head = _head(w, i)
    start = w.skip(i + 1, frozenset({"for", "command", "charge", "of"}) if head else frozenset())
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
    if w.low(i) in {"a", "an"} and i + 1 in w.party_at:
        i = w.number(w.party_at[i + 1].span.end)
    if w.low(i) == "who":
        return True, w.skip(i + 1, lexicon.posts().being | {"also", "now", "currently", "still"})
    if w.low(last) == "," and w.low(i) == "in":
        return True, i
    return False, w.skip(last, frozenset({"now", "currently", "also", "still"}))


def _head(w: Wording, verb: int) -> str | None:
    """The head of the post that a verb gives: "commands", "speaks for", "in command of"."""
    phrase = " ".join(w.low(verb + k) for k in range(3))
    verbs = lexicon.posts().verbs
    return verbs.get(phrase) or verbs.get(" ".join(phrase.split()[:2])) or verbs.get(w.low(verb))


def _is_institution(w: Wording, i: int) -> bool:
    party = w.party_at.get(i)
    return w.low(i) in lexicon.posts().institutions or party is not None and party.form == "organization"


def _institution_post(w: Wording, head: str, verb: int, start: int, end: int) -> list[Attribute]:
    found = owner(w.parties_in(start, end))
    skip = start + 2 + w.low(start + 2).isalpha() if w.low(start + 1) == "-" and w.low(start + 2) == "based" else start
    words = w.quote(skip, end)
    side = found.side if found else national_post(words)
    label = canonical_post(f"{head} {'the ' if w.low(start - 1) == 'the' else ''}{words}")
    span = w.span(verb, end)
    out = [Attribute("post", post_term(label, side), span, "post.who-heads")]
    if side:
        out.append(Attribute("country", side_term(side), found.span if found else span, "country.who-heads"))
    return out


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
        w.tokens[j].tag in {"NN", "JJ"}
        and w.low(j + 1) in lexicon.posts().institutions
        and w.low(j) not in lexicon.posts().phrase_ends
    )


def heads_team(w: Wording, last: int) -> list[Attribute]:
    """ "X led the Indian side", "X headed the Chinese one": whose team somebody leads says whose official it is."""
    words = lexicon.posts()
    k = last + (w.low(last) == ",")
    if any(w.low(j) in words.verbs for j in range(last)) and (rest := _gapped_team(w, k)):
        return party_country(rest, "country.led-team")
    if w.low(k) in words.representing and k + 1 in w.party_at:
        return party_country(w.party_at[k + 1], "country.represents")
    if w.low(k) not in words.verbs or w.low(k + 1) != "the":
        return []
    party = w.party_at.get(k + 2)
    end = w.number(party.span.end) if party else 0
    end += w.low(end) in POSSESSIVES
    if party is None or not any(w.low(end + n) in words.teams for n in (0, 1)):
        return []
    return [Attribute("country", side_term(party.side), party.span, "country.led-team")]


def _gapped_team(w: Wording, k: int) -> PartyMention | None:
    """ "… and X the Lebanese", "… X that of the army": a team whose verb stands earlier in the sentence."""
    k = w.skip(k, frozenset({"that", "of"}))
    party = w.party_at.get(k + 1) if w.low(k) == "the" else None
    end = w.number(party.span.end) if party else k
    closed = w.low(end) in lexicon.posts().teams | {"", ".", ",", ";", "and"} and "by" not in {
        w.low(end),
        w.low(end + 1),
    }
    return party if party and closed and party.form in {"adjective", "people", "organization"} else None


def sent_by(w: Wording, first: int) -> list[Attribute]:
    """ "On the Greek side, X", "From Poland, X", "Representing Sudan was X", "Present on the Syrian side were A and X".

    ``first`` is where the list of names starts.
    """
    words, i = lexicon.posts(), first - 1
    if w.low(i) == "under":
        return _under(w, i - 1 - (w.low(i - 1) == ","))
    if i in w.party_at and " ".join(w.low(k) for k in range(i - 4, i)).endswith("from the side of"):
        return party_country(w.party_at[i], "country.side")
    if w.low(i) not in {",", "was", "is", "were", "are", ":"}:
        return []
    side = i - 2 if w.low(i - 1) in words.teams else i - 1
    party = w.party_at.get(side)
    opening = w.number(party.span.start) - 1 if party else -1
    opening -= w.low(opening) == "the"
    behind = (
        w.low(opening) in words.representing
        or w.low(opening) in {"on", "for", "from"}
        and (side == i - 2 or w.low(i) == ",")
    )
    front = not w.low(opening - 1).isalpha() or w.low(opening - 1) in {"and", "present"}
    return party_country(party, "country.side") if party and behind and front else []


def _under(w: Wording, noun: int) -> list[Attribute]:
    """ "Iran's navy, under X", "the Polish cabinet under X"."""
    inside = w.parties_in(max(0, noun - 3), noun + 1) if w.low(noun) in lexicon.posts().institutions else ()
    return party_country(inside[-1], "country.under") if inside else []


def led_by(w: Wording, first: int) -> list[Attribute]:
    """ "European Command, which is led by X", "The Greek team was led by A, the Turkish one by X"."""
    i = first - 1
    if w.low(i) != "by":
        return []
    if w.low(i - 1) in lexicon.posts().representing:
        party = w.party_at.get(i - 2 - (w.low(i - 2) in {"was", "is", "were", "be"}))
        return party_country(party, "country.represents") if party else []
    if w.low(i - 1) not in {"led", "headed", "commanded", "chaired", "run"}:
        return _gapped(w, i)
    j = i - 2
    while w.low(j) in {"is", "was", "which", ",", "now", "currently", "being", "been", "has", "were", "are"}:
        j -= 1
    party = w.party_at.get(j)
    if j < 0 or party is None:
        near = [
            p for p in w.parties if j >= 0 and p.span.end <= w.tokens[j].end and w.tokens[j].start - p.span.end < 14
        ]
        return party_country(near[-1], "country.led-team") if near else []
    head = lexicon.posts().verbs.get(w.low(i - 1), "Head of")
    label = canonical_post(f"{head} {side_term(party.code).label}")
    post = Attribute("post", post_term(label, party.side), w.span(w.number(party.span.start), i + 1), "post.led-by")
    return [post, *party_country(party, "country.led-by")]


def _gapped(w: Wording, i: int) -> list[Attribute]:
    """ "the Turkish one by X", behind "was led by"."""
    j = i - 1 - (w.low(i - 1) in lexicon.posts().teams)
    party = w.party_at.get(j)
    leading = lexicon.posts().verbs.keys() | lexicon.posts().representing
    earlier = any(w.low(k) in leading and w.low(k + 1) == "by" for k in range(j))
    return party_country(party, "country.led-team") if party and party.form in {"adjective", "name"} and earlier else []
