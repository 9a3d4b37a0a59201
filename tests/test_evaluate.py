from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from made import arrangement, baku, quads

from backchannel.graph.calibration import DEFAULT, QUANTILE, Trust, as_yaml, lower_bound, trust
from backchannel.graph.cli import main
from backchannel.graph.entries import SLOTS, Entry, entries
from backchannel.graph.evaluate import OVERALL, Evaluation, Marked
from backchannel.graph.evaluation_page import distance, page
from backchannel.graph.floors import Floors, read_floors, shortfalls, updated
from backchannel.graph.floors import as_yaml as floors_as_yaml
from backchannel.graph.gold import GoldError, Key, read_keys
from backchannel.graph.reliability import Bin, Judged, judged, reliability
from backchannel.graph.scoring import Counts, compare, same_person, same_post, same_words, shared
from backchannel.sources.confidence import confidence

STORY = """Generals meet in Baku

BAKU, Feb. 16, 2017 - U.S. General Joseph Dunford met Russian General Valery Gerasimov in Baku on Thursday.
"""
KEY = """
officials:
  - {name: Joseph Dunford, rank: General, country: United States}
  - {name: Valery Gerasimov, rank: General, country: Russia}
contacts:
  - id: c1
    type: Meeting
    status: held
    date: 2017-02-16
    participants: [Joseph Dunford, Valery Gerasimov]
    parties: [United States, Russia]
    venue: Baku
    country: Azerbaijan
arrangements: []
"""


def entry(kind: str, **slots: str) -> Entry:
    """An entry whose values are separated by bars."""
    return Entry(kind, {slot: tuple(filter(None, slots.get(slot, "").split("|"))) for slot in SLOTS[kind]})


def meeting(date: str, *people: str, status: str = "held", venue: str = "") -> Entry:
    return entry("contact", type="Meeting", status=status, date=date, participant="|".join(people), venue=venue)


def evaluation(required: Sequence[Entry], found: Sequence[Entry], optional: Sequence[Entry] = ()) -> Evaluation:
    key = Key("story", Path("story.txt"), tuple(required), tuple(optional))
    return Evaluation((Marked(key, tuple(compare(required, optional, found))),))


def figures(required: Sequence[Entry], found: Sequence[Entry], optional: Sequence[Entry] = ()) -> dict[str, Counts]:
    """The counts that are not nought."""
    counted = evaluation(required, found, optional).figures
    return {name: each for name, each in counted.items() if each != Counts()}


@pytest.mark.parametrize(("same", "one", "other", "expected"), [
    (same_words, "Kyzyl-Bel checkpoint", "the Kyzyl Bel Checkpoint", True),
    (same_words, "Sinirlioğlu", "sinirlioglu", True),
    (same_words, "Ministry of Defence", "Defence Ministry", False),
    (same_words, "2017-02", "2017", False),
    (same_person, "Valery Gerasimov", "V. V. Gerasimov", True),
    (same_person, "Gerasimov", "Valery Gerasimov", True),
    (same_person, "Valery Gerasimov", "Sergei Gerasimov", False),
    (same_person, "Valery", "Valery Gerasimov", False),
    (same_person, "", "Valery Gerasimov", False),
    (same_post, "Chief of the General Staff", "General Staff Chief", True),
    (same_post, "deputy chief of staff", "chief of staff", True),
    (same_post, "Minister", "Deputy Minister of Defence", False),
    (same_post, "of the", "of the", False),
])
def test_values_are_the_same(same: Callable[[str, str], bool], one: str, other: str, expected: bool) -> None:
    assert same(one, other) is same(other, one) is expected


def test_values_are_paired_one_to_one() -> None:
    assert shared("participant", ["Ann Lee", "Lee"], ["Lee"]) == [("Ann Lee", "Lee")]
    assert shared("party", ["Russia"], ["russia", "Russia"]) == [("Russia", "russia")]


