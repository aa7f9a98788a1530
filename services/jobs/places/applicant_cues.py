"""Phrases by which postings say where applicants must be: "based in", "right to work in", "from anywhere".

All but :data:`ONLY` are for folded text. What follows a cue is read by :mod:`named`; repetitions are
bounded, so that a hostile text costs no more than a long one.
"""

import re

_IN = r"(?:(?:anywhere |somewhere )?(?:in|on|within|inside|across|throughout)|from within|of|from)"
_WITHIN = r"(?:in|within|across)"
_WHERE = (
    r"(?:(?:currently |already |permanently |physically |legally |ordinarily )?"
    r"(?:located|based|live and work|work and live|living|live|lives|reside|resides|residing|residents?"
    r"|domiciled|situated|working|work))"
)
_MUST = (
    r"(?:must|should|shall|will need to|needs? to|have to|has to|(?:is |are )?required to"
    r"|requires? (?:you|\w+) to|need (?:you|\w+) to)"
)
_WHO = (
    r"(?:candidates?|applicants?|applications?|people|persons?|professionals?|talent|anyone|those|engineers?"
    r"|developers?|employees?|staff)"
)
_TAKE = (
    r"(?:open (?:only )?to|only|accept\w*|seek\w*|look(?:ing)? for|hir(?:e|es|ing)|welcom\w+"
    r"|invit\w+|available (?:only )?to|limited to|restricted to|recruit\w*|contract(?:ing)? with"
    r"|cooperate with|engag\w+)"
)
_WORK = r"(?:work(?:ing)?|live and work|work and live|be employed|employment)"
_REMOTE = r"(?:remote(?:ly)?|home[- ]?based|work(?:ing)? from home|from home|wfh|homeoffice)"

_PLEASES = r"(?:you|they|suits)(?: may| might)? (?:please|like|want|wish|choose|prefer|happen|you|them)"

