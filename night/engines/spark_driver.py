"""Runs what Liuke's night asks of a Spark session: one JSON request a line on stdin, one JSON answer a line on stdout.

Started by spark-session.ts with Spark's own Python; knows no model and no rule.
"""

import json
import os
import sys

answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)  # whatever Spark prints goes to the log

from pyspark.sql import SparkSession  # noqa: E402

spark = SparkSession.builder.appName("liuke").getOrCreate()
held = []


def run(request):
    spark.sql(request["sql"])


def rows(request):
    frame = spark.sql(request["sql"])
    cells = [[None if cell is None else cell if isinstance(cell, bool) else str(cell) for cell in row] for row in frame.collect()]
    return {"columns": frame.dtypes, "rows": cells}


def columns(request):
    return [name for name, _ in spark.table(request["relation"]).dtypes]


def parts(request):
    """A relation of the given expressions over Parquet paths, one after the other."""
    union = None
    for part in request["parts"]:
        frame = spark.read.schema(part["schema"]).parquet(part["path"])
        if part["where"]:
            frame = frame.where(part["where"])
        frame = frame.selectExpr(*part["select"])
        union = frame if union is None else union.unionAll(frame)
    # a task a file, and a dozen files read a dozen times over, would be thousands of tasks for a few rows
    union.coalesce(request["tasks"]).createOrReplaceTempView(request["relation"])


def write(request):
    """Writes a query's rows as a folder of Parquet files, each in the key's order."""
    frame = spark.sql(request["sql"])
    order = [frame[name].asc_nulls_last() for name in request["order_by"]]
    if order:
        frame = frame.sortWithinPartitions(*order)
    frame.write.mode("overwrite").parquet(request["path"])


def hold(request):
    """A query worked out once, for all who read it until it is let go; what a lost worker held is worked out anew."""
    frame = spark.sql(request["sql"]).persist()
    frame.createOrReplaceTempView(request["relation"])
    held.append((request["relation"], frame))


def let_go(_request):
    while held:
        relation, frame = held.pop()
        spark.catalog.dropTempView(relation)
        frame.unpersist()


def drop(request):
    spark.catalog.dropTempView(request["relation"])


def version(_request):
    return spark.version


operations = {each.__name__: each for each in (run, rows, columns, parts, write, hold, let_go, drop, version)}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"done": operations[request["do"]](request)}
    except Exception as error:  # the night decides what to do about it
        answer = {"failed": str(error)}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()

spark.stop()