def test_every_value_counts_by_slot_kind_and_over_all() -> None:
    required = [meeting("2017-02-16", "Joseph Dunford", "Valery Gerasimov", venue="Baku"),
                entry("official", name="Joseph Dunford", rank="General")]
    found = [meeting("2017-02", "Joe Dunford", status="planned"), entry("official", name="Joe Dunford", rank="General"),
             entry("official", name="Hulusi Akar")]
    counted = figures(required, found)
    assert counted == {
        "official.name": Counts(1, 1, 0), "official.rank": Counts(1, 0, 0),
        "contact.type": Counts(1, 0, 0), "contact.status": Counts(0, 1, 1), "contact.date": Counts(0, 1, 1),
        "contact.participant": Counts(1, 0, 1), "contact.venue": Counts(0, 0, 1),
        "official": Counts(2, 1, 0), "contact": Counts(2, 2, 4), OVERALL: Counts(4, 3, 4),
    }
    assert counted[OVERALL].precision == 4 / 7
    assert counted[OVERALL].recall == 4 / 8
    assert counted[OVERALL].f1 == pytest.approx(8 / 15)


def test_nothing_read_and_nothing_to_read_gives_nought() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (0, 0, 0)


def test_entries_are_paired_so_that_they_share_most() -> None:
    one, other = meeting("2017-02-16", "A Bell", "C Dorn"), meeting("2018-06-08", "A Bell", "C Dorn")
    assert figures([one, other], [other, one])["contact"] == Counts(10, 0, 0)


@pytest.mark.parametrize("found", [
    meeting("2019-01-01", "X Young"),
    entry("contact", type="Meeting", status="held", country="Russia"),
    entry("arrangement", type="Treaty", party="Russia"),
])
def test_entries_that_share_nothing_telling_stay_apart(found: Entry) -> None:
    required = entry("contact", type="Meeting", status="held", date="2017", country="Russia")
    counted = figures([required], [found])
    assert counted["contact"].right == 0
    assert counted["contact"].missed == 4


def test_what_is_optional_is_neither_right_nor_wrong() -> None:
    must, may = meeting("2017-02-16", "A Bell"), meeting("2018-06-08", "A Bell", venue="Bern")
    assert figures([], [may], [may]) == {}
    assert figures([must], [must], [may])["contact"] == Counts(4, 0, 0)
    assert figures([must], [], [may])["contact"] == Counts(0, 0, 4)


def test_a_required_entry_goes_before_an_optional_one() -> None:
    must = may = meeting("2017-02-16", "A Bell")
    assert figures([must], [must], [may])["contact"] == Counts(4, 0, 0)


def test_entries_of_a_graph_have_the_claims_behind_their_values() -> None:
    found = entries(quads(arrangement(baku(), "New START", ("signed", "2010"), ("expired", ""))))
    assert [(each.kind, str(each)) for each in found] == [
        ("official", "Joseph Dunford; United States"),
        ("official", "Valery Gerasimov; Russia"),
        ("contact", "Meeting; held; 2017-02-16; Joseph Dunford, Valery Gerasimov; Russia, United States; Baku; "
                    "Azerbaijan"),
        ("arrangement", "Treaty; Russia, United States; expired null, signed 2010"),
    ]
    [date] = found[2].evidence["date", "2017-02-16"]
    assert (date["rule"], date["sentence"]) == ("date.plain", date["sentence"])
    assert {claim["slot"] for claim in found[3].evidence["change", "signed 2010"]} == {"kind", "date"}
    assert {claim["slot"] for claim in found[2].evidence["type", "Meeting"]} == {"describes"}


def test_differences_name_the_value_its_entry_and_its_sentences() -> None:
    found = entries(quads(baku()))
    wrong, missed = meeting("2017-02-17", "Joseph Dunford", "Valery Gerasimov"), meeting("2015", "A Bell")
    differences = list(evaluation([found[0], found[1], wrong, missed], found).differences())
    dates = {(each.value, each.wrong) for each in differences if each.slot == "date"}
    assert dates == {("2017-02-16", True), ("2017-02-17", False), ("2015", False)}
    [read] = [each for each in differences if each.slot == "date" and each.wrong]
    assert read.entry == str(found[2])
    assert [sentence.split()[0] for sentence in read.sentences] == ["General"]


def test_what_is_read_from_a_distractor_is_listed() -> None:
    found = entries(quads(baku()))
    [distractor] = evaluation(found[:2], found).distractors().values()
    assert distractor == (str(found[2]),)
    assert evaluation(found[:2], found, found[2:]).distractors() == {"story": ()}
    assert evaluation(found, found).distractors() == {}


def keyed(tmp_path: Path, key: str = KEY) -> Path:
    """A folder of one article and its key."""
    (tmp_path / "gold").mkdir()
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "gold" / "story.yaml").write_text(key, encoding="utf-8")
    return tmp_path


