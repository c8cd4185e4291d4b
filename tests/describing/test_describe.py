"""What a document is taken to be: from its form, its first lines, its name; always with the reason."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.describing.describe import describe
from evidence.model.document import DocumentKind, DocumentState, Extraction, Metadata, PageText, Proposal
from evidence.model.period import Flag
from evidence.reading import Readers, Request


def described(text: str, name: str = "scan0001.txt", *, media_type: str = "text/plain", **metadata: str) -> Proposal:
    extraction = Extraction(
        pages=[PageText(number=1, text=text)], media_type=media_type, reader="test", metadata=Metadata(**metadata)
    )
    return describe(extraction, name=name)


KINDS = [
    ("Memorandum\nTo\tAll team managers\nFrom\tHead of Service\nDate\t3 March 2006\nSubject\tLeave", "memo"),
    ("Fostering Panel\nMinutes of the meeting held on 4 May 2006\nPresent: the chair and six members", "minutes"),
    ("Youth strategy group\nNotes of a meeting, 4 May 2006, 2 pm\nApologies: none", "minutes"),
    ("Children's Trust Board\nAGENDA\nMonday 8 May 2006\n1. Apologies", "agenda"),
    ("County Hall\n5 June 2006\nDear colleague\nI write to confirm the date.\nYours sincerely\nDirector", "letter"),
    ("Unannounced visit: reception\nDate of visit 6 June 2006\nVisitors: two managers", "visit-record"),
    ("Application to the Lottery Fund\nApplicant: the Council\nAmount requested £5,000", "bid"),
    ("Missing children\nProtocol between the Council and the police\n1. When a child is missing", "procedure"),
    ("Private fostering\nGuidance for schools and surgeries\n1. What it is", "guidance"),
    ("Worried about a child?\nA pocket guide for everybody who works with children", "booklet"),
    ("Workforce strategy 2006 to 2009\n1. Where we are\n2. Where we want to be", "plan"),
    ("Case file audit\nQuestionnaire for auditors\n1. Is there a plan?\tYes\tNo", "questionnaire"),
    ("Duty team\nReview of the first six months\nSummary\nCalls rose.", "report"),
    ("Discussion paper\nOptions for the duty desk\nWe propose the second.", "paper"),
    ("Meeting of all school crossing wardens\n3rd May 2006\n1. The new guidance. A booklet goes to each.", "minutes"),
    ("Library planning group\nNotes, 3 May 2006, Ross\n1. Money. Agreed as last year.", "minutes"),
    ("PQ / Depot Manager - weekly talk\n3.5.06\nPolicies: none new.", "minutes"),
    ("Memo to all wardens\n3 May 2006\nFrom\tPQ\nUniform policy and procedure\nWear the coat.", "memo"),
    ("Paper for the Transport Board\nStandards and strategy for school buses\nPQ, 3 May 2006", "paper"),
    ("Bridges\nReferral pathway\n1. The engineer looks within two days. Review March 2008", "procedure"),
    ("Depot visit, no notice given\nWednesday 3 May 2006\nPresent: PQ, RS, TU", "visit-record"),
    ("Waste Board, 3 May 2006\nProgress on the waste action plan\nReport by the Director", "report"),
    ("Waste Service\nImprovement plan 2006, version 2\nBy whom and when", "action-plan"),
    ("Waste plan: weekly report no. 4\nTo the Chief Executive\nDone: two of nine.", "report"),
    ("Bus passes: what we found\nPolicy and Performance\nForty were out of date.", "report"),
    ("Boilers: audit of every school\nPQ, 3 May 2006\nSeen: 41. The heating plan was found in 30.", "report"),
    ("Bored?\nDrop in on Tuesdays, all welcome\nFor young people aged 11 to 14", "leaflet"),
    ("Checking boilers\nOne form for each\nNo.\tQuestion\tY\tN\n1\tIs it lit?", "questionnaire"),
    ("TELEFAX\nTo\tThe Ministry\nFrom\tRoads Unit\n3 May 2006\nPlease find our answer.", "letter"),
    ("File note, PQ, 3 May 2006\nRang the depot. They will send the plan.", "minutes"),
    ("PQ / RS\n3.5.06\nSalt. Enough for a week.", "minutes"),
    (
        "Roads group\nNotes - Wednesday 3 May 2006, Oakham\nThose there: PQ, RS\nProposals for salt were heard.",
        "minutes",
    ),
    ("Road safety\nTerms of reference\nMembers: PQ (chair), RS", "other"),
    ("For PQ\nWeek ending Friday 5 May 2006\nCalls: 9.", "report"),
    ("To: PQ\nFrom: RS\nStatus of the salt store, no. 4\nAfter our meeting of 3 May\nGreen: all.", "report"),
    ("Gritting\nVersion\tDate\tChanged by\n1\t3/5/2006\tPQ\n1. Before the frost.", "procedure"),
    ("How the salt store is managed and checked\nPQ, 3 May 2006\nWho looks, and when.", "guidance"),
    ("The 2006 salt audit\nI have read the results and am satisfied with them.\nSigned: PQ", "approval"),
    ("Milk\nHow to find the best for your child\nRing the milk helpline.", "leaflet"),
    ("Transport Board, 3 May 2006\nPaper by PQ\nSalt: the rules for approval\nThe rules are at annex A.", "paper"),
    ("Weekly note to the Chief Executive: salt action plan\nNumber 12\nDone: two.", "report"),
    ("Salt\nQuestions and answers about the new store\nQ. Where?\nA. At Oakham.", "guidance"),
    ("Salt: what nine drivers told us, 3 May 2006\nIt is too wet.", "report"),
    ("Salt 2005/06\nClinical audit 2005/06\nStandard\tMet\nDry\t31", "report"),
    ("Checking the salt policy\nReport by the Head of Roads, 3 May 2006\nEleven of twelve depots keep it.", "report"),
    ("Salt policy: return for April to June\nDepot\tKept?\nOakham\tyes", "report"),
    ("Drivers' forum\nWhat we talked about on 3 May 2006\n12 people came\nBuses. Salt.", "minutes"),
    ("RISK ASSESSMENT\nVisit: the salt mine\nDate of visit: 22 May 2006\nHazard\tWho\nLift\tall", "other"),
    ("Risk assessment policy\n3 May 2006\nEvery visit is assessed before it.", "procedure"),
    ("Project brief review\n3 May 2006\nWhat we found", "report"),
    ("Survey of drivers\nPlease tick.\n1. Have you salt? Yes / No", "questionnaire"),
    ("Fits\nPathway for children with fits\nFirst fit: seen within two weeks", "procedure"),
    ("Salt: one year on\nA day for drivers\nLunch provided. Book with the depot by 3 May.", "leaflet"),
    ("Is the salt policy kept?\nHead of Roads, 3 May 2006\nFifteen depots were asked.", "paper"),
    ("Salt directory\nWhat has been done, to 31 July 2006\nEvery entry was checked.", "report"),
    ("Calls about salt: notes for staff\n1. Write down who rings.", "guidance"),
    ("Roads task force\nTerms of reference\nAgreed at the first meeting, 13 June 2006\nMeets: monthly", "other"),
    ("AGREEMENT\nbetween the Council and the salt mine\nfor an evaluation of roads", "other"),
    ("Drivers' training: what it should give\nPQ, 7 March 2006\nWhat we would like: fewer crashes.", "paper"),
    ("PRESS NOTICE\nNew booklet for drivers\nIssued 16 May 2006", "other"),
    ("Receipt\nReceived 500 copies of the booklet\nPost room 15/3/06", "other"),
    ("Risk register\nSalt action plan\nUpdated 10 May 2006\nRisk\tOwner\nFrost\tPQ", "other"),
    ("Briefing note for the Lead Member\nSalt action plan\n16 May 2006\n1. What has happened", "paper"),
    ("Note to file\nPQ met RS 16.5.06 about the salt plan.", "minutes"),
    ("Trust\nSummary of decisions, 2 May 2006\n6/17 Procedures for salt: approved", "minutes"),
    ("Project brief\nSalt\nSponsor: PQ\nObjectives", "plan"),
    ("Drivers' training\nCourse evaluation sheet\nPlease circle: 1 2 3\nWas it clear?", "questionnaire"),
    ("To whom it may concern\n12 May 2006\nTwo drivers were appointed.\nPersonnel", "letter"),
    ("Drop-in visit to the depot, Tuesday 16 May\nPQ\nSalt dry.", "visit-record"),
    ("I, PQ, Director of Roads and Bridges, approve the project plan of 2 May.\nPQ\n3/5/06", "approval"),
    ("Reasons for leaving: summary\nPay\t3\nTravel\t4", "report"),
    ("Salt store\nActivity sheet\nIn\t40\nOut\t38", "data"),
    ("Roads\nPQ to all depot managers\n9 May 2006\nSalt: keeping it dry\nPlease do.", "memo"),
    ("DRIVERS' GROUP SUPERVISION\n24 May 2006, 2 to 4, Oakham\nPQ led. Six of seven.", "minutes"),
    ("Drivers' board\n18 May 2006\nNine came, two brought friends.\nWe made rules.", "minutes"),
    ("Partnership Board, 8 May 2006\nItem 11\nThe Board agreed the post.\nA true extract", "minutes"),
    ("Depot\nNo-notice call by PQ\n16 May 2006\nSalt dry.", "visit-record"),
    ("The third salt count\nPQ to the Director\n27 May 2006\n51 standards: 38 met.", "report"),
    ("One door for salt\nHow partners will ask for it\n9 May 2006", "guidance"),
    ("DRIVE WITH US\nAnyone over 17\nWe want you too.\nText PQ for a form", "leaflet"),
    ("Salt: what we found\nPQ, 1 May 2006\n1 Salt delivery plan, to 2007\n2 Road strategy, to 2008", "report"),
    ("Salt: what you will get\nHead of Roads and Bridges to all depot managers\n9 May 2006\nMonday: tons", "memo"),
    ("PQ/RS 6 May\nWe looked at the salt. RS will ring the mine.", "minutes"),
    ("Salt intentions\nRoads, draft for consultation, May 2006\n1 What we buy", "paper"),
    ("Salt on polling day: arrangements for depots\nPQ, 7 May 2006\nThe key is with PQ.", "guidance"),
    ("Drivers' training\nFirst course: how it went\n24 places, 22 came", "report"),
    ("Partnership Board\nRecord of a decision taken by written procedure\nThe proposal is approved.", "approval"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[text.split("\n")[0] for text, _ in KINDS])
def test_the_form_of_a_document_tells_its_kind_without_its_name(text: str, kind: str) -> None:
    proposal = described(text)
    assert proposal.kind == DocumentKind(kind), proposal.kind_because
    assert proposal.kind_because


def test_a_sheet_is_data_and_a_message_is_an_e_mail_whatever_they_speak_of() -> None:
    for figures in (
        "Team\tPosts\nDuty\t8",
        "Plan,Owner,Strategy,Read by\nRoads,PQ,yes,RS",
        "Safe roads booklet: who has had it\nAgency\tCopies\nSchools\t104",
        "Who came\nInitials\tBase\tam\tpm\nPQ\tDepot\tyes\tno\nQuestion\tAverage\nUseful?\t4",
    ):
        assert described(figures, "booklet.csv", media_type="text/csv").kind == DocumentKind.DATA
    mail = described(
        "From: HL\n\nminutes of the meeting attached", media_type="message/rfc822", sent="2006-03-10T17:52:03+00:00"
    )
    assert mail.kind == DocumentKind.EMAIL
    assert (mail.dated and mail.dated.day) == date(2006, 3, 10)
    assert mail.state is None


def test_a_printed_message_is_an_e_mail_of_the_day_it_was_sent() -> None:
    proposal = described("From: HL\nSent: 21 February 2006 11:07\nTo: SF\nSubject: RE: figures due 1 May 2006")
    assert (proposal.kind, proposal.dated and proposal.dated.day) == (DocumentKind.EMAIL, date(2006, 2, 21))


def test_a_note_after_a_meeting_is_not_its_minutes() -> None:
    text = "Status note for PQ\nSalt store\n28 May 2006\nSalt up by a tenth."
    assert described(text, "Status note - after mtg of 27 May.docx").kind == DocumentKind.REPORT


def test_nothing_clear_is_other() -> None:
    assert described("xyzzy").kind == DocumentKind.OTHER
    assert described("Salt wanted\nDepot\tTons\nClosed 3 May 2006").kind == DocumentKind.OTHER  # no meeting
    assert described("Salt fair\nFigures present a mixed picture\n3 May 2006").kind == DocumentKind.OTHER  # nor here


DATES = [
    ("Salt returns\nFor the period 6 May 2006 to 12 May 2006\nTons: 4", "2006-05-06/2006-05-12"),
    (
        "Panel\nMinutes of the meeting held on Tuesday 10 January 2006\n1. Minutes of 15 November 2005 agreed.",
        "2006-01-10",
    ),
    ("Notes typed 20/03/06\nSupplier list\nFriday 17 March 2006, 3 pm", "2006-03-17"),
    ("Memo\nDate\t22.02.06\nReplies by 1 March 2006 please", "2006-02-22"),
    ("County Council\n16th February 2006\nYour ref: letter of 14/02/06\nDear colleague", "2006-02-16"),
    ("Board\nMeeting\t27 February 2006\nStatus\tDRAFT 18 February 2006 for comment", "2006-02-18"),
    ("Levels 1 to 3\nWording in force from 17 March 2006\nSettled 28 February 2006", "2006-02-28"),
    ("People\nDraft v0.4 - 14 March 2006", "2006-03-14"),
    ("For everyone under 16 - February 2006\nCome on Saturday 18 March", "2006-02"),
    ("Parks Committee\nMinutes, Friday 5th May, 2006\n1. Minutes of 3 March 2006 agreed.", "2006-05-05"),
    ("Trust\nExtract from the minutes of the Board, 5 May 2006\n9. Bins", "2006-05-05"),
    ("What we ask\nFor the meeting of the Board on 7 June 2006\nSent out 2 June 2006 by PQ", "2006-06-02"),
    ("The duty desk\nReturn for the week ending Friday 5/5/06\nCalls\t9", "2006-05-05"),
    ("Audit: annual plan 2006-07\nVersion 3, draft for Directors' comments, 16 May 2006", "2006-05-16"),
    ("Ward election\nGiven under my hand this 17th day of May 2006", "2006-05-17"),
    ("A leaflet\nDRAFT 3, for the carers' group, 14\nMarch 2006", "2006-03-14"),
    ("Gritting\nIssue\tDate\tBy\n1\t12 March 2001\tPQ\n2\t9 January 2006\tRS\n1. Before the frost.", "2006-01-09"),
    ("Salt: agreement\nFrom 1 April 2006\nFor\tSigned\tDate\nRoads\tPQ\t31/3/06\nPolice\tRS\t5/4/06", "2006-04-05"),
    ("Roads group\nNotes - Wednesday 3 May 2006, Oakham\nThere: PQ\n1. Notes of 4 April: right.", "2006-05-03"),
    ("Partnership Board, 28 May 2006\nReport of the Director, 20 May 2006\nSalt", "2006-05-20"),
    ("Note of a conference with the adviser\n16 May 2006, 4 pm\nThere: PQ\nDue 26 May. Meeting 4 July.", "2006-05-16"),
    ("Salt courses\nLevel 1\t4 May, 6 June\t20\nPublished March 2006", "2006-03"),
    ("Salt: money\nPeriod 10 (to 31 January 2006)\nLeft: 40", "2006-01-31"),
    ("Salt day, 16 May 2006\nWhat was said\nIssued by PQ on 22 May 2006 to all", "2006-05-22"),
    ("Trust\nRecord of decision\nMeeting of 2 May 2006, item 7\nApproved.\nSigned: PQ  Dated 6/5/06", "2006-05-02"),
    ("To: PQ\nStatus of the store, no. 4\nAfter our meeting of 13 May\nGreen: all.\n17.5.06", "2006-05-17"),
    ("Status of the store\nMeeting with PQ held 2 May 2006\nReport written 3 May 2006\nSalt: enough.", "2006-05-03"),
    ("Salt day, 16 May 2006\nWhat people said\nWritten up by the depot, 22 May 2006", "2006-05-22"),
    ("Salt for March 2006\n" + "A depot\nTen tons\nMore\n" * 5 + "Signed: PQ   3.5.06", "2006-05-03"),
    ("Two drivers wanted\nClosing date: 28 April 2006. Interviews: 16 May 2006\nThe Times, 6 April 2006", "2006-04-06"),
    ("ROADS 28/3/06 - decisions and actions\n1. Salt: agreed", "2006-03-28"),
    ("Two drivers\nInterviews held 16 May 2006\nBoth posts offered", "2006-05-16"),
    ("Dear friend\nSalt day\n18 May 2006 at Oakham\nLunch is free.\nYours truly\nPQ\n7 April 2006", "2006-04-07"),
    ("Sent by courier, 20 May 2006\nDear Sirs\nThe bid is enclosed.\nYours faithfully\nPQ", "2006-05-20"),
    ("Salt policy\nVersion 3\nIn force: May 2006\n1 Before the frost", "2006-05"),
    ("Salt policy\nIn force from 1 May 2006\nSettled 28 March 2006", "2006-03-28"),
    ("Salt policy\nIssue 2, November 2005\nNext review November 2007", "2005-11"),
    ("Salt policy\nIssue 2/11/05\nBefore the frost", "2005-11-02"),
    ("Salt policy\nDate of issue 27 02 06\nBefore the frost", "2006-02-27"),
    ("Salt policy\nDate of issue 07. 03. 06\nBefore the frost", "2006-03-07"),
    (
        "Chapter 4: salt\nThis replaces the chapter of 2003. It is a text put together by PQ with the police, the "
        "depot and two of the parishes of the north, and it was circulated 13 May 2006.",
        "2006-05-13",
    ),
]


@pytest.mark.parametrize(("text", "day"), DATES)
def test_the_date_a_document_bears_is_read_from_its_first_lines(text: str, day: str) -> None:
    period = described(text).dated
    assert period is not None
    assert period.edtf == day


def test_a_date_that_cannot_exist_is_kept_with_its_flag() -> None:
    period = described("Children's Services\n31/02/06\nDear colleague").dated
    assert period is not None
    assert period.has(Flag.IMPOSSIBLE)
    assert (period.earliest, period.text) == (None, "31/02/06")


def test_the_name_gives_the_date_where_the_text_has_none_and_says_so() -> None:
    proposal = described("Sub group\nWe met and talked.", "sub group notes 060206.txt")
    assert proposal.dated is not None
    assert proposal.dated.day == date(2006, 2, 6)
    assert "name" in proposal.dated_because


def test_properties_that_programs_write_by_themselves_are_no_date() -> None:
    assert described("Somewhere to live", created="2026-11-21T09:00:00Z", modified="2026-11-21T09:00:00Z").dated is None


STATES = [
    ("Recording procedure\nDRAFT for comment", "x.docx", DocumentState.DRAFT),
    ("Bus routes\nFirst pass, 3 May 2006. Unfinished", "x.docx", DocumentState.DRAFT),
    ("Trust\nExtract from minutes, 3 May 2006\nCertified a true extract. Signed: Secretary", "x", DocumentState.SIGNED),
    ("Moving on\nConsultation copy, 9 May 2006\nTell us what you think", "x.pdf", DocumentState.DRAFT),
    ("Bus routes\nNot yet council policy", "x.docx", DocumentState.DRAFT),
    ("Recording procedure", "Recording procedure DRAFT2.docx", DocumentState.DRAFT),
    ("Strategy", "strategy v0-4.pdf", DocumentState.DRAFT),
    ("Board\nStatus\tFinal, for decision\nThe draft was discussed.", "paper.docx", DocumentState.FINAL),
    (
        "Panel\nMinutes of the meeting held on 4 May 2006\n2. The draft list was discussed.",
        "m.doc",
        DocumentState.FINAL,
    ),
    ("Board\nMinutes\nagreed as a correct record\nSigned: SF", "m.doc", DocumentState.SIGNED),
    ("Board\nMinutes, 4 May 2006\nSigned as a true record: ............", "m.doc", DocumentState.FINAL),
    ("Board\nMinutes, 4 May 2006\nSigned: ____________ Chair", "m.doc", DocumentState.FINAL),
    ("Salt\nAgreement\nFor\tSigned\tDate\nRoads\tPQ\t31/3/06", "a.doc", DocumentState.SIGNED),
    ("Salt sent out\nDate\tTons\tSigned for by\n3/5/06\t4\tPQ", "r.doc", DocumentState.FINAL),
    ("Salt\nHow it is spread\nFor\tSigned\tDate\nRoads\t____\t", "a.doc", DocumentState.FINAL),
    ("Is the rule kept?\nDone on time: 9. Signed by both: 8 of 9.", "r.doc", DocumentState.FINAL),
    ("Dear colleague\nPlease sign and return the draft.\nYours faithfully", "l.doc", DocumentState.FINAL),
]


@pytest.mark.parametrize(("text", "name", "state"), STATES)
def test_how_far_a_document_has_got_is_read(text: str, name: str, state: DocumentState) -> None:
    proposal = described(text, name)
    assert proposal.state == state, proposal.state_because
    assert proposal.state_because


def test_figures_are_final_where_they_say_that_they_are_settled() -> None:
    assert described("Training days\nAgreed with PQ 3 May 2006\nDay\tPlace", media_type="text/csv").state == "final"
    assert described("Training days\nFinal list, 3 May 2006\nDay\tPlace", media_type="text/csv").state == "final"
    assert described("Training days\nDay\tPlace", media_type="text/csv").state is None


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("plan v0-4.pdf", "v0.4"),
        ("plan v0.4.pdf", "v0.4"),
        ("plan_v1.2_final.docx", "v1.2"),
        ("PlanV2.docx", "v2"),
        ("leaflet draft 3.pdf", "draft 3"),
        ("protocol (2nd ed).pdf", "edition 2"),
        ("a.pdf", None),
    ],
)
def test_the_version_in_a_name_is_read(name: str, version: str | None) -> None:
    assert described("text", name).version == version


@pytest.mark.parametrize("day", ["3 May 2006", "3rd May 2006", "27 02 06", "07. 03. 06", "07.03.06", "3-5-06"])
def test_a_day_of_issue_is_no_version(day: str) -> None:
    proposal = described(f"Salt policy\nDate of issue {day}\nBefore the frost")
    assert (proposal.version, proposal.state) == (None, DocumentState.FINAL)
    assert described(f"Salt policy\nIssue 3, {day}").version == "v3"


def test_the_title_is_what_the_document_prints() -> None:
    assert described("1\nConfidential\nWorkforce plan 2006\nText").title == "Workforce plan 2006"
    assert described("Memo\nTo\tAll\nFrom\tHL\nSubject\tParking permits").title == "Parking permits"
    assert described("", "a name.txt").title == "a name"


def test_a_letterhead_and_the_tab_of_a_sheet_are_no_titles() -> None:
    letter = "Rutland Council\nRoads Unit\n3 May 2006\nContract R/7 - salt\nWe vary it.\nYours faithfully"
    assert described(letter).title == "Contract R/7 - salt"
    excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert described("Sheet1\nSalt by depot, 2006\nDepot\tTons", media_type=excel).title == "Salt by depot, 2006"
    assert described("Salt by depot\nDepot\tTons", media_type=excel).title == "Salt by depot"


def test_one_word_above_the_table_of_a_sheet_is_its_title() -> None:
    excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert described("Attendance\nName\tPresent\nHL\tyes", media_type=excel).title == "Attendance"


def test_one_word_above_a_list_is_its_title() -> None:
    assert described("Attendance\nName,Present\nHL,yes", media_type="text/csv").title == "Attendance"


def test_the_fax_number_of_a_letterhead_is_no_fax() -> None:
    head = "Oakham Council\nFax: 01572 123457\n"
    assert described(f"{head}Roads Board: minutes, 3 May 2006\nPresent: PQ.").kind == "minutes"
    assert described("FAX\nTo: HL\nFrom: SF\n3 May 2006").kind == "letter"


def test_initials_and_bodies_are_named_once_each() -> None:
    assert described("SF and HL met LSCB. HL will tell the PCT by 2 PM. PLEASE READ THIS NOW").people == (
        "SF",
        "HL",
        "LSCB",
        "PCT",
    )


def test_a_document_that_could_not_be_read_is_described_by_its_name() -> None:
    proposal = describe(None, name="LSCB mins 270206 signed.pdf")
    assert proposal.kind == DocumentKind.MINUTES
    assert proposal.dated is not None
    assert proposal.dated.day == date(2006, 2, 27)


@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_under_any_name_is_described(text: str, name: str) -> None:
    proposal = described(text, name)
    assert isinstance(proposal.kind, DocumentKind)
    assert (proposal.dated is None) == (proposal.dated_because == "")
    assert (proposal.state is None) == (proposal.state_because == "")


@pytest.mark.parametrize("measured", ["kind", "date", "state"])
def test_documents_of_a_real_plan_are_described_as_people_describe_them(
    proposals: list[tuple[dict[str, object], Proposal]], measured: str
) -> None:
    bars = {"kind": 0.9, "date": 0.95, "state": 0.9}
    wrong = [gold["file"] for gold, proposal in proposals if not _agrees(gold, proposal, measured)]
    assert len(wrong) <= (1 - bars[measured]) * len(proposals), wrong


@pytest.fixture(scope="module")
def proposals(samples: Path) -> list[tuple[dict[str, object], Proposal]]:
    folder = samples / "corpus" / "links"
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text().splitlines()]
    gold = [each for each in gold if each["readable"]]
    with Readers(ocr="") as pool:
        outcomes = [outcome for _, outcome in pool.read_all(Request(path=folder / each["file"]) for each in gold)]
    assert all(isinstance(outcome, Extraction) for outcome in outcomes)
    return [
        (each, describe(outcome if isinstance(outcome, Extraction) else None, name=each["file"]))
        for each, outcome in zip(gold, outcomes, strict=True)
    ]


def _agrees(gold: dict[str, object], proposal: Proposal, measured: str) -> bool:
    also = gold.get(f"{measured}_also") or []
    assert isinstance(also, list)
    right = [gold[measured], *also]
    if measured == "kind":
        return proposal.kind.value in right
    if measured == "state":
        return (proposal.state and proposal.state.value) in right
    period = proposal.dated
    exact = period is not None and period.earliest is not None and not period.has(Flag.APPROXIMATE)
    return (period.edtf if period is not None and exact else None) in right