_CUES = (
    # you must be based in …; open to anyone living in …; you live in …
    rf"{_MUST}(?: also| currently| already| physically| legally)?(?: be| have been)?(?: {_WHERE})?"
    rf"(?: full[- ]time| permanently| remotely)? {_IN}"
    rf"|{_TAKE}(?: \w+){{0,4}}? {_WHO}(?: who| that)?(?: are| is)?(?: {_WHERE})? {_IN}"
    rf"|{_TAKE}(?: \w+){{0,4}}? \w+s(?: who| that)?(?: are| is)? {_WHERE} {_IN}"
    r"|(?:you|applicants?|candidates?|who|staff|whoever \w+ \w+)(?:'re|'ll be)?(?: all)?"
    rf"(?: are| is| be| may| can| will be)? {_WHERE} {_IN}"
    rf"|(?:only|physically|permanently|(?:free|able|welcome) to(?: be)?) {_WHERE} {_IN}"
    r"|(?:reside|resides|residing|residence|residency) (?:in|within)"
    r"|(?:must|should|has to|have to|need to|only|are)(?: be)?(?: an?)?(?: \w+)?"
    r" (?:residents?|citizens?|nationals?) (?:in|of|within)"
    rf"|(?:your|a|permanent|tax) (?:home|residence|address)(?: \w+){{0,3}} {_WITHIN}"
    rf"|[-*•]\s{{0,3}}(?:presently |now )?{_WHERE} (?:in|within)|[.?!]\s{{1,3}}anywhere (?:in|within)"
    # those outside … cannot be considered
    rf"|(?:no|not|cannot|can't|regret that)(?: \w+){{0,4}} {_WHO}(?: (?:may|can))?(?: {_WHERE})?"
    r"(?: from)? outside(?: of)?"
    rf"|{_WHO}(?: {_WHERE})?(?: from)? outside(?: of)?"
    r"(?= [^.;\n]{2,80} (?:cannot|can't|will not|won't|are not))"
    # remote within …; work remotely from any place in …; carried out from …
    rf"|{_REMOTE}(?: work| role| job| position| opportunity)?,?(?: is| but| only)? {_IN}"
    rf"|work(?:ing|ed|s)?(?: fully)?(?: remote(?:ly)?)? from(?: anywhere| any \w+| a location)? {_WITHIN}"
    r"|(?:carried out|performed|done|worked) from(?: within| anywhere in)?"
    r"|(?:where|from a (?:location|place)) (?:in|within)"
    # authorised to work in …; a work permit for …
    r"|(?:authori[sz]ed|authori[sz]ation|eligib\w+|entitled|entitlement|rights?|permi\w+|allowed|able)"
    rf"(?: \w+)? (?:to|for) (?:legally )?{_WORK}(?: \w+)? (?:in|within|for any employer in|throughout)"
    r"|(?:work|residen\w+) (?:permit|visa|authori[sz]ation|rights?|eligibility|permission)s?"
    r" (?:in|for|of|valid in)"
    # we can hire in …; the role is open in …; the following countries: …
    r"|(?:can|able to|currently|only|we|to|which|we're|we are)(?: only| currently)?"
    r" (?:hire|hiring|hires|employ|employing|recruits?|contract|engage|accept|consider|take on)"
    r"(?: \w+){0,3} (?:in|within|from|across)"
    r"|(?:role|position|job|vacancy|opportunity|post) (?:is |can be )?(?:only |currently )?(?:open|available"
    r"|limited|restricted|based|located|remote|performed|done|offered)(?: only)?(?: to| from)?"
    rf" (?:in|within|across|anywhere in|to(?: {_WHO}(?: who are)?(?: {_WHERE})? (?:in|from))?)"
    r"|(?:eligible|hiring|accepted|approved|supported|allowed|permitted|following)"
    r" (?:countries|locations?|states|regions?|areas)(?: are| include| is)?"
    # German, Italian, Scandinavian, French, Spanish and Portuguese, Dutch
    r"|(?:wohnsitz|wohnhaft|ansässig|arbeitserlaubnis|remote|homeoffice)(?: liegt| ist)?"
    r" (?:in|innerhalb(?: von)?|aus)"
    r"|(?:residenza|domicilio|residenti?) in|bosat+ i"
    r"|(?:résid\w+|basée?s?|domicilié\w*|télétravail) (?:en|au|aux|à)"
    r"|(?:resid\w+|ubicad\w+|vivir|basad\w+|morar|contratamos)(?: únicamente| solo| sólo)? (?:en|em|no|na)"
    r"|(?:woonachtig|gevestigd|wonen|thuiswerken|je woont|u woont) in"
)
CUES = re.compile(rf"(?:\b|(?=[-*•.?!]))(?:{_CUES})\b")
"""What comes before the places where applicants must be."""

ONLY = re.compile(
    r"(?<![\w-])(?:Only )?((?:the )?[A-Z][\w.]{0,30}(?:[ /&,-]{1,3}(?:or |and |the )?[A-Z][\w.]{0,30}){0,5})"
    r"[ -]*(?:based |resident )?(?:only|(?:residents?|candidates?|applicants?) only"
    r"|based (?:candidates?|applicants?|position|role|job)|citizen(?:s|ship)?|nationals?|persons|residents?"
    r"|residency|working rights|work authori[sz]ation|work permit|tax residen\w+)\b"
)
"""Names in capitals before what makes them a requirement: "US only", "UK residents", "NZ residency"."""

WELCOME = re.compile(
    rf"\b{_WHO}(?: based| living| located)? (?:in|from) ([^.;\n]{{2,80}}?) (?:are|is)"
    r" (?:welcome|eligible|accepted|considered|invited|encouraged)"
    r"|(?<=[.\n]) ?([^.;\n]{2,60}?) (?:must|has to|have to) be (?:your|the) (?:country|place)"
)
"""Places before what makes them a requirement: "people in EMEA and APAC are welcome"."""