def test_a_key_is_read_with_its_article(tmp_path: Path) -> None:
    optional = ("{type: Channel, parties: [A, B], changes: [{kind: used}]}", "{name: X Young}", "{type: Raid}")
    [key] = read_keys(keyed(tmp_path, KEY + "optional:\n- " + "\n- ".join(optional)))
    assert (key.name, key.article, key.distractor) == ("story", tmp_path / "story.txt", False)
    assert [str(each) for each in key.required] == [
        "Joseph Dunford; General; United States", "Valery Gerasimov; General; Russia",
        "Meeting; held; 2017-02-16; Joseph Dunford, Valery Gerasimov; United States, Russia; Baku; Azerbaijan"]
    assert [str(each) for each in key.optional] == ["X Young", "Channel; A, B; used null"]


def test_keys_are_found_in_the_folder_itself_beneath_it_or_apart_from_the_articles(tmp_path: Path) -> None:
    folder = keyed(tmp_path)
    assert read_keys(folder) == read_keys(folder / "gold")
    (folder / "gold").rename(folder / "keys")
    (folder / "texts").mkdir()
    (folder / "story.txt").rename(folder / "texts" / "story.txt")
    [key] = read_keys(folder / "keys", folder / "texts")
    assert key.article == folder / "texts" / "story.txt"


@pytest.mark.parametrize(("old", "new", "message"), [
    ("status: held", "status: hold", "contacts, entry 1, status: 'hold' is not one of held, planned"),
    ("type: Meeting", "type: Lunch", "contacts, entry 1, type: 'Lunch' is not one of Meeting, Call"),
    ("    status: held\n", "", "contacts, entry 1: the field 'status' is missing"),
    ("2017-02-16", "16 February", "contacts, entry 1, date: '16 February' is not a date such as"),
    ("venue: Baku", "venue: {city: Baku}", "contacts, entry 1, venue: expected a text"),
    ("venue: Baku", "venu: Baku", "contacts, entry 1: there is no field 'venu'; did you mean 'venue'?"),
    ("{name: Joseph Dunford,", "{name: ~,", "officials, entry 1: the field 'name' is missing"),
    ("rank: General, country: Russia", "rank: yes, country: Russia", "officials, entry 2, rank: expected a text"),
    ("arrangements: []", "arrangements: [New START]", "arrangements, entry 1: expected named fields, found str"),
    ("arrangements: []", "arrangements: {a: b}", "expected lists named officials, contacts, arrangements"),
    ("arrangements: []", "arrangements: [{type: Treaty, changes: [{kind: ended}]}]", "change 1, kind: 'ended'"),
    ("arrangements: []", "arrangements: [{type: Treaty, changes: [{date: 2017}]}]", "change 1: expected one 'kind'"),
    ("arrangements: []", "arrangements: [{type: Treaty, changes: [{kind: used, date: May}]}]", "date: 'May' is not a"),
    ("arrangements: []", "arrangements: [", "gold/story.yaml, line 15: not readable as YAML"),
    (KEY, "- officials", "expected the fields officials, contacts, arrangements, found list"),
])
def test_a_key_that_cannot_be_used_is_named_with_the_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in KEY
    with pytest.raises(GoldError, match=re.escape("story.yaml")) as error:
        read_keys(keyed(tmp_path, KEY.replace(old, new)))
    assert message in str(error.value)


@pytest.mark.parametrize(("prepare", "message"), [
    (lambda folder: (folder / "story.txt").unlink(), "there is no article of that name in"),
    (lambda folder: (folder / "story.md").write_text("x"), "both story.md and story.txt could be its article"),
    (lambda folder: (folder / "gold" / "story.yaml").unlink(), "holds no keys"),
])
def test_keys_and_articles_belong_together(tmp_path: Path, prepare: Callable[[Path], object], message: str) -> None:
    prepare(keyed(tmp_path))
    with pytest.raises(GoldError, match=message):
        read_keys(tmp_path / "gold")


