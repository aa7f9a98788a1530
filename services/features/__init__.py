"""Read skills, keywords, experience, level and tone from resumes and postings alike."""
