"""Whether words ask somebody to do a thing or name somebody who could: "Write the policy", "Head of Service"."""

from __future__ import annotations

import re

from evidence.wording.folding import fold, word_set
from evidence.wording.people import read_leads

# Verbs that open the actions of published plans and trackers.
_ORDERS = word_set(
    "achieve act add address adopt advertise agree allocate amend analyse appoint apply approve arrange ask assess "
    "assign audit begin brief build buy carry challenge champion check circulate clarify close co-ordinate collate "
    "collect commission commit communicate compile complete conduct confirm consider consolidate consult continue "
    "convene coordinate create decide define deliver demonstrate deploy design determine develop discuss display "
    "disseminate distribute document draft draw embed employ enable encourage engage enhance ensure escalate establish "
    "evaluate evidence examine expand explore extend facilitate finalise fit formalise form fund gather give hold "
    "identify implement improve include incorporate increase induct inform initiate inspect install instruct integrate "
    "introduce investigate invite issue launch lead liaise link maintain make manage map market meet mentor "
    "migrate monitor move nominate notify observe obtain offer open organise outline participate pilot plan prepare "
    "present prioritise procure produce promote propose provide publicise publish purchase put raise re-audit "
    "re-issue re-launch recommend record recruit redesign reduce refer refine refresh refurbish reinforce reissue "
    "relaunch remind remove renew repair repeat replace report request require research resolve respond review revise "
    "revisit ring roll run schedule scope scrutinise secure seek send set share sign simplify source specify "
    "standardise start strengthen submit support survey target test tender trace track train transfer undertake "
    "update upgrade upload use utilise validate verify visit work write"
)
_WORDS_BEFORE = word_set("to we will shall must should the council school trust team managers staff all")
_LABEL = re.compile(r"(?:\(?[A-Z]{0,4}[-/ ]?\d{0,3}(?:\.\d{1,2})*[a-z]?[.):]|[-*•–▪]|\d{1,2}(?:\.\d{1,2})+)\s+")
_FEWEST = 2  # words of an order
_LOOKED_AT = 3  # words in which the verb must stand
_NAME = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Cllr|Sir|Dame|Rev)\.? )?[A-Z](?:[\w'’-]+|\.)(?: [A-Z][\w'’-]*\.?){1,2}"
)
_INITIALS = re.compile(r"[A-Z]{2,4}")
_POST = re.compile(
    r"(?i)\b(?:head|heads|headteacher|director|manager|managers|officer|officers|lead|leader|chair|matron|nurse|sister|"
    r"consultant|registrar|bursar|secretary|clerk|governor|governors|senco|principal|dean|provost|coordinator|"
    r"co-ordinator|chief executive|supervisor|adviser|advisor|worker|team|board|committee|group|service|services|hr|"
    r"finance|commissioner|inspector|solicitor|auditor|administrator|deputy|practitioner|surveyor|slt|smt)\b"
)
_LONGEST_LEAD = 60  # characters


def is_order(text: str) -> bool:
    """Whether a text opens as an order or an intention does: "Review the policy", "2.1 To train all staff"."""
    words = re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", _LABEL.sub("", fold(text), count=1))
    if len(words) < _FEWEST or not words[0][0].isupper():
        return False
    for word in words[:_LOOKED_AT]:
        if word.lower() in _ORDERS:
            return True
        if word.lower() not in _WORDS_BEFORE:
            return False
    return False


def names_somebody(text: str) -> bool:
    """Whether a text is nothing but initials, names or posts: "SF/HL", "Head of Governance"."""
    if len(text) > _LONGEST_LEAD or any(letter.isdigit() for letter in text) or is_order(text):
        return False
    people = read_leads(text)
    return bool(people) and all(
        _INITIALS.fullmatch(one) or _NAME.fullmatch(one) or (_POST.search(one) and one[0].isupper()) for one in people
    )
