"""Verbs with which people tell where they worked and as what."""

from services.resumes import lexicon

BEING = lexicon.group("told_words", "being")
PRESENT = lexicon.group("told_words", "present")
RISING = lexicon.group("told_words", "rising")
BEGINNING = lexicon.group("told_words", "beginning")
"""Verbs that say that a position began."""
WORKING = lexicon.group("told_words", "working")
"""Verbs that lead to an employer ("worked at") or to a title ("worked as")."""
ACTIVE = lexicon.group("told_words", "active")
"""Verbs that say of somebody else what they did where the person is only their object ("was taught by")."""
TAKING = lexicon.group("told_words", "taking")
"""Verbs whose object is the employer."""
PLAIN = lexicon.group("told_words", "plain")
"""Verbs behind which "as a" leads to a job even where no list knows its title."""
LENGTHS = lexicon.group("told_words", "lengths")
"""Lengths of time, behind which "as" leads to a job too ("two years as a trainee")."""
LED = lexicon.group("told_words", "led")
STAYING = LED | lexicon.group("told_words", "staying")
"""Verbs that with an employer and dates tell of work there, although no position is named."""
HOLDING = lexicon.group("told_words", "holding")
"""Verbs whose object is a position: "held the post of"."""
GIVING = lexicon.group("told_words", "giving")
"""Verbs whose subject is the employer where the person is their object: "Acme hired me as"."""
REGARDING = lexicon.group("told_words", "regarding")
"""What "as" goes with where it leads to no position ("treated as", "as well as")."""
UNREAL = lexicon.group("told_words", "unreal")
"""Words that make a wish, a plan or a denial of what follows."""
FILLERS = lexicon.group("told_words", "fillers")
"""Words that may stand between a verb and the title or the employer that it leads to."""
