"""What the server refuses, as an exception."""

from __future__ import annotations

from beanfield.platform.errors import ProblemDocument


class BeanfieldError(Exception):
    """The server's problem document: `type`, `title`, `status` and the faults by path."""

    def __init__(self, problem: ProblemDocument) -> None:
        super().__init__(problem.title)
        self.problem = problem

    def __str__(self) -> str:
        lines = [self.problem.title]
        lines += [f"  {fault.path}: {fault.message}".rstrip() for fault in self.problem.errors]
        return "\n".join(lines)
