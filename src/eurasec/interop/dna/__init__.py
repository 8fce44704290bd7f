"""The Discourse Network Analyzer (DNA 3): its databases (`.dna`) and event lists (CSV), read and written.

A file becomes rows, rows become a `Project` with names in place of numbers, and
a project becomes records. Writing goes the same way back.

| module       | what it is for, in reading order                                              |
|--------------|-------------------------------------------------------------------------------|
| `files`      | the four functions, from door to door                                         |
| `schema`     | the tables of a database, and what their cells may hold                       |
| `database`   | a file of SQLite as rows, and rows as such a file                             |
| `project`    | a project as values                                                           |
| `offsets`    | places in a text, as Python and as Java count them                            |
| `rows`       | rows as a project, and a project as rows                                      |
| `events`     | an event list as a project, and the statements of one type as an event list   |
| `roles`      | which variable says what: who speaks, for whom, on what, with which stance    |
| `quoting`    | any text as one that a record takes, and back                                 |
| `carried`    | what DNA has no column for, and drafts of records that are made of both       |
| `documents`  | what becomes what: documents and their texts                                  |
| `entities`   | what becomes what: actors, topics and threats                                 |
| `statements` | what becomes what: positions and threat assessments                           |
| `frame`      | what a project has beyond its records, kept in a record of its own            |
| `remainder`  | what of that would not come back by itself                                    |
| `reading`    | a project as a corpus                                                         |
| `keeping`    | which records have a place in DNA, and what is lost of them                   |
| `types`      | the statement types of a project that is written, and their entities          |
| `writing`    | a corpus as a project                                                         |
"""

from eurasec.interop.dna.files import from_dna, from_dna_events, to_dna, to_dna_events

__all__ = ["from_dna", "from_dna_events", "to_dna", "to_dna_events"]