ASIDE = re.compile(rf"\b{_REMOTE}(?: work| role| job| position| first)?\s{{0,3}}[-–—:,|/(\[]+\s*")
"""What comes before the places that a mark sets apart: "Remote (US)", "Remote - Canada"."""

ANYWHERE = re.compile(
    r"\b(?:(?:from )?anywhere (?:in the world|on (?:earth|the planet))|literally anywhere"
    rf"|work(?:ing)? from anywhere(?! {_WITHIN}\b)"
    r"|(?:from )?any (?:place|country|location|spot)"
    r" (?:you|in the world|on (?:earth|the planet)|around)"
    r"|(?:remote|hire|hiring|open|applicants?|candidates?|people|available|located|based|live|work)"
    rf",? ?[(:–-]? ?(?:worldwide|world-wide|globally|anywhere)(?! {_WITHIN}\b)"
    r"|(?:worldwide|global(?:ly)?)[ -]remote|remote[ -]global"
    r"|no (?:geographic\w*|geo|location|country|regional) (?:restriction|requirement|limit|preference)\w*"
    r"|(?:location|place)[ -](?:independent|agnostic)|weltweit|(?:any|every) country|all over the world"
    rf"|wherever (?:in the world )?(?:you|they)(?:'re| are| live)\b(?! {_WITHIN} (?!the world))"
    r"|regardless of (?:location|where|country)|(?:be|live|work) where you (?:like|want|wish)|no matter where"
    r"|(?:this|the|your) (?:job|role|work) from anywhere|in whatever country|without regard to geography"
    r"|no(?:t any|t a)? (?:residency?|residence|nationality) (?:condition|requirement|restriction|rule)s?"
    r"|(?:no|not any|n't any) requirements? (?:as to|of|for|about)"
    r" (?:your )?(?:residence|residency|location|country)"
    r"|remote without borders\b|from any (?:place|spot|location) with\b"
    rf"|{_WHO} from (?:all|any|every) countr(?:y|ies)"
    rf"|wherever in the world {_PLEASES}|in any country {_PLEASES}"
    r"|depuis n'importe (?:où|quel (?:pays|endroit))|de n'importe où|partout dans le monde"
    r"|où que (?:tu|vous)"
    r"|(?:desde|de) cualquier (?:lugar|parte|país|rincón)(?: del mundo)?(?! del? (?!mundo))"
    r"|de qualquer (?:lugar|parte|país)(?: do mundo)?(?! d[eoa] (?!mundo))"
    r"|von überall(?: aus)?(?! in (?!der welt))"
    r"|da qualsiasi (?:luogo|parte|paese)|vanaf elke plek|waar ook ter wereld"
    r"|(?:all|any) parts? of the world|no list of \w+ countries|live where (?:you|they) like"
    r"|(?:do not|don't|doesn't|does not) (?:care|matter|mind) where (?:you|in the world)\b)"
)
"""How a text says that a job may be done from anywhere."""

WHOLE_WORLD = re.compile(r"\b(?:worldwide|world-wide|anywhere|global(?:ly)?|everywhere|weltweit|world)\b")
"""The same in a board's field or a title, where a word is enough."""

DENIED = re.compile(
    r"\b(?:not|cannot|can't|unable|except|excluding|exclude[ds]?|outside|other than|no need|needn't|don't"
    r"|doesn't|never|unless|prefer\w*|ideally|bonus|plus|nice to have|advantage|travel\w*|customers?|clients?"
    r"|offices?|headquarter\w*|if|founded|users?|partners?|investors?|benefits?|insurance|salary|pay|rang\w+)"
    r"\b[^.;,\n]{0,60}\Z"
)
"""Before a cue in its sentence: it is denied, only wished for, or about something else."""

FOR_A_WHILE = re.compile(r"\b(?:weeks|days|months|(?:a|per|each|every) year)\b")
"""Near "from anywhere": a benefit for some weeks a year."""
