"""Cues for what is written to be read or used: papers, plans, reports, guidance, forms, bids, leaflets, figures."""

from __future__ import annotations

from evidence.describing.cues import HEAD, NAME, TEXT, TITLE, Cue
from evidence.model.document import DocumentKind as K

# "policy officer" and "policy compliance" are no policy
_NO_POLICY = (
    r"(?![^\n]*\?)"
    r"(?!:?[ -]+(?:and|&|group|committee|team|unit|officer|manager|board|compliance|checks?|sample|audit|return)\b)"
)

# "risk assessment policy" names another form
_ITS_OWN = r"(?! (?:polic(?:y|ies)|procedures?|protocol|guidance|guidelines|guide|training|review|report)\b)"

_FORM = 18  # points of a line that names nothing but the form, against all that the document may be about

PAPERS: tuple[Cue, ...] = (
    Cue(
        K.QUESTIONNAIRE,
        8,
        TITLE,
        (
            r"\bquestionnaire\b",
            r"\bquestions for\b",
            r"\bcheck-?list\b",
            r"\baudit (?:tool|form|questions)\b",
            r"\b(?:survey|evaluation|feedback|reply) (?:form|sheet|slip)\b",
            r"\bself[ -]assessment\b",
        ),
    ),
    Cue(
        K.QUESTIONNAIRE,
        6,
        NAME,
        (
            r"\bquestionnaire\b",
            r"\bcheck-?list\b",
            r"\b(?:audit (?:tool|form)|survey form)\b",
        ),
    ),
    Cue(
        K.QUESTIONNAIRE,
        5,
        TEXT,
        (r"\byes\b[\t /|]+(?:(?:partly|some)\b[\t /|]+)?no\b", r"\by[\t /|]+n\b"),
        "columns for yes and no",
    ),
    Cue(
        K.QUESTIONNAIRE,
        5,
        HEAD,
        (r"^(?:no|nr|ref)?\.?[\t ]*question\b[\t ]", r"\bone form (?:a|per|for each)\b", r"\bplease (?:tick|circle)\b"),
        "questions to be answered",
    ),
    Cue(
        K.BID,
        8,
        TITLE,
        (
            r"\bapplication (?:to|for|form)\b",
            r"\bbid (?:to|for|form)\b",
            r"\bexpression of interest\b",
            r"\btender (?:for|submission)\b",
        ),
    ),
    Cue(
        K.BID,
        6,
        NAME,
        (
            r"\bbid\b",
            r"\b(?:grant|funding) application\b",
            r"\btender\b",
        ),
    ),
    Cue(
        K.BID,
        3,
        HEAD,
        (
            r"\bapplicant\b",
            r"\bamount (?:requested|sought)\b",
            r"\bamount: ?£",
        ),
    ),
    Cue(
        K.PROCEDURE,
        7,
        TITLE,
        (
            r"\b(?:procedures?|protocol|operational instructions?|operating instructions?)\b",
            r"\binstruction no\b",
            rf"\bpolic(?:y|ies)\b{_NO_POLICY}",
            r"\bpathway\b(?! (?:plan|officer|co-?ordinator|team|group|worker|manager|lead))",
        ),
    ),
    Cue(
        K.PROCEDURE,
        4,
        HEAD,
        (r"^(?:version|ver|issue|edition|revision)\b[^\n]*\bdate\b[^\n]*\b(?:by|author|changes?|amend)",),
        "a table of its versions",
    ),
    Cue(K.PROCEDURE, 5, NAME, (r"\b(?:procedures?|protocol|instructions?)\b", rf"\bpolicy\b{_NO_POLICY}")),
    Cue(
        K.GUIDANCE,
        6,
        TITLE,
        (
            r"\b(?:guidance|guidelines?|practice note|advice note|interim note|how to|guide to)\b",
            r"\bnotes for (?:all )?(?:staff|managers|workers|schools|users|carers|parents)\b",
            r"\b(?:wording in force|good practice|getting advice|statement of purpose)\b",
            r"(?<!\d )\bstandards\b",
            r"\bhow (?:we|you|partners|agencies) (?:will|can|should)\b",
            r"\bhow (?:the|our) [^\n]{1,50} (?:is|are) (?:managed|run|led|supervised|organised|checked)\b",
        ),
    ),
    Cue(
        K.GUIDANCE,
        6,
        HEAD,
        (r"\b(?:questions (?:and|&) answers|frequently asked)\b", r"^q[.:)] [^\n]*\na[.:)] "),
        "it asks and answers",
    ),
    Cue(K.GUIDANCE, 5, NAME, (r"\b(?:guidance|guidelines?|advice|practice note|guide|standards|wording)\b",)),
    Cue(K.GUIDANCE, 3, TITLE, (r"\b(?:descriptors?|threshold levels?|levels? \d|arrangements)\b",)),
    Cue(K.BOOKLET, 10, TITLE, (r"\b(?:pocket guide|booklet|handbook|brochure)\b",)),
    Cue(K.BOOKLET, 6, NAME, (r"\b(?:booklet|handbook|brochure|pocket guide)\b",)),
    Cue(
        K.LEAFLET,
        8,
        TITLE,
        (
            r"\b(?:leaflet|flyer|poster|have your say|come and|what's on|newsletter)\b",
            r"\bnews$",
        ),
    ),
    Cue(K.LEAFLET, 7, NAME, (r"\b(?:leaflet|flyer|poster|newsletter)s?\b",)),
    Cue(
        K.LEAFLET,
        4,
        TEXT,
        (
            r"\b(?:drop[ -]in|no appointment|(?:all|everyone) welcome|come along|book (?:your place|with|by))\b",
            r"\bfor young people (?:aged )?\d",
            r"\b(?:needs|want) you\b",
            r"\bring the [\w ]{0,20}help-?line\b",
        ),
        "it speaks to the public",
    ),
    Cue(
        K.LEAFLET,
        4,
        TITLE,
        (r"\b(?:for|about|and) your (?:child|baby|home|family|rights|health|money|rent|council)\b",),
        "its title addresses the reader",
    ),
    Cue(
        K.LEAFLET,
        3,
        TEXT,
        (
            r"\b(?:who do i (?:ring|call)|who can ask|what happens next|fill in the card)\b",
            r"\bring (?:us|me)\b",
        ),
    ),
    Cue(
        K.PLAN,
        7,
        TITLE,
        (
            r"\b(?:project|delivery|business|implementation|communications?|contingency|training|audit|work|pilot) "
            r"(?:plan|programme)\b",
            r"\bstrategy\b",
            r"\bproject initiation\b",
            r"\bcouncil's plan\b",
            r"\btimetable\b",
            r"\bschedule of\b",
            r"\bplan,? (?:for )?(?:\d{4}|first|second|final)",
            r"\btraining: \w+ to \w+",
            r"\bprogramme (?:for|of)\b",
            r"\b(?:outline|scope) (?:of|for)\b",
            r"\bscoping (?:note|document)\b",
        ),
    ),
    Cue(K.PLAN, 4, TITLE, (r"\bplan\b",)),
    Cue(K.PLAN, 5, NAME, (r"\b(?:plan|strategy|pid|programme|schedule|timetable)\b",)),
    Cue(
        K.ACTION_PLAN,
        12,
        TITLE,
        (
            r"^(?!progress|report|update|review|note|weekly|monthly|briefing)[^\n]{0,60}\b(?:action|improvement) plan"
            r"(?:$|[ ,(-]+(?:\d|v\d|draft|final|for|to|version))",
        ),
    ),
    Cue(K.ACTION_PLAN, 5, TITLE, (r"\b(?:action|improvement) plan\b",)),
    Cue(
        K.ACTION_PLAN,
        6,
        NAME,
        (
            r"\b(?:action|improvement) plan\b",
            r"\bpoa&?m\b",
        ),
    ),
    Cue(
        K.REPORT,
        6,
        TITLE,
        (
            r"\b(?<!next )(?:report|review|evaluation|analysis|findings|monitoring|survey results)\b",
            r"\b(?:half-way note|first cut|lessons|how we work|a look at|what has started)\b",
            r"\bprogress\b",
            r"\bwhat (?:we (?:have )?(?:found|did|done|saw|learned|learnt)|has been done)\b",
            r"\bwhere (?:we|things) (?:are|stand)\b",
            r"\bhow (?:is|are|was) (?:it|they|things|we) (?:going|doing)\b",
            r"\bhow (?:it went|did it go)\b",
            r"\b(?:position|situation) (?:as )?at\b",
            r"\bresults\b",
            r"^the (?:quarter|month|year)\b",
            r"\b(?:audit|survey|check) of\b",
            r"\b(?:annual|yearly|baseline) (?:[a-z]+ )?audit\b",
            r"\b(?:clinical audit|audit,? \d{4})\b",
            r"\bwhat (?:was said|[^\n]{1,40} told us)\b",
            r"\b(?:action|issues?|risk) log\b",
        ),
    ),
    Cue(
        K.REPORT,
        3,
        TITLE,
        (
            r"^[a-z]{2}(?: and [a-z]{2})? (?:to|for) (?:[a-z]{2}\b|the (?:director|head|chief|board|executive)\b)",
            r"^report by\b",
        ),
        "somebody tells somebody",
    ),
    Cue(
        K.REPORT,
        7,
        TITLE,
        (
            r"\b(?:daily|weekly|fortnightly|monthly|quarterly|annual|status|progress|exception|highlight) "
            r"(?:report|return|note)\b",
            r"^status (?:note|of)\b",
            r"\breturn for\b",
            r"^week (?:ending|to|commencing)\b",
        ),
    ),
    Cue(
        K.REPORT,
        5,
        NAME,
        (r"\b(?:report|review|evaluation|analysis|findings|log|mapping|monitoring|write[ -]?up)\b",),
    ),
    Cue(K.REPORT, 2, TEXT, (r"^(?:summary|method|findings|what we found|conclusions?)\b",)),
    Cue(
        K.PAPER,
        7,
        TITLE,
        (
            r"\b(?:(?:discussion|consultation|position|options|briefing|board|cabinet|green|white) paper)\b",
            r"\boptions for\b",
            r"\breport to the [^\n]*(?:committee|board|cabinet|scrutiny|executive|forum)\b",
            r"\bpaper to\b",
            r"\b(?:outline |full |draft )?business case\b",
            r"\brecommendations$",
            r"\bfor (?:approval|decision|endorsement)$",
            r"^paper (?:by|from)\b",
            r"\bmarked pages\b",
            r": recommendations\b",
        ),
    ),
    Cue(K.PAPER, 12, TITLE, (r"^(?:[\w-]+ ){0,3}paper (?:to|for) (?:the|an?)\b",)),
    Cue(
        K.PAPER,
        5,
        HEAD,
        (
            r"\b(?:this (?:discussion )?paper|paper\b[^\n]{0,20}\d\d/\d+)\b",
            r"\b(?:is asked to (?:do|agree|note|decide)|is recommended to)\b",
            r"\b(?:recommendations?: that|we propose)\b",
            r"^paper[\t:]",
        ),
    ),
    Cue(K.PAPER, 5, NAME, (r"\b(?:paper|recommendations|proposals?|options|amends|amendments)\b",)),
    Cue(
        K.PAPER,
        3,
        TEXT,
        (
            r"\b(?:this paper|the (?:short )?(?:answer|options))\b",
            r"\b(?:we (?:recommend|suggest|propose)|what we would like|things to settle)\b",
            r"\b(?:proposals?)\b",
        ),
    ),
    Cue(
        K.PAPER,
        3,
        TITLE,
        (
            r"\?$",
            r"\bfor debate\b",
            r"\bfor (?:comment|consultation)\b",
            r"\bcriteria\b",
        ),
        "a question for its title, or meant for comment",
    ),
    Cue(K.DATA, 5, TITLE, (r"\b(?:activity|tally|data) sheet\b", r"\b(?:count|tally|figures) for\b")),
    Cue(
        K.DATA, 4, NAME, (r"\b(?:data|figures|baseline|benchmarking|targets|statistics|performance|returns?|stats)\b",)
    ),
    Cue(
        K.OTHER,
        7,
        TITLE,
        (
            r"\b(?:job description|person specification|job advert(?:isement)?|vacanc(?:y|ies))\b",
            r"\b(?:invoice|purchase order|delivery note)\b",
            r"\bpress release\b",
            r"\b(?:certificate of|terms and conditions|contract (?:between|for)|service level agreement)\b",
            r"\battendance (?:sheet|list|register)\b",
            r"\bterms of reference\b",
        ),
    ),
    Cue(
        K.OTHER,
        _FORM,
        TITLE,
        (
            rf"^(?:risk assessment|risk register|purchase order|job description|person specification)\b{_ITS_OWN}",
            rf"^(?:press (?:notice|release)|delivery note|invitation to (?:quote|tender))\b{_ITS_OWN}",
            r"^(?:certificate|agreement|contract|invoice|quotation|receipt|terms of reference|transcript)$",
            r" transcript$",
        ),
        "its title names its form",
    ),
    Cue(
        K.PAPER,
        _FORM,
        TITLE,
        (rf"^(?:briefing (?:note|paper)|options? appraisal)\b{_ITS_OWN}",),
        "its title names its form",
    ),
    Cue(K.PLAN, _FORM, TITLE, (rf"^(?:project brief|gantt chart)\b{_ITS_OWN}",), "its title names its form"),
    Cue(K.OTHER, 8, HEAD, (r"\bclosing date\b[^\n]*\binterviews?\b",), "it offers a post"),
    Cue(K.PAPER, 5, TITLE, (r"\bpresentation (?:to|for|by)\b", r"\bslides\b")),
    Cue(
        K.REPORT,
        4,
        TITLE,
        (r"\bfeedback (?:from|on)\b", r"\bresults of\b", r"\bout-?turn\b", r"\bsummary (?:of|for)\b", r"\bsummary$"),
    ),
)
