"""Recognise section headings by their words, in English, German, French, Spanish, Italian, Dutch, Portuguese, Romanian."""

import re
from functools import lru_cache

MAX_WORDS = 7
MAX_LENGTH = 60

_STRONG = {
    "volunteer": "volunteer volunteering volunteerism voluntary ehrenamt ehrenamtliche bénévolat voluntariado volontariato vrijwilligerswerk voluntariat extracurricular extra-curricular",
    "projects": "project projects projekte projekt projets projet proyectos proyecto progetti progetto projecten projetos proiecte portfolio",
    "publications": "publication publications patents patent papers talks presentations publikationen veröffentlichungen publicaciones pubblicazioni publicaties publicações publicații",
    "certificates": "certificates certificate certifications certification certificaten licenses license licences licensure zertifikate zertifizierungen weiterbildung weiterbildungen fortbildung certificaciones certificazioni certificações certificări training trainings courses coursework seminars kurse cursos corsi cursussen cursuri formations accreditations",
    "languages": "languages language sprachen sprachkenntnisse langues idiomas lingue talen línguas limbi limbile taalvaardigheden",
    "awards": "awards award honors honours honor honour honors-awards achievements achievement accomplishments accomplishment scholarships scholarship auszeichnungen distinctions premios premi prijzen prêmios premii recognition fellowships",
    "references": "references referees referenzen références referencias referenze referenties referências referințe testimonials recommendations",
    "interests": "interests interest hobbies hobby interessen intérêts loisirs intereses aficiones interessi interesses pasiuni hobbys activities pastimes",
    "work": "employment internship internships work working berufserfahrung berufspraxis werdegang arbeitserfahrung werkervaring expérience expériences experiencia experiencias esperienza esperienze lavorativa lavorative experiência experiências experiență experiența laboral profissional praktika emploi emplois placements articleship jobs job positions parcours",
    "education": "education educational academic academics qualification qualifications ausbildung bildung bildungsweg studium schulbildung éducation études diplômes educación formación istruzione formazione opleiding opleidingen onderwijs educação formação educație studii scholastic schooling university degrees",
    "skills": "skill skills skillset competencies competencies: competences competence technologies technology tools expertise proficiencies proficiency strengths kenntnisse fähigkeiten fachkenntnisse kompetenzen compétences habilidades competencias competenze capacità vaardigheden competenties competências aptitudini competențe abilități toolkit stack software programming",
    "basics": "contact contacts kontakt contacto contatti contato objective objectives about profiles persönliche anagrafica declaration coordonnées links gegevens erklärung",
}  # fmt: skip
_WEAK = {
    "work": "experience experiences history karriere carrière carriera career erfahrung ervaring",
    "basics": "summary profile profil perfil profilo profiel statement resumo resumen riassunto zusammenfassung overview bio biography introduction details data dati daten datos synopsis samenvatting rezumat personalia vitae cv synopsis me mich moi mí",
    "education": "background formation",
    "skills": "kennis conocimientos conoscenze conhecimentos knowledge abilities",
}  # fmt: skip
_MODIFIERS = frozenset(
    """a about additional advanced and area areas as at author based beruf berufliche beruflicher berufsausbildung books
    brief business by career chronological clinical co-curricular community competitive complementaria computer conference
    core corporate current das de del della delle den der des di die digital do domain du e ed een en engineering et examination
    exposure et field for formal full-time further general graduate hard her highlights his i industrial industry in
    informatiques information intellectual internal international interpersonal it ı key la las le leadership les los list main major management
    mein meine member memberships military minor mon my nel o och of on online open-source organizational other overall part-time
    people per personal personelle personale personali personales personnel personnelle persoonlijk persoonlijke pessoais pe postgraduate practical
    prior previous private professional professionale professionali professionnelle professionnelles professionnel profesional profesionale profesională
    profesionales profissionais qualificational recent record related relevant relevante relevante research selected self senior service short side
    significant social soft special specialized specific su summary teaching tech technical techniques technische technisch
    tecniche técnicas técnicos the to top und undergraduate use used van von vocational with y zu zur zusätzliche
    abschlüsse weitere edv it-kenntnisse sonstige activity & / + - educationals career-related hands-on held
    trainings background experience experiences history qualification qualifications skills skill summary profile
    competency proficiency details""".split()
)
_CONNECTORS = re.compile(r"\s*(?:&|\+|/|,|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bși\b|\bor\b)\s*")
_STRONG_BY_WORD = {word: kind for kind, words in _STRONG.items() for word in words.split()}
_WEAK_BY_WORD = {word: kind for kind, words in _WEAK.items() for word in words.split()}
_KNOWN = frozenset(_STRONG_BY_WORD) | frozenset(_WEAK_BY_WORD) | _MODIFIERS
_TRIM = re.compile(r"^[\W_\d]+|[\W_]+$")
_PHRASES = {
    "curriculum vitae": None, "resume": None, "lebenslauf": None,
    "about": "basics", "about me": "basics", "über mich": "basics", "à propos": "basics", "sobre mí": "basics",
    "chi sono": "basics", "sobre mim": "basics", "despre mine": "basics", "over mij": "basics",
    "summary of qualifications": "basics", "qualifications summary": "basics", "professional qualifications": "certificates",
    "career highlights": "basics", "highlights": "basics", "personal details": "basics", "personal information": "basics",
    "programming languages": "skills", "programming language": "skills", "technical proficiency": "skills",
    "what i do": "skills", "where i've worked": "work", "professional background": "work", "career progression": "work",
    "professional development": "certificates", "areas of expertise": "skills", "areas of interest": "interests",
    "field of interest": "interests", "research interests": "interests", "professional affiliations": "other",
    "affiliations": "other", "memberships": "other", "professional memberships": "other", "organizations": "other",
    "leadership": "volunteer", "leadership experience": "volunteer", "positions of responsibility": "volunteer",
    "position of responsibility": "volunteer", "leadership and activities": "volunteer", "computer languages": "skills",
    "patents": "publications", "career path": "work", "curriculum": None, "cours": "certificates", "stages": "work",
    "stage": "work", "work": "work", "experience": "work", "professional": "work", "career": "work",
    "top skills": "skills", "technical": "skills", "leistungen": "awards", "praktikum": "work", "schule": "education",
    "centres d'intérêt": "interests", "centres d’intérêt": "interests", "formation": "education", "formations": "education",
    "cursos y certificaciones": "certificates", "datos personales": "basics", "persönliche daten": "basics",
    "informazioni personali": "basics", "etat civil": "basics", "état civil": "basics", "expérience": "work",
    "hobby's": "interests", "date personale": "basics", "dados pessoais": "basics", "personal profile": "basics",
}  # fmt: skip


