"""All tables of a world: the data dictionary.

The simulator writes exactly these tables, and a test refuses a column that nobody has described.
"""

from mingxi.records.observed_tables import COMMON, EVENTS, OBSERVED
from mingxi.records.table import Table
from mingxi.records.true_tables import LIMIT_RESPONSE, STRESS, TRUTH

TABLES: tuple[Table, ...] = (*OBSERVED, *EVENTS, *COMMON, *TRUTH, STRESS, LIMIT_RESPONSE)
