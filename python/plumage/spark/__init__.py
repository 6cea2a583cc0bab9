"""Apache Spark as the second engine: the same models past one machine (docs/spark.md)."""
