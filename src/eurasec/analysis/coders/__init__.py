"""How far the coders of a corpus agree, and what they have to settle.

`coder_agreement` and `agreement_by_variable` give the measures, `disagreements`
the list to settle; `coded_values` gives what they rest on: *reliability data*,
the table of units and coders that content analysis knows, which can as well be
made of any other table (`ReliabilityData.from_rows`). Which records are compared
with which is told in `records`, what each measure means in `measures`.
"""

from __future__ import annotations

from eurasec.analysis.coders.data import CodedValue, Disagreement, ReliabilityData
from eurasec.analysis.coders.measures import (
    Agreement,
    Bootstrap,
    ConfidenceInterval,
    Level,
    Measure,
    Weights,
    cohens_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percentage_agreement,
)
from eurasec.analysis.coders.records import (
    UNSTATED,
    AgreementTable,
    Unstated,
    Variable,
    VariableAgreement,
    agreement_by_variable,
    coded_values,
    coder_agreement,
    disagreements,
)

__all__ = [
    "UNSTATED",
    "Agreement",
    "AgreementTable",
    "Bootstrap",
    "CodedValue",
    "ConfidenceInterval",
    "Disagreement",
    "Level",
    "Measure",
    "ReliabilityData",
    "Unstated",
    "Variable",
    "VariableAgreement",
    "Weights",
    "agreement_by_variable",
    "coded_values",
    "coder_agreement",
    "cohens_kappa",
    "disagreements",
    "fleiss_kappa",
    "krippendorff_alpha",
    "percentage_agreement",
]


def __dir__() -> list[str]:
    """Give the public names, so that Tab shows nothing else."""
    return __all__
