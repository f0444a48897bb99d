"""The pieces of the page Nạp báo cáo: the only place where pages know of loaders."""
