"""Networks of discourse network analysis: actors over topics, topics over actors, actors by topics.

They are made of statement rows (`Row`) from whatever source, or of a corpus or a
selection of its statements, which `rows_of` reads as rows. `one_mode` and
`two_mode` make networks, `polarization` tells how divided topics are.

>>> from eurasec.datasets import csto_2022
>>> corpus = csto_2022()
>>> network = one_mode(rows_of(corpus.assessments, by="person"), aggregation="congruence")
>>> for edge in network.edges():
...     print(edge.source, edge.target, edge.weight, edge.statements)
aleinik zas 1.0 ('a-15', 'a-12')
imomi niyazaliev 1.0 ('a-22',)
imomi zas 2.0 ('a-03', 'a-05', 'a-07', 'a-10')
rakhimov sultanov 0.25 ('a-24', 'a-28')

Let n[i, j, k] be the number of statements that count of node i on topic j with
the qualifier on level v_k, n_ij· that on all levels, N_i that of all statements
of i, and R the length of the qualifier's scale: the greatest minus the least
value of all rows given (1 for true and false), or as `scale` says.

**One-mode**, for i ≠ i′; the diagonal is 0:

- ignore: Σ_j n_ij· n_i′j·
- congruence: ``Σ_jkl n_ijk n_i′jl (1 − |v_k − v_l| / R)``; of texts Σ_jk n_ijk n_i′jk
- conflict: ``Σ_jkl n_ijk n_i′jl |v_k − v_l| / R``; of texts the number of the
  statements of both whose topic and word the other does not have
- subtract: congruence − conflict

divided by one of the following (0 where that is 0), with c the congruence of a
node with itself or another, or for ignore Σ_j n_ij· n_i′j·:

- none: 1
- average: (N_i + N_i′) / 2
- jaccard: Σ n_ijk [n_i′jk = 0] + Σ n_i′jk [n_ijk = 0] + Σ n_ijk n_i′jk, level by
  level, also where the qualifier is ignored
- tanimoto: c_ii + c_i′i′ − c_ii′
- cosine: √c_ii √c_i′i′, which for ignore, for texts and for true and false is
  the product of the norms, ‖n_i‖ ‖n_i′‖
- dna_cosine: N_i N_i′, which is no cosine, but what the Discourse Network
  Analyzer (DNA) calls so

Jaccard's coefficient compares sets. What DNA calls so equals it where every
count is 0 or 1; with more statements it has no upper bound. Tanimoto's is the
same for sets and extends to counts and levels. Divided by `tanimoto` or
`cosine`, ignore, congruence and conflict lie between 0 and 1, subtract between
−1 and 1; divided by `cosine`, the congruence of two nodes that say the same in
the same proportions is 1.

**Two-mode**, actors by topics:

- ignore: Σ_k n_ijk
- subtract: Σ_k v_k n_ijk; of true and false the true minus the false
- combine: Σ_k 2^(K−1−k) [n_ijk > 0], which tells which of the K levels occur;
  of true and false, 1 is only true, 2 only false, 3 both
- dna_subtract: subtract, but of texts, which cannot be subtracted, Σ_k n_ijk

divided by the total of the row (activity) or of the column (prominence): its
number of statements, for combine its number of cells with statements. A
combine that is divided cannot be interpreted.

All sums are made in whole numbers and rounded once: the order of the rows
changes nothing, not even the last bit.

Sources: P. Leifeld, Discourse Network Analyzer Manual, and Discourse Network
Analysis, in: The Oxford Handbook of Political Networks (2017), for everything
but cosine and tanimoto; T. T. Tanimoto, An Elementary Mathematical Theory of
Classification and Prediction (IBM 1958).
"""

from __future__ import annotations

from eurasec.analysis.networks._filters import Choice, Duplicates, DuplicatesWord
from eurasec.analysis.networks._weights import (
    Aggregation,
    Normalization,
    OneModeAggregation,
    OneModeNormalization,
    TwoModeAggregation,
    TwoModeNormalization,
)
from eurasec.analysis.networks.discourse import (
    Coded,
    QualifierKind,
    QualifierKindWord,
    Said,
    StatementRows,
    rows_of,
)
from eurasec.analysis.networks.modes import OneModeNetwork, Part, TwoModeNetwork, one_mode, two_mode
from eurasec.analysis.networks.network import Edge, Network, NodeKind, NodeKindWord
from eurasec.analysis.networks.polarization import Polarization, Score, TopicPolarization, polarization
from eurasec.analysis.networks.rows import DayOrTime, Id, Qualifier, Row
from eurasec.analysis.networks.windows import Period, PeriodWord, Window, WindowUnit, WindowUnitWord

__all__ = [
    "Aggregation",
    "Choice",
    "Coded",
    "DayOrTime",
    "Duplicates",
    "DuplicatesWord",
    "Edge",
    "Id",
    "Network",
    "NodeKind",
    "NodeKindWord",
    "Normalization",
    "OneModeAggregation",
    "OneModeNetwork",
    "OneModeNormalization",
    "Part",
    "Period",
    "PeriodWord",
    "Polarization",
    "Qualifier",
    "QualifierKind",
    "QualifierKindWord",
    "Row",
    "Said",
    "Score",
    "StatementRows",
    "TopicPolarization",
    "TwoModeAggregation",
    "TwoModeNetwork",
    "TwoModeNormalization",
    "Window",
    "WindowUnit",
    "WindowUnitWord",
    "one_mode",
    "polarization",
    "rows_of",
    "two_mode",
]


def __dir__() -> list[str]:
    """Give the public names, so that Tab shows nothing else."""
    return __all__
