"""Cues for what records an event or a word given: memos, minutes, agendas, letters, approvals, visits."""

from __future__ import annotations

from evidence.describing.cues import END, HEAD, NAME, TEXT, TITLE, Cue
from evidence.model.document import DocumentKind as K

_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"

RECORDS: tuple[Cue, ...] = (
    Cue(K.MEMO, 12, TITLE, (r"^(?:memo|memorandum)\b",)),
    Cue(K.MEMO, 5, NAME, (r"\bmemo\b",)),
    Cue(
        K.MEMO,
        6,
        HEAD,
        (
            r"^to\b[:\t ][^\n]*\n(?:[^\n]*\n)?from\b[:\t ]",
            r"^from\b[:\t ][^\n]*\n(?:[^\n]*\n)?to\b[:\t ]",
        ),
        "'To' and 'From' at its head",
    ),
    Cue(K.MEMO, 4, TITLE, (r"\b(?:service notice|staff notice|notice to (?:all )?staff|circular|bulletin)\b",)),
    Cue(K.MEMO, 2, HEAD, (r"^to: ?all\b",)),
    Cue(
        K.MEMO,
        8,
        TITLE,
        (
            r"^[a-z]{2,3} to (?:[\w-]+ ){0,4}(?:staff|managers|teams|workers|consultants|colleagues)$",
            r"^[^\n]{2,50} to all (?:[\w-]+ ){0,3}(?:staff|managers|teams|workers|consultants|colleagues)$",
        ),
        "somebody writes to many",
    ),
    Cue(
        K.MINUTES,
        8,
        TITLE,
        (
            r"^(?:file note|note to file|summary of decisions|record of (?:a )?telephone)\b",
            r"\bminutes of\b",
            r"^minutes\b",
            r"\bminutes[ -]+(?:mon|tues|wednes|thurs|fri)",
        ),
    ),
    Cue(
        K.MINUTES,
        7,
        TITLE,
        (
            r"\bnotes? of (?:(?:the|a|an|our|first|second|third|last|next|joint|inaugural) )*"
            r"(?:meeting|discussion|what was agreed|telephone)",
            r"\bwhat (?:we|was) (?:talked about|discussed)\b",
            r"\b(?:meeting|action) notes\b",
            r"^notes?(?:[,:]| [-\u2013])? (?:of )?(?:\w+ )?\d{1,2}\b",
            r"^notes? of (?:the )?\w+ (?:with|between)\b",
            r"\bextract from (?:the )?(?:notes|minutes)\b",
        ),
    ),
    Cue(K.MINUTES, 6, NAME, (r"\bminutes\b",)),
    Cue(K.MINUTES, 4, NAME, (r"(?<!after )\bmeeting\b",)),
    Cue(K.MINUTES, 3, NAME, (r"\bnotes?\b(?! to\b)(?! for\b)",)),
    Cue(
        K.MINUTES,
        3,
        TITLE,
        (
            r"\bnotes?\b of",
            r"\b(?:first|second|third|fourth|inter-agency|special|joint|termly|monthly) meeting\b",
        ),
    ),
    Cue(
        K.MINUTES,
        5,
        TITLE,
        (
            r"(?<!after our )(?<!since our )meeting (?:of|with|between)\b",
            r"\b(?:planning|team|group|board|monday|tuesday|wednesday|thursday|friday|weekly|liaison) meeting\b",
            r"^[^\n]{3,60} meeting(?:[ ,:-]*(?:no\.? ?)?\d[^\n]*)?$",
        ),
        "its title speaks of those who met",
    ),
    Cue(
        K.MINUTES,
        4,
        HEAD,
        (
            r"\((?:in the )?chair(?:ing|man|woman|person)?\)",
            r"\b(?:in the chair|taking (?:the )?notes|minute taker)\b",
            rf"^(?:\d+|members|{_NUMBERS}) (?:people |members )?(?:were )?(?:present|attended|came)\b",
            r"^notes? (?:by|taken by)\b",
        ),
        "who came, who took the chair or the notes",
    ),
    Cue(
        K.MINUTES,
        3,
        END,
        (
            r"^(?:\d+[.)] )?next (?:meeting|time|one|date|session)\b",
            r"^(?:meeting )?(?:ended|finished|closed?) (?:at \d|\d{1,2}(?:[.:]\d\d| ?[ap]\.?m))",
        ),
    ),
    Cue(
        K.MINUTES,
        8,
        TITLE,
        (
            r"^[a-z]{2,3} ?(?:/|&|\+| and | with ) ?[a-z]{2,3}(?::| [-\u2013] )",
            r"^[a-z]{2,3} ?/ ?[a-z][a-z ]{1,40} [-\u2013] ",
            r"^[a-z]{2,3} ?(?:/|&) ?[a-z]{2,3}(?: \d|$)",
        ),
        "the initials of two who met",
    ),
    Cue(K.MINUTES, 5, TITLE, (r"\b(?:supervision|appraisal) (?:record|note)s?\b", r"\bgroup supervision\b")),
    Cue(
        K.MINUTES,
        5,
        HEAD,
        (
            r"^(?:present|in attendance|attended by|attendance|attendees|apologies|members present)\b",
            r"^(?:those )?(?:there|here|came|attending|in the room|who came|around the table) ?:",
        ),
        "a list of who was there",
    ),
    Cue(
        K.MINUTES,
        3,
        HEAD,
        (
            r"^(?:\d+[.)] ?)?apologies\b",
            r"^present\b",
            r"\bin attendance\b",
        ),
    ),
    Cue(
        K.MINUTES,
        3,
        TITLE,
        (
            r"\b(?:board|committee|panel|forum|group|sub-?group|partnership|team|heads|headteachers|alliance)\b[^\n]*"
            r"(?:\n[^\n]*){0,2}\b(?:\d{1,2}[.:]\d\d|\d{1,2}) ?[ap]\.?m\b",
        ),
        "a body, a day and a time",
    ),
    Cue(
        K.MINUTES,
        3,
        HEAD,
        (
            r"^[a-z]{2}(?: ?[,+&/] ?[a-z]{2}){2,}",
            r"(?:[a-z]{2}, ){2,}[a-z]{2}\b",
        ),
        "initials of those who met",
    ),
    Cue(
        K.MINUTES,
        2,
        TEXT,
        (
            r"\bresolved\b",
            r"\bagreed\b[:.]?$",
            r"^agreed\b",
            r"\bnext(?: meeting)?[:.]",
            r"\bmeet again\b",
            r"\bwhat was agreed\b",
            r"^(?:we|they) said\b",
            r"^to do\b",
        ),
    ),
    Cue(
        K.MINUTES,
        4,
        TEXT,
        (
            r"\bas a (?:correct|true) (?:record|note)\b",
            r"^the meeting (?:ended|closed)",
            r"\ba true extract\b",
            r"\bthe (?:board|committee|panel|forum|group|executive) (?:agreed|approved|resolved|noted)\b",
        ),
    ),
    Cue(
        K.MINUTES,
        2,
        TITLE,
        (
            r"\bfile note\b",
            r"\bnotebook\b",
        ),
    ),
    Cue(
        K.MINUTES,
        4,
        TEXT,
        (r"\b(?:saw|met(?: with)?|spoke (?:to|with)|telephoned|rang) the\b[^.\n]{0,60}\bon (?:mon|tue|wed|thu|fri)",),
    ),
    Cue(
        K.AGENDA,
        10,
        TITLE,
        (
            r"^agenda\b",
            r"\bagenda$",
            r"\bagenda for\b",
        ),
    ),
    Cue(K.AGENDA, 6, NAME, (r"\bagenda\b",)),
    Cue(K.LETTER, 7, HEAD, (r"^dear\b", r"^to whom it may concern\b"), "it begins 'Dear …'"),
    Cue(K.LETTER, 9, TITLE, (r"^(?:(?:tele)?fax|facsimile)\b(?!(?: (?:no|number))?[.:]* *[+(\d])",)),
    Cue(K.LETTER, 5, END, (r"^yours (?:sincerely|faithfully|truly)\b",), "it ends 'Yours …'"),
    Cue(K.LETTER, 3, HEAD, (r"\b(?:our|your) ref\b",)),
    Cue(
        K.LETTER,
        4,
        HEAD,
        (
            r"\bi (?:am writing|write) (?:to|in|with|about)\b",
            r"\b(?:pleased|glad) to (?:offer|confirm)\b",
        ),
    ),
    Cue(
        K.LETTER,
        5,
        NAME,
        (
            r"\bletter\b",
            r"\b(?:reply|offer)\b",
        ),
    ),
    Cue(
        K.APPROVAL,
        9,
        TITLE,
        (
            r"\bwritten procedure\b",
            r"\brecord of (?:a |the )?(?:decision|approval)",
            r"\bdecision (?:notice|record|sheet|log)\b",
            r"^resolution$",
            r"^i\b[^\n]{0,60}\b(?:approve|authorise)\b",
            r"\b(?:certificate|notice) of (?:approval|adoption)",
        ),
    ),
    Cue(
        K.APPROVAL,
        6,
        TITLE,
        (
            r"\b(?<!for )(?:approval|agreement|sign(?:ed)?[ -]?off|authori[sz]ation|endorsement)\b"
            r"(?: (?:to|of|by|for)\b|$)",
        ),
    ),
    Cue(
        K.APPROVAL,
        5,
        NAME,
        (
            r"\bsign(?:ed)?[ -]?off\b",
            r"(?<!for )\bapproval\b",
            r"\bagreed\b(?! word)",
            r"\bwritten procedure\b",
            r"\bdecision\b",
            r"\bconfirmed\b",
        ),
    ),
    Cue(
        K.APPROVAL,
        5,
        TEXT,
        (
            r"\b(?:i|we)\b[^.\n]{0,40}\b(?:approve|authorise|accept this|hereby|are content)\b",
            r"\b(?:am|are) (?:content|satisfied) with\b",
            r"\bwe agree (?:stages?|the|to)\b",
            r"\bapprove (?:it|them|this)\b",
        ),
    ),
    Cue(K.APPROVAL, 3, NAME, (r"\bsigned\b(?! off)",)),
    Cue(
        K.VISIT_RECORD,
        8,
        TITLE,
        (
            r"\b(?:visit|inspection|observation|monitoring) (?:record|note|sheet|report|form|log)",
            r"\bunannounced\b",
            r"\brecord of (?:a |an |the )?(?:visit|observation)",
            r"\bdrop[ -]in visit\b",
            r"\binspection record\b",
            r"^visits?\b",
            r"\bvisit(?:s|ed)?[ ,:-]+(?:no notice|without (?:notice|warning)|mon|tue|wed|thu|fri|\d)",
            r"^observations?\b",
        ),
    ),
    Cue(K.VISIT_RECORD, 3, TITLE, (r"\bvisit$",)),
    Cue(K.VISIT_RECORD, 5, NAME, (r"\b(?:visit|observation|unannounced|inspection|walk ?(?:round|about))\b",)),
    Cue(
        K.VISIT_RECORD,
        4,
        HEAD,
        (
            r"^(?:visitors?|inspected by|visited by|observers?|date (?:and time )?of visit)\b",
            r"\bwarning given\b",
            r"\bwithout (?:notice|warning)\b",
            r"\bno[ -](?:warning|notice)\b",
            r"\b(?:told|warned|announced) (?:beforehand|in advance)\b",
            r"\bdropped in\b",
        ),
    ),
    Cue(K.MINUTES, 7, TITLE, (r"\brecord of (?:the |a |our )?(?:meeting|discussion)\b",)),
    Cue(K.EMAIL, 12, HEAD, (r"^from: [^\n]*\n(?:[^\n]*\n)?sent: ",), "a printed message: 'From', 'Sent'"),
)