def test_claims_are_right_if_the_key_has_their_value() -> None:
    found = entries(quads(arrangement(baku(), "New START", ("signed", "2010"))))
    key = [*found[:2], meeting("2017-02-17", "Joseph Dunford", "Valery Gerasimov", venue="Baku"),
           entry("arrangement", type="Treaty", party="Russia", change="signed 2011")]
    right = {(each.rule, each.right) for each in judged(evaluation(key, found))}
    assert {("label.plain", True), ("describes.plain", True), ("date.plain", False), ("venue.plain", True),
            ("party.plain", True), ("party.plain", False), ("kind.plain", True)} <= right
    assert not {("venue.plain", False), ("date.plain", True), ("kind.plain", False)} & right
    assert list(judged(evaluation([], found, found))) == []


def test_bins_compare_what_is_claimed_with_what_is_right() -> None:
    readings = [Judged("a", 0.9, True), Judged("a", 0.94, False), Judged("b", 0.5, True), Judged("b", 1.0, True)]
    assert reliability(readings) == [Bin(0.5, 0.55, 0.5, 1, 1), Bin(0.9, 0.95, (0.9 + 0.94) / 2, 1, 2),
                                     Bin(0.95, 1.0, 1.0, 1, 1)]
    assert distance(reliability(readings)) == pytest.approx((0.5 + 2 * 0.42) / 4)
    assert distance([]) == 0


@pytest.mark.parametrize(("share", "readings"), [(1.0, 4), (0.9, 30), (0.5, 1), (0.25, 1000)])
def test_the_lower_bound_solves_the_equation_of_the_score_interval(share: float, readings: int) -> None:
    bound = lower_bound(share, readings)
    assert 0 < bound < share
    assert (share - bound) ** 2 == pytest.approx(QUANTILE ** 2 * bound * (1 - bound) / readings)


def test_confidence_grows_with_right_readings_and_leans_on_the_family() -> None:
    often = [Judged("date.weekday", 0.5, True)] * 60 + [Judged("date.weekday", 0.5, False)] * 3
    once = [Judged("date.ago", 0.5, True), Judged("date.year", 0.5, False), Judged("post.of", 0.5, True)]
    table = trust([*often, *once])
    ranked = sorted(("date.weekday", "date.ago", "date", "date.year"), key=lambda name: -table[name].confidence)
    assert ranked == ["date.weekday", "date.ago", "date", "date.year"]
    assert list(table) == [DEFAULT, "date", "date.ago", "date.weekday", "date.year", "post", "post.of"]
    assert (table["date"].right, table["date"].readings, table[DEFAULT].readings) == (61, 65, 66)
    assert table["date.weekday"].confidence < 60 / 63


def test_trust_is_written_as_data() -> None:
    text = as_yaml({DEFAULT: Trust(9, 10, 0.75), "date.year": Trust(1, 1, 0.8)})
    assert text.startswith("#")
    assert text.splitlines()[-1] == "date.year: {confidence: 0.8, right: 1, readings: 1}"


def test_a_rule_without_measure_has_the_confidence_of_its_family() -> None:
    assert confidence("date.weekday.never-seen") == confidence("date.weekday")
    assert confidence("never-seen.at.all") == confidence("default")
    assert 0 < confidence("default") < 1


MEASURED = {"contact.date": Counts(80, 20, 20), OVERALL: Counts(90, 10, 10)}


def test_floors_rise_with_the_figures_and_never_fall_by_themselves() -> None:
    floors = updated(Floors({}), "open", MEASURED)
    assert floors.sets["open"] == {"contact.date": {"precision": 0.78, "f1": 0.78},
                                   OVERALL: {"precision": 0.89, "f1": 0.89}}
    better = updated(floors, "open", {**MEASURED, OVERALL: Counts(95, 5, 5)})
    assert better.sets["open"][OVERALL] == {"precision": 0.94, "f1": 0.94}
    assert updated(better, "open", {**MEASURED, OVERALL: Counts(94, 6, 6)}) == better
    assert updated(better, "held", MEASURED).sets["open"] == better.sets["open"]


def test_a_floor_is_lowered_with_a_reason_only() -> None:
    floors = updated(Floors({}), "open", MEASURED)
    worse = {**MEASURED, OVERALL: Counts(85, 15, 10)}
    assert [str(each) for each in shortfalls(floors.sets["open"], worse)] == [
        "precision of overall is 0.850, below its floor of 0.890", "f1 of overall is 0.872, below its floor of 0.890"]
    with pytest.raises(GoldError, match="open: precision of overall .* --reason"):
        updated(floors, "open", worse)
    lowered = updated(floors, "open", worse, "Keys were corrected")
    assert lowered.sets["open"][OVERALL] == {"precision": 0.84, "f1": 0.861}
    assert lowered.sets["open"]["contact.date"] == floors.sets["open"]["contact.date"]
    assert [(each.measure, each.before, each.after, each.reason) for each in lowered.lowered] == [
        ("precision", 0.89, 0.84, "Keys were corrected"), ("f1", 0.89, 0.861, "Keys were corrected")]


