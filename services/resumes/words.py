"""Words that tell a job title from a company, a school, a degree and a place."""

import re
from functools import lru_cache

_TITLES = frozenset(
    ["accountant", "actor", "actress", "administrator", "advisor", "adviser", "agent", "analyst", "animator", "apprentice", "architect", "artist", "assistant", "associate", "attendant", "attorney", "auditor", "author", "baker", "banker", "barista", "bartender", "bookkeeper", "broker", "buyer", "captain", "caregiver", "carer", "carpenter", "cashier", "ceo", "cfo", "chair", "chairman", "chairperson", "chairwoman", "champion", "chef", "chemist", "chief", "cio", "ciso", "clerk", "cleaner", "clinician", "cmo", "coach", "co-founder", "cofounder", "collector", "columnist", "commander", "commissioner", "compliance", "composer", "conductor", "consultant", "contractor", "controller", "cook", "coo", "coordinator", "co-ordinator", "copywriter", "counsel", "counselor", "counsellor", "courier", "cpo", "cro", "cto", "curator", "custodian", "dba", "dean", "dentist", "deputy", "designer", "detective", "developer", "devops", "dietitian", "director", "dispatcher", "doctor", "drafter", "drafter", "driver", "economist", "editor", "educator", "electrician", "employee", "engineer", "entrepreneur", "estimator", "evangelist", "examiner", "executive", "expert", "fabricator", "facilitator", "faculty", "farmer", "fellow", "firefighter", "foreman", "founder", "freelance", "freelancer", "generalist", "geologist", "guard", "guide", "handler", "handyman", "head", "hostess", "host", "housekeeper", "hr", "illustrator", "inspector", "installer", "instructor", "intern", "internship", "interpreter", "investigator", "janitor", "journalist", "judge", "junior", "laborer", "labourer", "landscaper", "lawyer", "lead", "leader", "lecturer", "liaison", "librarian", "lieutenant", "lifeguard", "machinist", "maintainer", "maker", "manager", "marketer", "marshal", "mason", "mate", "mechanic", "mediator", "member", "mentor", "merchandiser", "midwife", "modeler", "moderator", "monitor", "musician", "nanny", "negotiator", "nurse", "nutritionist", "officer", "operator", "optician", "optometrist", "organizer", "organiser", "owner", "packer", "painter", "paralegal", "paramedic", "partner", "pastor", "pathologist", "pediatrician", "personnel", "pharmacist", "phlebotomist", "photographer", "physician", "physicist", "physiotherapist", "pilot", "planner", "plumber", "podiatrist", "policeman", "porter", "postdoc", "practitioner", "preparer", "president", "principal", "processor", "producer", "professor", "programmer", "promoter", "proprietor", "psychiatrist", "psychologist", "publisher", "radiographer", "ranger", "realtor", "receptionist", "recruiter", "registrar", "rep", "reporter", "representative", "researcher", "resident", "reviewer", "roofer", "sailor", "salesman", "salesperson", "saleswoman", "scholar", "scientist", "scrum", "secretary", "sergeant", "server", "shopper", "sme", "specialist", "sre", "staff", "stager", "steward", "stocker", "strategist", "student", "stylist", "superintendent", "superviser", "supervisor", "surgeon", "surveyor", "sysadmin", "tailor", "teacher", "teammate", "technician", "technologist", "telemarketer", "teller", "temp", "tester", "therapist", "trader", "trainee", "trainer", "translator", "treasurer", "tutor", "underwriter", "undersecretary", "veterinarian", "videographer", "volunteer", "vp", "waiter", "waitress", "warden", "warehouseman", "webmaster", "welder", "worker", "writer", "entwickler", "entwicklerin", "ingenieur", "ingenieurin", "leiter", "leiterin", "berater", "beraterin", "werkstudent", "werkstudentin", "praktikant", "praktikantin", "kaufmann", "kauffrau", "mitarbeiter", "mitarbeiterin", "sachbearbeiter", "sachbearbeiterin", "geschäftsführer", "geschäftsführerin", "lehrer", "lehrerin", "krankenpfleger", "krankenschwester", "pflegefachkraft", "auszubildender", "auszubildende", "projektleiter", "projektleiterin", "projektmanager", "softwareentwickler", "softwareentwicklerin", "referent", "referentin", "assistent", "assistentin", "buchhalter", "buchhalterin", "verkäufer", "verkäuferin", "teamleiter", "teamleiterin", "techniker", "fachkraft", "développeur", "développeuse", "ingénieur", "ingénieure", "responsable", "chargé", "chargée", "directeur", "directrice", "stagiaire", "alternant", "alternante", "consultante", "vendeur", "vendeuse", "assistante", "infirmier", "infirmière", "professeur", "professeure", "enseignant", "enseignante", "comptable", "gestionnaire", "technicien", "technicienne", "chercheur", "chercheuse", "chef", "desarrollador", "desarrolladora", "ingeniero", "ingeniera", "jefe", "jefa", "gerente", "analista", "becario", "becaria", "profesor", "profesora", "maestra", "director", "directora", "consultor", "consultora", "asistente", "enfermero", "enfermera", "técnico", "técnica", "contador", "contadora", "vendedor", "vendedora", "auxiliar", "encargado", "encargada", "administrativo", "administrativa", "programador", "programadora", "coordinador", "coordinadora", "sviluppatore", "sviluppatrice", "ingegnere", "responsabile", "direttore", "direttrice", "tirocinante", "stagista", "impiegato", "impiegata", "consulente", "insegnante", "infermiere", "infermiera", "docente", "commesso", "commessa", "addetto", "addetta", "operaio", "ricercatore", "ricercatrice", "ontwikkelaar", "medewerker", "medewerkster", "stagiair", "stagiaire", "adviseur", "beheerder", "verpleegkundige", "leraar", "docent", "projectleider", "verkoper", "desenvolvedor", "desenvolvedora", "engenheiro", "engenheira", "estagiário", "estagiária", "professora", "enfermeiro", "enfermeira", "coordenador", "coordenadora", "diretor", "diretora", "inginer", "programator", "asistent", "asistentă", "contabil", "profesor", "profesoară", "stagiar", "consilier", "operator", "medic", "vânzător"]
)  # fmt: skip
_TITLE_ENDINGS = re.compile(
    r"(?:eer|ician|ologist|tographer|keeper|ntwickler(?:in)?|ingenieur(?:in)?|manager(?:in)?|leiter(?:in)?|berater(?:in)?|assistent(?:in)?|lehrer(?:in)?)$"
)
_COMPANY = frozenset(
    ["inc", "inc.", "llc", "ltd", "ltd.", "limited", "gmbh", "ag", "kg", "ohg", "ug", "mbh", "s.a.", "sa", "sas", "sarl", "s.r.l.", "srl", "spa", "s.p.a.", "bv", "b.v.", "nv", "n.v.", "plc", "corp", "corp.", "corporation", "co.", "company", "companies", "group", "holding", "holdings", "pvt", "pvt.", "private", "technologies", "technology", "solutions", "systems", "services", "consulting", "consultants", "consultancy", "labs", "laboratories", "laboratory", "studio", "studios", "partners", "bank", "university", "college", "school", "hospital", "clinic", "institute", "foundation", "agency", "association", "ministry", "department", "industries", "enterprises", "ventures", "capital", "media", "networks", "software", "international", "global", "pharmaceuticals", "pharma", "energy", "motors", "airlines", "hotel", "restaurant", "café", "cafe", "store", "stores", "shop", "market", "church", "council", "society", "government", "army", "navy", "trust", "center", "centre", "universität", "hochschule", "klinik", "krankenhaus", "universidad", "université", "università", "universidade", "digital", "interactive", "logistics", "insurance", "financial", "healthcare", "foods", "retail", "electronics", "telecom", "ltda", "lda", "oy", "ab", "as", "aps", "kft", "sp.", "z.o.o.", "llp", "lp", "office", "academy", "kindergarten"]
)  # fmt: skip
_SCHOOLS = frozenset(
    ["university", "college", "school", "institute", "academy", "polytechnic", "universität", "hochschule", "fachhochschule", "gymnasium", "realschule", "gesamtschule", "berufsschule", "université", "école", "ecole", "lycée", "lycee", "institut", "iut", "universidad", "instituto", "escuela", "colegio", "universidade", "faculdade", "escola", "università", "universita", "politecnico", "liceo", "istituto", "scuola", "universiteit", "hogeschool", "mbo", "universitatea", "facultatea", "liceul", "colegiul", "faculty", "vidyalaya", "vidyapeeth", "mit", "eth", "iit", "nit", "iiit", "iim", "ucla", "ucsd", "ucsb", "usc", "nyu", "caltech", "tu", "rwth", "kit", "lmu", "bits", "vit", "srm", "stanford", "harvard", "oxford", "cambridge", "üniversitesi", "universitet", "university,", "bootcamp", "assembly", "sekolah", "universitas", "universitesi", "technion", "insead", "lse", "ucl", "epfl", "virtual", "hauptschule", "grundschule"]
)  # fmt: skip
_DEGREES: tuple[tuple[str, str], ...] = (
    ("doctorate", r"ph\.?\s?d\.?|d\.?phil\.?|doctor(?:ate|al)?(?:\s+of\b|\s+in\b|$)|doctor|doctorate|doktor\w*|dr\.\s?(?:rer|ing)\S*|doctorat|doctorado|dottorato|doutorado|m\.?d\.?(?=$|[\s,(])|j\.?d\.?(?=$|[\s,(])|ed\.?d\.?|promotion"),
    ("master", r"master'?s?|masters|m\.?\s?sc\.?|m\.?\s?s\.?(?=$|[\s,(])|m\.?\s?a\.?(?=$|[\s,(])|mba|m\.b\.a\.?|m\.?\s?tech\.?|m\.?\s?e\.?(?=$|[\s,(])|m\.?eng\.?|mca|m\.c\.a\.?|m\.?\s?com\.?|m\.?phil\.?|m\.?ed\.?|mph|mpa|mfa|ll\.?m\.?|magister|diplom(?:-\w+|\s*\(.*?\))?(?=$|[\s,(])|maestr[ií]a|máster|laurea magistrale|mestrado|maîtrise|staatsexamen|pgdm|post\s?graduat\w+|postgraduate\s+\w+"),
    ("bachelor", r"bachelor'?s?|bachelors|b\.?\s?sc\.?|b\.?\s?s\.?(?=$|[\s,(])|b\.?\s?a\.?(?=$|[\s,(])|b\.?\s?tech\.?|b\.?\s?e\.?(?=$|[\s,(])|b\.?eng\.?|bca|b\.c\.a\.?|b\.?\s?com\.?|bba|b\.b\.a\.?|bfa|b\.?ed\.?|bsn|ll\.?b\.?|mbbs|b\.?\s?arch\.?|b\.?\s?pharm\w*\.?|licence|licenciatura|licence|grado|laurea(?:\s+triennale)?|bacharelado|licență|ingenieur|undergraduate|graduation|beng|bs(?=\s)|hons"),
    ("associate", r"associate'?s?(?:\s+(?:of|in|degree)\b.*)?|a\.?a\.?s?\.?(?=$|[\s,(])|a\.?s\.?(?=$|[\s,(])|foundation degree|dut|bts|hnd|advanced diploma"),
    ("vocational", r"diploma|certificate|vocational|apprenticeship|ausbildung|berufsausbildung|nvq|btec|cap|bep|formación profesional|formazione professionale|polytechnic|iti|bootcamp|nanodegree|trade school|certification|diplôme|zertifikat|lehre|gesell\w+"),
    ("school", r"high school|secondary|ssc|hsc|s\.s\.c\.?|h\.s\.c\.?|ged|a[- ]levels?|gcse|abitur|matura|baccalauréat|baccalaureate|bachillerato|maturità|matriculation|intermediate|10th|12th|x{1,2}th|class x+i*|cbse|icse|matric|puc|mittlere reife|fachabitur|diploma de bacalaureat|bacalaureat|ensino médio|realschul\w+|hauptschul\w+|plus two|higher secondary|10\+2"),
)  # fmt: skip
_DEGREE_PATTERNS = tuple(
    (level, re.compile(rf"(?<![\w.])(?:{pattern})(?!\w)", re.I)) for level, pattern in _DEGREES
)
_STATES = [
    "AL",
    "AK",
    "AZ",
    "AR",
    "CA",
    "CO",
    "CT",
    "DE",
    "FL",
    "GA",
    "HI",
    "ID",
    "IL",
    "IN",
    "IA",
    "KS",
    "KY",
    "LA",
    "ME",
    "MD",
    "MA",
    "MI",
    "MN",
    "MS",
    "MO",
    "MT",
    "NE",
    "NV",
    "NH",
    "NJ",
    "NM",
    "NY",
    "NC",
    "ND",
    "OH",
    "OK",
    "OR",
    "PA",
    "RI",
    "SC",
    "SD",
    "TN",
    "TX",
    "UT",
    "VT",
    "VA",
    "WA",
    "WV",
    "WI",
    "WY",
    "DC",
    "ON",
    "QC",
    "BC",
    "AB",
    "MB",
    "SK",
    "NS",
    "NB",
    "NSW",
    "VIC",
    "QLD",
    "UK",
    "USA",
    "US",
    "UAE",
]
_COUNTRIES = (
    "united states of america|united states|united kingdom|england|scotland|wales|ireland|germany|deutschland|france|spain|españa|italy|italia|netherlands|nederland|belgium|"
    "switzerland|schweiz|suisse|austria|österreich|portugal|poland|romania|românia|czech republic|czechia|hungary|greece|turkey|türkiye|russia|ukraine|sweden|norway|denmark|finland|"
    "india|china|japan|singapore|malaysia|indonesia|philippines|thailand|vietnam|south korea|korea|taiwan|hong kong|pakistan|bangladesh|sri lanka|nepal|"
    "australia|new zealand|canada|mexico|méxico|brazil|brasil|argentina|chile|colombia|peru|israel|egypt|south africa|nigeria|kenya|ghana|morocco|tunisia|"
    "united arab emirates|saudi arabia|qatar|bulgaria|serbia|croatia|slovakia|slovenia|estonia|latvia|lithuania|luxembourg|iceland|"
    "california|texas|florida|new york|new jersey|washington|massachusetts|illinois|pennsylvania|ohio|georgia|michigan|virginia|north carolina|colorado|arizona|minnesota|oregon|maryland|"
    "wisconsin|missouri|tennessee|indiana|connecticut|utah|nevada|ontario|quebec|québec|british columbia|karnataka|maharashtra|tamil nadu|telangana|kerala|gujarat|punjab|haryana|uttar pradesh|west bengal|delhi|bayern|bavaria"
)
_PLACE_NAME = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’-]*(?:[\s-](?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’-]*|de|del|am|an|der|la|of|upon|sur|do|da|los|las)){0,3}"
_REGION = rf"(?:{'|'.join(_STATES)}|(?i:{_COUNTRIES}))"
_REMOTE = r"(?i:remote|fully remote|hybrid|on-?site|home ?office|télétravail|remoto)"
PLACE = re.compile(
    rf"(?:{_REMOTE}|(?:{_PLACE_NAME}\s*,\s*)?{_REGION}(?:\s*,?\s*(?:{_REGION}|\d{{5}}))*)(?:\s*[(/,|-]\s*{_REMOTE}\)?)?"
)
_PLACE_WORDS = 5
_CITIES = frozenset(
    ["london", "berlin", "paris", "munich", "münchen", "hamburg", "frankfurt", "köln", "cologne", "stuttgart", "vienna", "wien", "zurich", "zürich", "geneva", "genève", "basel", "amsterdam", "rotterdam", "utrecht", "brussels", "madrid", "barcelona", "valencia", "sevilla", "lisbon", "lisboa", "porto", "rome", "roma", "milan", "milano", "torino", "turin", "naples", "napoli", "bucharest", "bucurești", "cluj-napoca", "warsaw", "kraków", "prague", "budapest", "dublin", "edinburgh", "manchester", "birmingham", "leeds", "bristol", "glasgow", "oslo", "stockholm", "copenhagen", "helsinki", "moscow", "istanbul", "athens", "lyon", "marseille", "toulouse", "nantes", "lille", "bordeaux", "boston", "chicago", "seattle", "austin", "dallas", "houston", "denver", "atlanta", "miami", "philadelphia", "phoenix", "portland", "detroit", "toronto", "vancouver", "montreal", "montréal", "ottawa", "calgary", "sydney", "melbourne", "brisbane", "perth", "auckland", "bangalore", "bengaluru", "mumbai", "pune", "hyderabad", "chennai", "delhi", "kolkata", "gurgaon", "gurugram", "noida", "ahmedabad", "jaipur", "kochi", "lucknow", "nagpur", "indore", "beijing", "shanghai", "shenzhen", "tokyo", "osaka", "seoul", "taipei", "dubai", "cairo", "lagos", "nairobi", "johannesburg", "karachi", "lahore", "dhaka", "jakarta", "manila", "bangkok", "singapore"]
)  # fmt: skip


