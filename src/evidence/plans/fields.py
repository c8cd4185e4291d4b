"""What the columns of action plans are called: the field each heading stands for.

The headings are those of 24 published plans and trackers (inspection action plans of English councils from 2002 to
2025, health, fire and youth justice plans, United States agency plans and plans of action and milestones). They are
data: a new one is a new word in a tuple here.
"""

from __future__ import annotations

ACTION = "action"
RECOMMENDATION = "recommendation"
NUMBER = "number"  # of a recommendation, or of an action where there is no recommendation column
LEAD = "lead"
DUE = "due"
PROGRESS = "progress"

FOLLOWED_UP = frozenset((LEAD, DUE, PROGRESS, "status", "next_action"))  # what a tracker has beside its actions

# Field names that `--columns` accepts, in the order in which actions show them.
FIELDS = (
    NUMBER,
    RECOMMENDATION,
    ACTION,
    LEAD,
    DUE,
    PROGRESS,
    "partners",
    "resources",
    "monitoring",
    "success_criteria",
    "status",
    "evidence",
    "next_action",
    "other",
)

# The first phrase of a tuple that fits wins; singular and plural, case and punctuation do not count.
HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        ACTION,
        (
            "action to be taken", "actions to be taken", "action required", "actions required", "action", "actions",
            "specific actions", "agreed action", "proposed action", "planned action", "action point", "key action",
            "management action", "corrective action", "remedial action", "recommended action", "action description",
            "action agreed", "action needed", "action outcome", "what", "what will we do", "what we will do",
            "what needs to be done", "what needs to happen", "what do we need to do", "what will be done",
            "what must be done", "what are we going to do", "what we are going to do", "how", "activity",
            "key activity", "task", "milestone", "key milestone", "step",
            "action step", "additional action required", "improvement action", "action to address",
            "action taken or planned", "overall remediation plan", "remediation plan", "planned milestones",
            "corrective action plan", "management response and action", "actions we will take", "action item",
            "steps to be taken", "action to take", "actions to take", "intervention", "interventions",
            "we will", "we did", "we did we will", "we have done we will", "our actions", "our response",
            "improvement activity", "key task", "task description", "key step", "trust response",
            "provider response", "service response", "agency response", "school response",
            "actions taken or planned", "deliverable",
            "work required",
            "gap action required", "how will we do it", "how we will do it", "how will this be achieved",
            "how will this be done", "management response agreed action",
        ),
    ),
    (
        RECOMMENDATION,
        (
            "recommendation", "recommendations", "area requiring improvement",
            "area requiring improvement recommendations", "area for improvement", "area for development",
            "areas for improvement and learning", "key messages", "key message", "issue", "issues identified",
            "priority", "outcome", "objective", "aim", "standard", "policy", "finding", "findings", "deficiency",
            "requirement", "theme", "weakness name", "weakness description", "weakness", "key issue",
            "inspection finding", "what the inspectors said", "audit recommendation", "strategic objective",
            "recommendation text", "issue identified", "key messages areas for improvement and learning", "goal",
            "key line of enquiry", "risk", "concern", "learning point", "improvement area", "must do", "should do",
            "must do or should do", "must do should do", "improvement priority", "priority area", "key priority",
            "strategic priority", "commitment", "our commitment", "you said", "what you said", "what you told us",
            "quality indicator", "quality statement", "improvement required", "key finding", "conclusion",
            "what ofsted said", "what needs to improve", "gap", "gap identified",
            "area of weakness",
            "development area", "development point", "problem", "barrier", "focus", "success factor",
        ),
    ),
    (
        NUMBER,
        (
            "no", "nos", "number", "ref", "ref no", "reference", "reference number", "item", "item no", "id",
            "action no", "action ref", "rec no", "rec", "recommendation no", "recommendation number", "poam id",
            "s no", "sn", "sr no", "nr", "serial", "action id", "action number", "rec ref", "recommendation ref",
        ),
    ),
    (
        LEAD,
        (
            "lead", "leads", "lead officer", "lead officers", "lead officer s", "person responsible",
            "persons responsible", "responsible officer", "responsible person", "responsibility", "responsible",
            "who", "by whom", "whos responsible", "who by", "by who", "who will do it", "who will do this",
            "who leads", "owner", "action owner", "lead ownership", "identified lead", "lead person",
            "lead manager", "responsible party", "reporting mechanism responsible party", "responsible manager",
            "accountable officer", "assigned to", "point of contact", "named lead", "who is responsible",
            "officer responsible", "lead responsibility", "lead and ownership", "who will lead", "responsible lead",
            "accountable", "lead agency", "action by", "lead professional", "lead name", "delivery lead",
            "operational lead", "executive lead", "exec lead", "personnel", "staff", "assignee", "key personnel",
            "staff responsible", "champion", "staff lead", "allocated to", "nominated officer", "responsible official",
            "responsible owner", "delegated to", "person s responsible", "sro",
        ),
    ),
    (
        DUE,
        (
            "by when", "by", "when", "when by", "when will it be done", "when will this be done", "timescale",
            "timescales", "timescales for completion", "timescale target",
            "timescale for completion", "target date", "date", "planned completion date", "completion date",
            "timeline", "time scale", "deadline", "due", "due date", "date due", "target completion date",
            "target timescale", "scheduled completion date", "timeframe", "time frame", "date for completion",
            "to be completed by", "to be implemented by", "target month year", "complete by", "implementation date",
            "expected completion date", "target",
            "planned date", "end date", "agreed completion date", "original due date", "original target date",
            "due by", "date to be completed", "original date", "original deadline", "time bound", "timing",
            "finish date", "date required", "required by", "delivery timescale", "action due",
            "target for completion", "review by", "milestone date", "when will it be completed", "delivery date",
        ),
    ),
    (
        "next_action",
        (
            "new recommendation targets", "next steps", "next step", "give expected new achievement date",
            "future actions", "future action", "further action", "further action required", "next action",
            "outstanding action", "action outstanding", "remaining actions", "what next", "revised date",
            "revised target date", "revised due date", "new target date", "revised completion date",
            "revised timescale",
        ),
    ),
    (
        PROGRESS,
        (
            "progress to date", "progress", "update", "updates", "update on progress", "progress update",
            "current status", "current position", "current commentary", "commentary", "what have we done",
            "where are we now", "how are we doing", "what has happened",
            "what has been done", "what we have done", "progress against agreed action and impact monitoring",
            "progress report", "comments", "comment", "progress made", "position statement", "latest update",
            "latest position", "status update", "progress notes", "notes", "milestone changes",
            "progress and impact", "progress against action", "action taken", "actions taken", "progress comments",
            "update comments", "progress presented to committee", "milestone review", "review", "review of progress",
            "review comments", "follow up position", "position", "impact so far", "progress so far", "progress review",
            "key milestones achieved", "milestones achieved", "date of completion and outcome", "current progress",
            "narrative", "progress narrative", "status commentary", "where we are now", "follow up", "action log",
            "follow up comments", "outcome of review", "journey so far", "evaluation", "impact to date",
        ),
    ),
    (
        "status",
        (
            "rag rating", "rag status", "rag", "brag", "brag rating", "brag status", "achieved", "achieved tick",
            "on target", "on target to achieve", "on target to achieve tick", "on track", "assessment of progress",
            "assessment of progress categories 1 4", "reason for amber", "status", "state", "completed", "complete",
            "colour", "done", "open closed", "action status", "complete y n", "completed y n", "rating",
            "percent complete",
            "complete percent", "implementation status", "date completed", "actual completion date", "date closed",
            "completed date", "actual date", "date achieved", "closed date", "closed",
            "closed on", "completed on", "date of completion", "implemented", "implemented y n", "done y n",
            "achieved y n", "date complete",
        ),
    ),
    (
        "evidence",
        (
            "evidence", "evidence of completion", "comments evidence", "evidence and assurance", "evidence required",
            "supporting documents", "supporting evidence", "evidence of progress", "evidence base", "proof",
            "evidence of impact", "assurance", "evidence file ref", "evidence source",
            "evidence to support completion",
        ),
    ),
    (
        "success_criteria",
        (
            "target success criteria", "success criteria", "targets success criteria", "success measures",
            "success measure", "output outcome measurement", "outputs outcomes", "outputs", "expected outcome",
            "expected outcomes", "outcomes", "intended outcome", "desired outcome", "outcome measure", "measure",
            "measures", "measurement", "measure of success", "measures of success", "impact", "intended impact",
            "performance measure", "kpi", "kpis", "how will we know", "how we will know",
            "outcome report for q1 q2 q3 q4", "targets", "performance indicator", "output",
            "what will success look like", "outcome success criteria", "impact measure", "key outcome",
        ),
    ),
    (
        "partners",
        (
            "people partners", "partners", "people", "agency", "agencies", "lead directorate", "directorate",
            "service", "partner agencies", "who else", "supporting officers", "support", "other agencies",
            "department", "team", "supported by", "contributors", "stakeholders",
        ),
    ),
    (
        "resources",
        (
            "additional capacity requirement", "resources", "resource", "resources required",
            "resource implications", "cost", "costs", "budget", "funding", "financial implications",
            "resource requirements", "capacity",
        ),
    ),
    (
        "monitoring",
        (
            "monitoring arrangements", "monitoring", "lead cabinet member", "strategic lead", "monitored by",
            "reporting mechanism", "governance", "how monitored", "reporting to", "monitoring and review",
            "reported to", "monitoring process", "scrutiny", "oversight", "accountable board",
            "reporting arrangements",
        ),
    ),
)  # fmt: skip

