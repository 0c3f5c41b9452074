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
# how much of the files a task reads, as everything of Spark's that reads files: spark.sql.files.maxPartitionBytes
bytes_per_task = spark._jsparkSession.sessionState().conf().filesMaxPartitionBytes()


def run(request):
    spark.sql(request["sql"])


def rows(request):
    frame = spark.sql(request["sql"])
    cells = [[None if cell is None else cell if isinstance(cell, bool) else str(cell) for cell in row] for row in frame.collect()]
    return {"columns": frame.dtypes, "rows": cells}


def given(request):
    """A relation of rows that are worked out now: whoever reads it reads the rows, and does not plan hundreds of values again."""
    frame = spark.sql(request["sql"])._jdf
    spark._jsparkSession.createDataFrame(frame.collectAsList(), frame.schema()).createOrReplaceTempView(request["relation"])


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
    tasks = max(1, -(-request["bytes"] // bytes_per_task))
    union.coalesce(tasks).createOrReplaceTempView(request["relation"])


def write(request):
    """Writes a query's rows as a folder of Parquet files, each in the key's order. Answers their schema."""
    frame = spark.sql(request["sql"])
    order = [frame[name].asc_nulls_last() for name in request["order_by"]]
    if order:
        frame = frame.sortWithinPartitions(*order)
    frame.write.mode("overwrite").parquet(request["path"])
    return frame._jdf.schema().toDDL()


def drop(request):
    spark.catalog.dropTempView(request["relation"])


def version(_request):
    return spark.version


operations = {each.__name__: each for each in (run, rows, given, columns, parts, write, drop, version)}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"done": operations[request["do"]](request)}
    except Exception as error:  # the night decides what to do about it
        answer = {"failed": str(error)}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()

spark.stop()