_LEGAL = re.compile(
    r"(?:^|[\s,])(?:inc|llc|ltd|limited|gmbh|ag|kg|ohg|ug|s\.?a\.?s?|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|plc|corp|corporation|pvt|llp|oy|ab|kft|sp\.? z ?o\.?o)\.?\)?$",
    re.I,
)


def _tokens(text: str) -> list[str]:
    return [token.strip(".,;:()[]'’\"") for token in text.casefold().replace("/", " ").split()]


@lru_cache(maxsize=4096)
def title_score(text: str) -> float:
    """Return how much ``text`` reads like a job title, 0 to 1."""
    tokens = _tokens(text)
    if not tokens or len(text) > 90:
        return 0.0
    hits = [
        token for token in tokens if token in _TITLES or any(part in _TITLES for part in token.split("-"))
    ]
    if hits:
        return 1.0 if len(tokens) <= 8 else 0.6
    return 0.7 if any(_TITLE_ENDINGS.search(token) for token in tokens) else 0.0


@lru_cache(maxsize=4096)
def company_score(text: str) -> float:
    """Return how much ``text`` reads like the name of a company or institution, 0 to 1."""
    tokens = text.casefold().replace(",", " ").split()
    if any(token.strip("()") in _COMPANY for token in tokens):
        return 1.0
    return 0.3 if text[:1].isupper() else 0.0


