"""Lists of a form: questions that are asked once for each entry (form-js’s dynamiclist)."""