# Known, and nothing the library uses: kept with the action under their own heading.
OTHER = (
    "required or encouraged", "details", "controls", "weakness detector source", "weakness source identifier",
    "asset identifier", "original detection date", "status date", "vendor dependency", "start date", "date raised",
    "date agreed", "source", "category", "type", "priority level", "risk rating", "link", "climbie audit no",
    "audit no",
)  # fmt: skip

# Words that decide where no known heading fits, tried in this order on the heading's folded words.
PATTERNS: tuple[tuple[str, str], ...] = (
    (r"^(?:further |next |future |outstanding )?actions? (?:from|since|after)\b", "next_action"),
    (r"^(?:revised|new|amended)\b.*\b(?:date|deadline|timescale|target)\b", "next_action"),
    (r"^(?:next|future|further|outstanding) (?:steps?|actions?)\b", "next_action"),
    (r"\b(?:progress|updates?)\b", PROGRESS),
    (r"\bstatus\b|\bb?rag\b|\btick\b", "status"),
    (r"\bevidence\b|\bassurance\b", "evidence"),
    (r"^how (?:we|will) (?:we |will )?know\b", "success_criteria"),
    (r"^what .*\b(?:said|found|told us)\b", RECOMMENDATION),
    (r"^what (?:has|have|was|were|we did)\b|\bposition\b|\b(?:so far|to date|follow up)\b", PROGRESS),
    (r"^date (?:by|when|for)\b", DUE),
    (r"\b(?:success|outcomes?|outputs?|impact|measures?|kpis?|difference)\b", "success_criteria"),
    (r"\b(?:by when|deadline|timescales?|timelines?|time ?frames?|due)\b", DUE),
    (r"\b(?:target|completion|implementation|expected|delivery|milestone|finish) dates?\b", DUE),
    (r"^who\b|\b(?:responsib\w+|lead|owner|by whom|accountable|assigned|named (?:manager|officer|person))\b", LEAD),
    (r"\bactions?\b.*\b(?:required|taken|agreed|needed|planned|proposed)\b", ACTION),
    (r"\b(?:required|agreed|proposed|planned) actions?\b", ACTION),
    (r"^(?:(?!of\b|for\b|by\b|on\b|no\b)[a-z]+ ){1,3}actions?$", ACTION),
    (r"^what (?:do|are) we (?:want|trying|aiming|hoping)\b", RECOMMENDATION),
    (r"^(?:tasks?|activit(?:y|ies)|actions?) (?:description|name|details?|title|summary)$", ACTION),
    (r"\b(?:tasks|activities|steps|interventions)$", ACTION),
    (r"^how (?:we|will|do|are|can)\b|^what\b.*\b(?:do|done|happen|change)\b", ACTION),
    (r"^recommendations?\b|\brecommendations?$", RECOMMENDATION),
    (r"\b(?:requirement|finding|improvement)s? (?:required|identified|needed)$", RECOMMENDATION),
    (r"\b(?:finding|conclusion|shortfall)s?$|^(?:cqc|regulat\w+|statutory) requirements?$", RECOMMENDATION),
    (r"\bareas? (?:requiring|for|of) (?:improvement|development)\b", RECOMMENDATION),
    (r"\bmonitor\w*\b|\breporting\b|\bgovernance\b", "monitoring"),
    (r"\b(?:resources?|costs?|budget|funding|financial|capacity)\b", "resources"),
    (r"\bpartners?\b|\bagenc(?:y|ies)\b", "partners"),
    (r"\bcomments?\b|\bcommentary\b", PROGRESS),
    (r"^(?:cap|action|rec|recommendation|task|item|issue|tracker|log|plan) (?:id|ref|reference|no|number)$", NUMBER),
    (r"^(?:ref|no|item|id)\b.{0,12}$", NUMBER),
)  # fmt: skip
