"""A contract that import-linter does not have: rooms that stand on the standard library alone."""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

OURS = "supplydesk"


class StandardLibraryOnly(Contract):
    """The modules under ``packages`` import our own rooms and the standard library, no more."""

    type_name = "standard_library_only"
    packages = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002
        """Look at every import that leaves one of ``packages``."""
        strangers = sorted(
            f"{importer} -> {imported}"
            for package in self.packages  # type: ignore[attr-defined] # a field at class level
            for importer in {package, *graph.find_descendants(package)}
            for imported in graph.find_modules_directly_imported_by(importer)
            if imported.split(".")[0] not in {OURS, *sys.stdlib_module_names}
        )
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say which imports are strangers."""
        for stranger in check.metadata["strangers"]:
            output.print_error(f"- {stranger}", bold=False)