def is_heading(text: str) -> bool:
    """Tell whether ``text`` reads as a section heading."""
    return heading_kind(text) is not None


@lru_cache(maxsize=4096)
def heading_kind(text: str) -> str | None:
    """Return the JSON Resume section a heading opens (``basics`` for summaries, contact), or None.

    Every word must be a known one: "Work Experience" is a heading, "Work with experienced teams" is not.
    """
    words = _TRIM.sub("", text).casefold()
    if not words or len(text) > MAX_LENGTH:
        return None
    if words in _PHRASES:
        return _PHRASES[words]
    parts = [part for part in _CONNECTORS.split(words) if part]
    tokens = [token.strip(".:()'’") for part in parts for token in part.split()]
    if not 0 < len(tokens) <= MAX_WORDS or not all(token in _KNOWN for token in tokens if token):
        return None
    return next((kind for kind in map(_kind_of, [*parts, words]) if kind), None)


def _kind_of(part: str) -> str | None:
    """Return the section that the words of one part name; a specific word beats a general one."""
    if part in _PHRASES:
        return _PHRASES[part]
    tokens = part.split()
    strong = [_STRONG_BY_WORD[token] for token in tokens if token in _STRONG_BY_WORD]
    if strong:
        return strong[0]
    return next((_WEAK_BY_WORD[token] for token in tokens if token in _WEAK_BY_WORD), None)