def test_a_figure_that_is_gone_falls_short(tmp_path: Path) -> None:
    floors = updated(Floors({}), "open", MEASURED)
    assert len(shortfalls(floors.sets["open"], {})) == 4


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    floors = updated(updated(Floors({}), "open", MEASURED), "open", {OVERALL: Counts(1, 9, 9)}, "Grammar: “new”")
    file = tmp_path / "floors.yaml"
    assert read_floors(file) == Floors({})
    file.write_text(floors_as_yaml(floors), encoding="utf-8")
    assert read_floors(file) == floors
    file.write_text("floors: 3", encoding="utf-8")
    with pytest.raises(GoldError, match="not a file of floors"):
        read_floors(file)


def test_the_page_asks_for_nothing_and_escapes_what_articles_say() -> None:
    found = entries(quads(baku()))
    evil = meeting("2017-02-16", "<script>alert(1)</script> Gerasimov")
    whole = evaluation([evil], found)
    html = page(whole, reliability(judged(whole)), "A & B", errors=True)
    assert "<title>A &amp; B</title>" in html
    assert "<script" not in html
    assert "default-src 'none'" in html
    assert re.findall(r"(?:src|href)=\"(?!data:)", html) == []
    assert "Reliability diagram" in html
    assert html.count("<circle") == 1
    assert "Meeting; held" in html
    assert "Differences" not in page(whole, [], "A")


@dataclass
class Run:
    code: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    def call(*words: object) -> Run:
        monkeypatch.setattr(sys, "argv", ["backchannel", "evaluate", *map(str, words)])
        with pytest.raises(SystemExit) as done:
            main()
        sys.stdout.flush()
        return Run(int(done.value.code or 0), *capfd.readouterr())

    return call


def test_the_command_measures_a_folder(run: Callable[..., Run], tmp_path: Path) -> None:
    done = run(keyed(tmp_path, KEY.replace("venue: Baku", "venue: Bern")), "--json", "--errors", "--html",
               tmp_path / "page.html")
    told = json.loads(done.out)
    assert (done.code, told["articles"], told["figures"]["contact.participant"]["f1"]) == (0, 1, 1.0)
    assert [(each["slot"], each["value"], each["wrong"]) for each in told["errors"] if each["slot"] == "venue"] == [
        ("venue", "Baku", True), ("venue", "Bern", False)]
    assert "How well articles are read" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_the_command_prints_a_table_and_the_differences(run: Callable[..., Run], tmp_path: Path) -> None:
    done = run(keyed(tmp_path, KEY.replace("venue: Baku", "venue: Bern")), "--errors")
    assert done.code == 0
    assert "wrong  contact.venue: Baku" in done.out
    assert "“" in done.out
    assert "contact.date" in done.out


def test_the_command_keeps_floors_and_writes_confidence(run: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    folder, table = keyed(tmp_path / "set"), tmp_path / "trust.yaml"
    assert run(folder, "--update-floors", "--calibrate", table).code == 0
    assert read_floors(tmp_path / "floors.yaml").sets["set"][OVERALL]["f1"] > 0.5
    first = table.read_bytes()
    assert run(folder, "--calibrate", table, "--floors", tmp_path / "floors.yaml").code == 0
    assert table.read_bytes() == first
    (folder / "gold" / "story.yaml").write_text("officials: [{name: X Young}]", encoding="utf-8")
    assert run(folder, "--floors", tmp_path / "floors.yaml").code == 1
    refused = run(folder, "--update-floors")
    assert (refused.code, "--reason" in refused.err) == (2, True)
    assert run(folder, "--update-floors", "--reason", "Another key").code == 0
    assert read_floors(tmp_path / "floors.yaml").lowered[0].reason == "Another key"


def test_the_command_names_keys_that_cannot_be_used(run: Callable[..., Run], tmp_path: Path) -> None:
    done = run(keyed(tmp_path, KEY.replace("held", "hold")))
    assert (done.code, done.out) == (2, "")
    assert "entry 1, status: 'hold' is not one of" in done.err
