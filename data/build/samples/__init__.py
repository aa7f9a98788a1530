"""Writers that turn a truth file into the kind of resume file a person would upload."""