def has_legal_form(text: str) -> bool:
    """Tell whether ``text`` ends in the legal form of a company ("Inc", "GmbH")."""
    return bool(_LEGAL.search(text))


def school_score(text: str) -> float:
    """Return how much ``text`` reads like the name of a school, 0 to 1."""
    tokens = _tokens(text)
    if any(token in _SCHOOLS for token in tokens):
        return 1.0
    return (
        0.7
        if any(
            token.endswith(("universität", "hochschule", "schule", "gymnasium", "university", "college"))
            for token in tokens
        )
        else 0.0
    )


def degree_level(text: str) -> str | None:
    """Return the level of the first degree named in ``text``, highest kind first, or None."""
    return next((level for level, pattern in _DEGREE_PATTERNS if pattern.search(text)), None)


def degree_match(text: str) -> re.Match[str] | None:
    """Return where ``text`` names a degree, or None."""
    return next((match for _, pattern in _DEGREE_PATTERNS if (match := pattern.search(text))), None)


def is_place(text: str) -> bool:
    """Tell whether ``text`` is only a place ("San Francisco, CA", "Remote", "Berlin")."""
    cleaned = text.strip(" .;()")
    if PLACE.fullmatch(cleaned):
        return True
    return re.split(r"\s*[,/(]\s*", cleaned.casefold())[0] in _CITIES and len(cleaned.split()) < _PLACE_WORDS
