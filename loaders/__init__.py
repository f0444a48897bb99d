"""Reports → Parquet. Knows nothing of SQL, Streamlit or pages."""

__version__ = "0.1.0"
