"""Truth inference: the class of each task and the quality of each worker, from labels alone or with gold.

from beanfield.quality.labels import Labels
from beanfield.quality.truth import infer

result = infer(Labels.of(tasks, workers, labels), method="auto")
result.classes_          # the class of each task
result.confidence_       # its probability
result.accuracy_         # of each worker
"""

from beanfield.quality.truth.base import Truth
from beanfield.quality.truth.methods import METHODS, infer

__all__ = ["METHODS", "Truth", "infer"]
