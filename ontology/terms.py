"""The IRIs of the graph as constants: plain strings, so that reading an article needs no RDF library.

Classes, concepts and schemes are written as in the ontology (``Meeting``, ``Held``), properties in capitals
(``IN_STATE`` for ``bc:inState``), terms of other vocabularies with their prefix (``SKOS_ALT_LABEL``). The tables at the
end go from the lower-case label of a concept to its IRI.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

BC: Final = "https://w3id.org/backchannel/ontology#"
ID: Final = "https://w3id.org/backchannel/id/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
PROV: Final = "http://www.w3.org/ns/prov#"
SCHEMA: Final = "https://schema.org/"
DCTERMS: Final = "http://purl.org/dc/terms/"
OA: Final = "http://www.w3.org/ns/oa#"
ORG: Final = "http://www.w3.org/ns/org#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
SEM: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
WGS84: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"

#: The prefixes of every export, in order.
PREFIXES: Final = {
    "bc": BC,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "geo": GEO,
    "id": ID,
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sem": SEM,
    "skos": SKOS,
    "wgs84": WGS84,
    "xsd": XSD,
}

#: The named graphs of reference data and of the curator's decisions.
REFERENCE_GRAPH: Final = ID + "reference"
DECISIONS_GRAPH: Final = ID + "decisions"

# Classes: what the graph is about
Party: Final = BC + "Party"
Country: Final = BC + "Country"
Organization: Final = BC + "Organization"
Post: Final = BC + "Post"
Tenure: Final = BC + "Tenure"
State: Final = BC + "State"

# Classes: facts, fused over all articles
Fact: Final = BC + "Fact"
Official: Final = BC + "Official"
Place: Final = BC + "Place"
Contact: Final = BC + "Contact"
Meeting: Final = BC + "Meeting"
Call: Final = BC + "Call"
Arrangement: Final = BC + "Arrangement"
Channel: Final = BC + "Channel"
Treaty: Final = BC + "Treaty"
Agreement: Final = BC + "Agreement"
Memorandum: Final = BC + "Memorandum"
Change: Final = BC + "Change"

# Classes: where facts come from
Article: Final = BC + "Article"
Passage: Final = BC + "Passage"
Report: Final = BC + "Report"
Claim: Final = BC + "Claim"
Decision: Final = BC + "Decision"

# Properties of facts, and of the reports on them
RANK: Final = BC + "rank"
POST: Final = BC + "post"
COUNTRY: Final = BC + "country"
PARTICIPANT: Final = BC + "participant"
PARTY: Final = BC + "party"
VENUE: Final = BC + "venue"
WITHIN: Final = BC + "within"
DATE: Final = BC + "date"
EARLIEST: Final = BC + "earliest"
LATEST: Final = BC + "latest"
STATUS: Final = BC + "status"
PRODUCED: Final = BC + "produced"
ARRANGEMENT: Final = BC + "arrangement"
KIND: Final = BC + "kind"
TOPIC: Final = BC + "topic"
DISPUTED: Final = BC + "disputed"

# Properties of tenures, states and kinds of change
FROM: Final = BC + "from"
UNTIL: Final = BC + "until"
IN_STATE: Final = BC + "inState"
LEADS_TO: Final = BC + "leadsTo"
MAY_FOLLOW: Final = BC + "mayFollow"
ONCE: Final = BC + "once"

# What does not fit in the order of changes
OUT_OF_ORDER: Final = BC + "outOfOrder"
CONFLICTS_WITH: Final = BC + "conflictsWith"

# Properties of articles
WITNESS: Final = BC + "witness"

# Properties of reports and claims
ABOUT: Final = BC + "about"
ARTICLE: Final = BC + "article"
DESCRIBES: Final = BC + "describes"
PASSAGE: Final = BC + "passage"
SENTENCE: Final = BC + "sentence"
CONFIDENCE: Final = BC + "confidence"
RULE: Final = BC + "rule"

# Properties of decisions
VERDICT: Final = BC + "verdict"
CONCERNS: Final = BC + "concerns"
OBSTACLE: Final = BC + "obstacle"

# Concept schemes
ContactStatusScheme: Final = BC + "ContactStatusScheme"
ChangeKindScheme: Final = BC + "ChangeKindScheme"
ArrangementStateScheme: Final = BC + "ArrangementStateScheme"
TopicScheme: Final = BC + "TopicScheme"

# Concepts: statuses of a contact (``Proposed`` is a kind of change and a state too)
Held: Final = BC + "Held"
Planned: Final = BC + "Planned"
Proposed: Final = BC + "Proposed"
Cancelled: Final = BC + "Cancelled"
Refused: Final = BC + "Refused"

# Concepts: kinds of change
Agreed: Final = BC + "Agreed"
Signed: Final = BC + "Signed"
Established: Final = BC + "Established"
Used: Final = BC + "Used"
Suspended: Final = BC + "Suspended"
Resumed: Final = BC + "Resumed"
Extended: Final = BC + "Extended"
Expired: Final = BC + "Expired"
Withdrawn: Final = BC + "Withdrawn"
Rejected: Final = BC + "Rejected"
Violated: Final = BC + "Violated"

# Concepts: states of an arrangement that are no kind of change
InForce: Final = BC + "InForce"

# Concepts: topics
TopicDeconfliction: Final = BC + "TopicDeconfliction"
TopicHotline: Final = BC + "TopicHotline"
TopicArmsControl: Final = BC + "TopicArmsControl"
TopicNuclearRisk: Final = BC + "TopicNuclearRisk"
TopicMissileDefence: Final = BC + "TopicMissileDefence"
TopicExercises: Final = BC + "TopicExercises"
TopicMaritimeSafety: Final = BC + "TopicMaritimeSafety"
TopicAirSafety: Final = BC + "TopicAirSafety"
TopicCeasefire: Final = BC + "TopicCeasefire"
TopicPrisoners: Final = BC + "TopicPrisoners"
TopicBorder: Final = BC + "TopicBorder"
TopicPeacekeeping: Final = BC + "TopicPeacekeeping"
TopicCounterTerrorism: Final = BC + "TopicCounterTerrorism"
TopicCyberSecurity: Final = BC + "TopicCyberSecurity"
TopicHumanitarianAid: Final = BC + "TopicHumanitarianAid"
TopicDefenceCooperation: Final = BC + "TopicDefenceCooperation"
TopicArmsTransfers: Final = BC + "TopicArmsTransfers"
TopicSyria: Final = BC + "TopicSyria"
TopicUkraine: Final = BC + "TopicUkraine"
TopicTaiwan: Final = BC + "TopicTaiwan"
TopicKoreanPeninsula: Final = BC + "TopicKoreanPeninsula"
TopicAfghanistan: Final = BC + "TopicAfghanistan"
TopicIran: Final = BC + "TopicIran"
TopicBlackSea: Final = BC + "TopicBlackSea"
TopicSouthChinaSea: Final = BC + "TopicSouthChinaSea"

# Other vocabularies
RDF_TYPE: Final = RDF + "type"
RDF_SUBJECT: Final = RDF + "subject"
RDF_PREDICATE: Final = RDF + "predicate"
RDF_OBJECT: Final = RDF + "object"
RDFS_LABEL: Final = RDFS + "label"
RDFS_COMMENT: Final = RDFS + "comment"
XSD_STRING: Final = XSD + "string"
XSD_BOOLEAN: Final = XSD + "boolean"
XSD_INTEGER: Final = XSD + "integer"
XSD_NON_NEGATIVE_INTEGER: Final = XSD + "nonNegativeInteger"
XSD_DECIMAL: Final = XSD + "decimal"
XSD_DATE: Final = XSD + "date"
XSD_G_YEAR_MONTH: Final = XSD + "gYearMonth"
XSD_G_YEAR: Final = XSD + "gYear"
SKOS_CONCEPT: Final = SKOS + "Concept"
SKOS_ALT_LABEL: Final = SKOS + "altLabel"
SKOS_IN_SCHEME: Final = SKOS + "inScheme"
SKOS_EXACT_MATCH: Final = SKOS + "exactMatch"
PROV_ENTITY: Final = PROV + "Entity"
PROV_WAS_DERIVED_FROM: Final = PROV + "wasDerivedFrom"
PROV_VALUE: Final = PROV + "value"
SCHEMA_URL: Final = SCHEMA + "url"
SCHEMA_HEADLINE: Final = SCHEMA + "headline"
SCHEMA_PUBLISHER: Final = SCHEMA + "publisher"
SCHEMA_DATE_PUBLISHED: Final = SCHEMA + "datePublished"
SCHEMA_ARTICLE_BODY: Final = SCHEMA + "articleBody"
SCHEMA_IN_LANGUAGE: Final = SCHEMA + "inLanguage"
SCHEMA_LATITUDE: Final = SCHEMA + "latitude"
SCHEMA_LONGITUDE: Final = SCHEMA + "longitude"
DCTERMS_IS_REPLACED_BY: Final = DCTERMS + "isReplacedBy"
DCTERMS_CREATOR: Final = DCTERMS + "creator"
DCTERMS_DATE: Final = DCTERMS + "date"
DCTERMS_IDENTIFIER: Final = DCTERMS + "identifier"
DCTERMS_LICENSE: Final = DCTERMS + "license"
OA_START: Final = OA + "start"
OA_END: Final = OA + "end"
OA_EXACT: Final = OA + "exact"
ORG_MEMBER: Final = ORG + "member"
ORG_POST_IN: Final = ORG + "postIn"
FOAF_PERSON: Final = FOAF + "Person"

#: The classes of contacts and of arrangements.
CONTACTS: Final = (Meeting, Call)
ARRANGEMENTS: Final = (Channel, Treaty, Agreement, Memorandum)

#: Statuses of a contact.
STATUSES: Final = {
    "held": Held,
    "planned": Planned,
    "proposed": Proposed,
    "cancelled": Cancelled,
    "refused": Refused,
}

#: Kinds of change in an arrangement's life.
KINDS: Final = {
    "proposed": Proposed,
    "agreed": Agreed,
    "signed": Signed,
    "established": Established,
    "used": Used,
    "suspended": Suspended,
    "resumed": Resumed,
    "extended": Extended,
    "expired": Expired,
    "withdrawn": Withdrawn,
    "rejected": Rejected,
    "violated": Violated,
}

#: States of an arrangement.
STATES: Final = {
    "proposed": Proposed,
    "agreed": Agreed,
    "in force": InForce,
    "suspended": Suspended,
    "expired": Expired,
    "withdrawn": Withdrawn,
    "rejected": Rejected,
}

#: The state that a kind of change leads to; a kind that is missing here leaves the state as it was.
STATE_AFTER: Final = {
    Proposed: Proposed,
    Agreed: Agreed,
    Signed: Agreed,
    Established: InForce,
    Used: InForce,
    Suspended: Suspended,
    Resumed: InForce,
    Extended: InForce,
    Expired: Expired,
    Withdrawn: Withdrawn,
    Rejected: Rejected,
}

#: The states of talk: none of them ends a state of something that exists.
TALK: Final = frozenset({Proposed, Agreed, Rejected})

#: The states of what is on its way or exists, and has not been halted or ended.
BEGUN: Final = frozenset({Proposed, Agreed, InForce})

#: The states after which a kind of change makes sense. A kind that only follows a halt needs one that is told; with any
#: other, what articles tell may begin.
STATES_BEFORE: Final = {
    Proposed: frozenset(STATES.values()),
    Agreed: frozenset(STATES.values()),
    Signed: frozenset({Proposed, Agreed, Rejected}),
    Established: frozenset({*BEGUN, Rejected}),
    Used: frozenset({*BEGUN, Rejected}),
    Suspended: frozenset({*BEGUN, Suspended}),
    Resumed: frozenset({Suspended, Withdrawn}),
    Extended: BEGUN,
    Expired: frozenset({*BEGUN, Suspended}),
    Withdrawn: frozenset({*BEGUN, Suspended, Withdrawn}),
    Rejected: frozenset(STATES.values()),
    Violated: frozenset({*BEGUN, Suspended}),
}

#: The kinds of change that an arrangement undergoes once.
ONLY_ONCE: Final = frozenset({Signed})

#: Topics of contacts and arrangements.
TOPICS: Final = {
    "deconfliction": TopicDeconfliction,
    "hotline": TopicHotline,
    "arms control": TopicArmsControl,
    "nuclear risk": TopicNuclearRisk,
    "missile defence": TopicMissileDefence,
    "exercises": TopicExercises,
    "maritime safety": TopicMaritimeSafety,
    "air safety": TopicAirSafety,
    "ceasefire": TopicCeasefire,
    "prisoners": TopicPrisoners,
    "border": TopicBorder,
    "peacekeeping": TopicPeacekeeping,
    "counter-terrorism": TopicCounterTerrorism,
    "cyber security": TopicCyberSecurity,
    "humanitarian aid": TopicHumanitarianAid,
    "defence cooperation": TopicDefenceCooperation,
    "arms transfers": TopicArmsTransfers,
    "Syria": TopicSyria,
    "Ukraine": TopicUkraine,
    "Taiwan": TopicTaiwan,
    "Korean Peninsula": TopicKoreanPeninsula,
    "Afghanistan": TopicAfghanistan,
    "Iran": TopicIran,
    "Black Sea": TopicBlackSea,
    "South China Sea": TopicSouthChinaSea,
}


def slug(text: str, limit: int = 48) -> str:
    """Lower-case ASCII words of ``text`` joined by hyphens, at most ``limit`` characters; may be empty."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    out = ""
    for word in re.findall(r"[a-z0-9]+", ascii_text.replace("'", "")):
        if len(out) + len(word) + 1 > limit:
            break
        out = f"{out}-{word}" if out else word
    return out


def local(iri: str) -> str:
    """The end of an IRI: what follows its last ``#`` or ``/``."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def data_iri(kind: str, name: str) -> str:
    """The IRI of a thing known by name: ``data_iri("country", "United States")`` ends in ``country/united-states``."""
    return f"{ID}{kind}/{slug(name, 96)}"


def derivation_iri(key: str) -> str:
    """The IRI of the row that says how a value came about: ``derivation_iri("state")``."""
    return data_iri("reference/derivation", key)
