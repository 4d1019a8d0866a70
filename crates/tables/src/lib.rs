//! Takes the records of many reports, gives Arrow tables, Parquet files and panels.
